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
  'record.not-closed': {
    status: 409,
    title: 'The record is not closed',
    fix: 'Reload: it is not filed yet, or is open again already.',
  },
  'record.reopened': {
    status: 409,
    title: 'The record is open again',
    fix: 'Close it first; while it is open it goes on no list and no batch.',
  },
  'record.not-parted': {
    status: 422,
    title: 'Files of this class have no main and side volume',
    fix: 'Create it as one file, or choose a class of cases.',
  },
  'record.main-unknown': {
    status: 422,
    title: 'There is no such main volume here for you',
    fix: 'Choose the main volume of the same case and unit.',
  },
} as const satisfies Readonly<Record<string, Problem>>
