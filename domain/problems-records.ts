import type { Problem } from './problem-shape.ts'

/** Error codes of describing, filing and reopening records. */
export const RECORD_PROBLEMS = {
  'metadata.faulty': {
    status: 422,
    title: 'Some values are not as their fields need them',
    fix: 'Correct the named fields and save again.',
  },
  'record.closed': {
    status: 409,
    title: 'The record is filed, and what is filed does not change',
    fix: 'Have it reopened with a reason by somebody who has the right.',
  },
} as const satisfies Readonly<Record<string, Problem>>
