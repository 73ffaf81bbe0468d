import type { Problem } from '#domain/problem-shape.ts'

/** Error codes of schedules as reviewed versions, and of what is kept of a class beyond its term. */
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
  'schedule.overlaps': {
    status: 422,
    title: 'The version would be in force before the one that it follows',
    fix: 'Choose the day on which the version in force began, or a later one.',
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
  'schedule.consent-missing': {
    status: 422,
    title: 'The consent of the archives administration is missing',
    fix: 'Name who consented, the number of the consent and its day, which is not ahead.',
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
  'retention.reason-missing': {
    status: 422,
    title: 'The reason is missing',
    fix: 'Say why the record is to be kept to that day, or why no longer.',
  },
  'retention.not-fixed': {
    status: 409,
    title: 'The record has no fixed end',
    fix: 'Only a record whose retention ends on a day can have a later day set by hand.',
  },
  'retention.not-longer': {
    status: 422,
    title: 'The day is not later than the one that counts now',
    fix: 'Fixed terms are minimum terms: choose a later day.',
  },
  'retention.out-of-range': {
    status: 422,
    title: 'The day lies beyond the last year that is computed',
    fix: 'Choose a day before 2299, or have the class appraised as permanent.',
  },
  'retention.maximum-exceeded': {
    status: 409,
    title: 'The day lies beyond the longest term of the schedule',
    fix: 'Choose a day within the longest term of the row.',
  },
  'retention.already-due': {
    status: 409,
    title: 'The record has fallen due',
    fix: 'What is due is prolonged by an expiry appraisal on a disposal list.',
  },
  'retention.no-hand-end': {
    status: 409,
    title: 'No day was set by hand',
    fix: 'Load the record again.',
  },
  'retention.second-person': {
    status: 409,
    title: 'Another person lifts a day that was set by hand',
    fix: 'Ask another head of the archives office.',
  },
  'retention.minimum-term': {
    status: 422,
    title: 'The period is shorter than the minimum term of the class',
    fix: 'Choose a longer period: the rule of a file lengthens and never shortens.',
  },
  'retention.period-invalid': {
    status: 422,
    title: 'This is no period of retention',
    fix: 'Enter whole years from 1 to 200, or keep the record permanently.',
  },
  'retention.rule-waits': {
    status: 409,
    title: 'A rule of this record waits for a second person',
    fix: 'Let it be confirmed or refused before another is proposed.',
  },
  'retention.no-own-rule': {
    status: 409,
    title: 'The record has no such rule of its own',
    fix: 'Load the record again.',
  },
  'retention.rule-second-person': {
    status: 409,
    title: 'Another person decides on a rule that was proposed',
    fix: 'Ask another head of the archives office.',
  },
  'retention.cannot-evaluate': {
    status: 409,
    title: 'The facts do not suffice for a date',
    fix: 'Enter the missing fact with its evidence; the date is computed when it is confirmed.',
  },
  'retention.conflict': {
    status: 409,
    title: 'Rules or facts contradict each other',
    fix: 'Settle the named rules in a new version of the schedule, or correct the fact; then let the work run again.',
  },
  'schedule.row-settled': {
    status: 409,
    title: 'This row needs no confirmation',
    fix: 'Only rows marked [?] are confirmed.',
  },
  'sample.not-now': {
    status: 409,
    title: 'A sample is drawn while the first opinions are given, neither before nor after',
    fix: 'Seal the list first; later, an appraiser may propose a longer term for single records.',
  },
  'sample.drawn': {
    status: 409,
    title: 'A sample of this class was drawn on this list already',
    fix: 'Nobody draws twice; the second person may refuse single records of it.',
  },
  'sample.empty': {
    status: 422,
    title: 'There is nothing of which to draw a sample',
    fix: 'Choose records of a class that is still on the list.',
  },
  'sample.interval': {
    status: 422,
    title: 'A sample takes every second record at most and one of a thousand at least',
    fix: 'Enter a number from 2 to 1000.',
  },
} as const satisfies Readonly<Record<string, Problem>>
