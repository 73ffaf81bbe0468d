import type { Problem } from '#domain/problem-shape.ts'

/** Error codes of vital records and their reviews. */
export const VITAL_PROBLEMS = {
  'vital.cycle-invalid': {
    status: 422,
    title: 'The cycle of reviews is out of range',
    fix: 'Give whole months, from 1 to 60.',
  },
  'vital.reason-missing': {
    status: 422,
    title: 'There are no words to it',
    fix: 'Say why the record is vital, or what the review found.',
  },
  'vital.not-set': {
    status: 409,
    title: 'The record is not vital',
    fix: 'Reload the record; only vital records are reviewed.',
  },
} as const satisfies Readonly<Record<string, Problem>>
