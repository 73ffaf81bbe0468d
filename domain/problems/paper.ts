import type { Problem } from '#domain/problem-shape.ts'

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
    title: 'A PDF is no page',
    fix: 'Have it taken apart first (POST /api/errands, kind pdf-pages), and add the pages that come out of it.',
  },
  'scan.pdf-encrypted': {
    status: 422,
    title: 'The PDF is encrypted',
    fix: 'Turn off the password or the protection at the scanner and scan again.',
  },
  'scan.pdf-cut-off': {
    status: 422,
    title: 'The PDF breaks off before its end',
    fix: 'Copy it from the scanner again; if it is cut off there too, scan again.',
  },
  'scan.pdf-active': {
    status: 422,
    title: 'The PDF holds scripts, actions or other files',
    fix: 'Hand in the PDF as the scanner made it, or one TIFF or JPEG for each page.',
  },
  'scan.pdf-page-drawn': {
    status: 422,
    title: 'A page of the PDF is not a scan',
    fix: 'Each page is one picture of the whole sheet, without text, lines, notes or stamps laid over it; scan that page, or hand in the PDF as the scanner made it.',
  },
  'scan.pdf-page-pieces': {
    status: 422,
    title: 'A page of the PDF is not one whole picture',
    fix: 'Set the scanner to one picture for each page, without layers (MRC, compact PDF), cropping or masks and with the same resolution in both directions, or to one TIFF or JPEG for each page.',
  },
  'scan.pdf-too-large': {
    status: 422,
    title: 'The PDF takes more than may be spent on it',
    fix: 'Scan with at most 600 dpi, or hand in one TIFF or JPEG for each page.',
  },
  'scan.pdf-too-many-pages': {
    status: 422,
    title: 'The PDF has too many pages',
    fix: 'Part it into several PDFs; the detail says how many pages one may have.',
  },
  'scan.pdf-unreadable': {
    status: 422,
    title: 'The PDF cannot be read',
    fix: 'Scan again; if it fails once more, hand in one TIFF or JPEG for each page.',
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
  'paper.none': {
    status: 409,
    title: 'Nothing of this record is here on paper',
    fix: 'Check the code on the box: the record is electronic, or its paper was handed over.',
  },
  'paper.awaits-shelving': {
    status: 409,
    title: 'The file is not ready for the shelf yet',
    fix: 'It gets its place by the shelving task of its lifecycle; bring it there first.',
  },
  'paper.elsewhere': {
    status: 409,
    title: 'The file stands elsewhere by now',
    fix: 'Look at the place in the detail, and move it from there if it is to be moved.',
  },
  'paper.reason-missing': {
    status: 422,
    title: 'A move needs its reason',
    fix: 'Say why the file goes to another cell.',
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
