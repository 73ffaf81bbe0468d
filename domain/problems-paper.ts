import type { Problem } from './problem-shape.ts'

/** Error codes of paper files: contents list, scan, counts and shelves. */
export const PAPER_PROBLEMS = {
  'contents.faulty': {
    status: 422,
    title: 'The contents list does not hold together',
    fix: 'Correct the named lines: pages run on without gap or overlap to the last page of the file.',
  },
  'scan.no-pages': {
    status: 409,
    title: 'There is no page image yet',
    fix: 'Scan the pages and add their images first.',
  },
  'scan.is-pdf': {
    status: 422,
    title: 'A PDF does not say at which resolution its pages were scanned',
    fix: 'Set the scanner to one TIFF or JPEG file for each page and scan again, or hand in the image files from which the PDF was made.',
  },
  'scan.not-an-image': {
    status: 422,
    title: 'This is no image of a page',
    fix: 'Hand in one TIFF, JPEG or PNG for each page.',
  },
  'scan.pages-missing': {
    status: 409,
    title: 'The images are not those of the contents list',
    fix: 'Send it back to the scanner: the detail names the pages that are missing or too many.',
  },
  'duty.scanner-checks': {
    status: 403,
    title: 'Who scanned a file does not check it',
    fix: 'Leave the check to another person.',
  },
  'pages.differ': {
    status: 409,
    title: 'The page counts differ',
    fix: 'Compare contents list, images and paper; send it back where one of them is wrong.',
  },
  'cell.unknown': {
    status: 422,
    title: 'There is no cell with this barcode',
    fix: 'Scan the barcode of the cell again.',
  },
  'cell.same': {
    status: 409,
    title: 'The file stands in this cell already',
    fix: 'Choose another cell.',
  },
  'cell.full': {
    status: 409,
    title: 'The cell is full',
    fix: 'Choose a cell with free places.',
  },
  'paper.not-shelved': {
    status: 409,
    title: 'The file does not stand on a shelf',
    fix: 'Shelve it first; what has ended cannot be moved.',
  },
  'form.not-ready': {
    status: 409,
    title: 'This form cannot be printed yet',
    fix: 'Finish the step that it belongs to, then print it.',
  },
  'upload.offset': {
    status: 409,
    title: 'The upload goes on at another byte',
    fix: 'Ask how much has arrived and go on from there.',
  },
} as const satisfies Readonly<Record<string, Problem>>
