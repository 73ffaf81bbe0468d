import type { Problem } from '#domain/problem-shape.ts'

/** Error codes of classification schemes, the filing calendar and accountability cases. */
export const STRUCTURE_PROBLEMS = {
  'scheme.version-taken': {
    status: 409,
    title: 'This line has a version of that name already',
    fix: 'Choose another name; versions are never edited.',
  },
  'scheme.date-far': {
    status: 422,
    title: 'This day lies too far ahead',
    fix: 'Give a day within five years from today.',
  },
  'scheme.rows-invalid': {
    status: 422,
    title: 'Rows of the scheme are not right',
    fix: 'Correct the rows in the detail, each with its reason, and send the whole scheme again.',
  },
  'scheme.out-of-order': {
    status: 409,
    title: 'The scheme does not stand where this act is done',
    fix: 'Look at its state; a version in force is never edited.',
  },
  'scheme.dates-overlap': {
    status: 422,
    title: 'The version in force begins on the same day or later',
    fix: 'Draft it with a day of effect after that of the version in force.',
  },
  'scheme.crosswalk-gaps': {
    status: 422,
    title: 'The crosswalk does not say what becomes of every class that holds records',
    fix: 'Draft the version again with rows for the codes in the detail.',
  },
  'cadence.dates-overlap': {
    status: 422,
    title: 'The cadence would begin before the one that holds',
    fix: 'Give a day after the one in the detail.',
  },
  'cadence.within-period': {
    status: 422,
    title: 'A cadence begins with the first day of one of its periods',
    fix: 'Give the day in the detail, or the start of a later period.',
  },
  'calendar.year-far': {
    status: 422,
    title: 'No order of working days is known so far ahead',
    fix: 'Enter the order of this year, an earlier one, or the next.',
  },
  'calendar.rows-invalid': {
    status: 422,
    title: 'Rows of the working days are not right',
    fix: 'Correct the lines in the detail, each with its reason, and send the whole year again.',
  },
  'calendar.rows-few': {
    status: 422,
    title: 'This is not the whole order of a year',
    fix: 'Give every day off and every make-up workday of the order in one table.',
  },
  'filing.no-such-period': {
    status: 422,
    title: 'The unit owes no such period of this class',
    fix: 'Choose a period of the calendar.',
  },
  'filing.still-open': {
    status: 409,
    title: 'The period has not closed yet',
    fix: 'State it after its last day.',
  },
  'filing.stated': {
    status: 409,
    title: 'This period was stated as filed already',
    fix: 'Nothing is to be done.',
  },
  'filing.unfiled-records': {
    status: 409,
    title: 'Records of this period are not filed yet',
    fix: 'File them first; the detail says how many there are.',
  },
  'case.known': {
    status: 409,
    title: 'A case was opened for this alert already',
    fix: 'Look at the case in the detail.',
  },
  'case.corrected-already': {
    status: 409,
    title: 'The period was filed meanwhile',
    fix: 'Nothing is to be done; the alert says when.',
  },
  'case.respondents': {
    status: 422,
    title: 'A case names the head of the unit and the directly responsible person, two persons of that unit',
    fix: 'Choose a unit head, and an archivist or clerk of the unit.',
  },
  'case.deadline': {
    status: 422,
    title: 'An order to correct needs a deadline that lies ahead',
    fix: 'Give a day after today.',
  },
  'case.not-corrected': {
    status: 409,
    title: 'A case is closed by correction, and the period is not filed yet',
    fix: 'Wait until the unit has stated the period as filed.',
  },
  'case.out-of-order': {
    status: 409,
    title: 'The case does not stand where this act is done',
    fix: 'An order comes first, then a reply; a closed case stays as it is.',
  },
} as const satisfies Readonly<Record<string, Problem>>
