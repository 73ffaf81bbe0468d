import type { Problem } from './problem-shape.ts'

/** Error codes of schedules as reviewed versions. */
export const SCHEDULE_PROBLEMS = {
  'schedule.table-invalid': {
    status: 422,
    title: 'Rows of the table have faults',
    fix: 'Correct the named rows and cells and send the whole table again.',
  },
  'schedule.version-taken': {
    status: 409,
    title: 'This schedule has a version of this name already',
    fix: 'Give the new version another name.',
  },
  'schedule.unknown': {
    status: 422,
    title: 'There is no active version of this schedule',
    fix: 'Choose one of the schedules that are in force.',
  },
  'schedule.moved': {
    status: 409,
    title: 'Another version of this schedule was activated meanwhile',
    fix: 'Look at the what-if again, compare with the version that is active now, and decide anew.',
  },
  'schedule.out-of-order': {
    status: 409,
    title: 'The version is not in the state for this act',
    fix: 'Draft, review, approval and activation follow each other; an active version is never edited.',
  },
  'schedule.not-yet-effective': {
    status: 409,
    title: 'The day from which this version is in force has not come',
    fix: 'Activate it on that day or later.',
  },
  'schedule.second-person': {
    status: 409,
    title: 'Who wrote, who reviewed and who approved a version are different persons',
    fix: 'Ask somebody who has taken no part in the other steps.',
  },
  'schedule.unconfirmed-rows': {
    status: 409,
    title: 'Rows marked [?] would come into force unconfirmed',
    fix: 'Confirm each named row with a note of its source, or take it out of the draft.',
  },
  'schedule.redating-runs': {
    status: 409,
    title: 'A re-dating of this version is under way',
    fix: 'Wait for its end, or let it go on if it is paused.',
  },
  'schedule.row-settled': {
    status: 409,
    title: 'This row needs no confirmation',
    fix: 'Only rows marked [?] are confirmed.',
  },
} as const satisfies Readonly<Record<string, Problem>>
