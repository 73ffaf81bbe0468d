import type { Problem } from '#domain/problem-shape.ts'

/** Error codes of state secrets: stubs of classified files, and marks that are found later. */
export const SECRET_PROBLEMS = {
  'content.quarantined': {
    status: 409,
    title: 'The content bears the mark of a state secret and is closed until that is decided',
    fix: 'Let whoever classifies look at the original; the security administrator then decides here.',
  },
  'content.not-quarantined': {
    status: 409,
    title: 'Nothing in this record waits for such a decision',
    fix: 'Reload the page.',
  },
  'stub.term-too-long': {
    status: 422,
    title: 'No state secret of this grade has such a term',
    fix: 'Give the years of its decision, at most those in the detail, or leave the term open.',
  },
  'stub.number-ahead': {
    status: 422,
    title: 'The sequence has not come to this number yet',
    fix: 'Reserve the number first, or name one that stands on nothing.',
  },
  'stub.own-entry': {
    status: 409,
    title: 'Whoever entered a stub does not end it',
    fix: 'Let the security administrator or another head of the archives office state the end.',
  },
  'stub.ended': {
    status: 409,
    title: 'The stub has ended already',
    fix: 'Reload the page.',
  },
  'stub.no-content': {
    status: 409,
    title: 'A classified file has no content here, only a stub',
    fix: 'Keep its papers and files in the classified system; once it is declassified, take it in as a record.',
  },
} as const satisfies Readonly<Record<string, Problem>>
