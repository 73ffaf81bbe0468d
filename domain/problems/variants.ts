import type { Problem } from '#domain/problem-shape.ts'

/** Error codes of public variants of files. */
export const VARIANT_PROBLEMS = {
  'variant.original-unknown': {
    status: 422,
    title: 'The record has no such file',
    fix: 'Choose a file of the record that was not withdrawn.',
  },
  'variant.known': {
    status: 409,
    title: 'The file has a public variant already',
    fix: 'Let the one that waits be decided first; a confirmed one stays.',
  },
  'variant.same-bytes': {
    status: 422,
    title: 'The variant is the original itself',
    fix: 'Upload the file in which the parts are taken out.',
  },
  'variant.grade-too-low': {
    status: 422,
    title: 'Everybody who sees the record would see the original',
    fix: 'Choose the grade of the record or a higher one.',
  },
  'variant.not-inspected': {
    status: 409,
    title: 'The machine has not looked at the variant yet',
    fix: 'Wait a moment and confirm it then.',
  },
  'variant.faulty': {
    status: 409,
    title: 'The inspection found that the variant cannot be kept',
    fix: 'Refuse it and upload another one.',
  },
  'variant.second-person': {
    status: 403,
    title: 'A second person must confirm the variant',
    fix: 'Ask the head of the unit or of the archives office.',
  },
  'variant.decided': {
    status: 409,
    title: 'The variant has been decided already',
    fix: 'Reload the record.',
  },
} as const satisfies Readonly<Record<string, Problem>>
