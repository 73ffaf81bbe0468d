import type { Problem } from '#domain/problem-shape.ts'

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
  'record.count-differs': {
    status: 409,
    title: 'The items that were counted are not those of the contents list',
    fix: 'Count again, or add or take out the items that differ first.',
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
  'opening.personal-data': {
    status: 422,
    title: 'What holds identity numbers, health or criminal data is never opened',
    fix: 'Set the opening state to controlled. Where only an identity number was written into it, leave that number out.',
  },
  'grade.same': {
    status: 422,
    title: 'The record has this grade already',
    fix: 'Choose another grade.',
  },
  'grade.above-clearance': {
    status: 403,
    title: 'The grade is above your clearance',
    fix: 'Ask somebody who is cleared for it.',
  },
  'grade.not-proposed': {
    status: 409,
    title: 'Nobody has proposed a lower grade',
    fix: 'Propose it first, with the reason.',
  },
  'grade.second-person': {
    status: 403,
    title: 'A second person must confirm the lower grade',
    fix: 'Ask a colleague with the right to change grades.',
  },
  'record.not-archival': {
    status: 422,
    title: 'A file is in no archive format',
    fix: 'Convert the named files to one of the formats of the list, hand them in, and withdraw the former ones.',
  },
  'formats.same': {
    status: 409,
    title: 'This list of formats is in force already',
    fix: 'Change the formats or the moment.',
  },
  'code.none': {
    status: 409,
    title: 'The record has no archival code yet',
    fix: 'File it first: filing gives it one.',
  },
  'relation.itself': {
    status: 409,
    title: 'A record does not stand so to itself',
    fix: 'Name another record.',
  },
  'relation.other-unknown': {
    status: 422,
    title: 'You see no record of this code',
    fix: 'Write the archival code as it is printed; a record that you do not see cannot be named.',
  },
  'relation.known': {
    status: 409,
    title: 'This relation stands already',
    fix: 'Nothing is to be done.',
  },
  'relation.circular': {
    status: 409,
    title: 'The other record states the same of this one',
    fix: 'Withdraw that relation first, or choose another.',
  },
  'relation.withdrawn-already': {
    status: 409,
    title: 'This relation does not stand any more',
    fix: 'Reload the page.',
  },
  'code.not-reserved': {
    status: 422,
    title: 'The number is not kept back in the sequence of this record',
    fix: 'Take the next free number, or one of a reserved range of its class and year.',
  },
  'code.not-yours': {
    status: 403,
    title: 'The number is kept back for another unit',
    fix: 'Take the next free number, or one that is kept back for the unit of this record.',
  },
  'code.taken': {
    status: 409,
    title: 'The code stands on a record, or stood on one',
    fix: 'Choose another number: no code is given twice.',
  },
  'code.range-invalid': {
    status: 422,
    title: 'The range of numbers cannot be reserved',
    fix: 'Name a first and a last number within the limits.',
  },
  'code.range-given': {
    status: 409,
    title: 'Numbers of the range were given already',
    fix: 'Begin at the next number of the sequence or later.',
  },
  'code.range-reserved': {
    status: 409,
    title: 'Numbers of the range are reserved already',
    fix: 'Choose numbers beside the range that is named, or release that one.',
  },
  'code.range-released': {
    status: 409,
    title: 'The range was released already',
    fix: 'Reload the page.',
  },
  'code.no-gap': {
    status: 409,
    title: 'The number is no gap that a person could explain',
    fix: 'Reload the page: it was given, is reserved, or was not reached yet.',
  },
  'code.block-invalid': {
    status: 422,
    title: 'No archival code begins like this',
    fix: 'Choose a class and a year of the fonds.',
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
