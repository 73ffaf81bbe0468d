import type { Problem } from '#domain/problem-shape.ts'

/** Error codes of the site, its units, people, posts and deputies. */
export const ORGANISATION_PROBLEMS = {
  'record.state-secret': {
    status: 422,
    title: 'State secrets stay off this system',
    fix: 'Take the material to the classified system; nothing of it may be stored here (保密法 Arts 30 and 31).',
  },
  'access.purpose-required': {
    status: 403,
    title: 'This is the file of a person: whoever opens it says what for',
    fix: 'Say the purpose once for this record (POST /api/records/{id}/purpose); it is kept in the access log.',
  },
  'access.seen-already': {
    status: 409,
    title: 'You see this record already',
    fix: 'Open it; nothing needs to be asked.',
  },
  'access.decided-already': {
    status: 409,
    title: 'This request is decided already',
    fix: 'Reload the page.',
  },
  'access.own-request': {
    status: 403,
    title: 'Nobody grants their own request',
    fix: 'Leave it to another head.',
  },
  'access.not-cleared': {
    status: 409,
    title: 'The person is not cleared for the grade of this record, or has left',
    fix: 'Refuse the request; a grant does not stand in for a clearance.',
  },
  'access.not-granted': {
    status: 409,
    title: 'This grant does not stand any more',
    fix: 'Reload the page.',
  },
  'access.class-personal': {
    status: 422,
    title: 'The files of persons are opened one by one',
    fix: 'Ask for each record by its archival code; every view of it says its purpose.',
  },
  'access.look-only': {
    status: 403,
    title: 'You may look at this record, and do nothing with it',
    fix: 'Ask somebody of the unit to do it.',
  },
  'class.not-granted': {
    status: 403,
    title: 'Your posts are not granted this family of classes',
    fix: 'Choose another class, or ask the security administrator for the grant.',
  },
  'class.granted-already': {
    status: 409,
    title: 'The post is granted this family already',
    fix: 'Nothing is to be done.',
  },
  'class.not-held': {
    status: 409,
    title: 'The post is not granted this family today',
    fix: 'Look at everfile user list.',
  },
  'class.administrator': {
    status: 422,
    title: 'An administrator sees no records and is granted no classes',
    fix: 'Give the grant to a post of the work itself.',
  },
  'hand-over.open-already': {
    status: 409,
    title: 'A hand-over of this post is under way already',
    fix: 'Finish it or take it back first.',
  },
  'hand-over.out-of-order': {
    status: 409,
    title: 'The hand-over does not stand where this could be done',
    fix: 'Reload the page; somebody above agrees first, then the successor signs.',
  },
  'hand-over.register-moved': {
    status: 409,
    title: 'What would move has changed since you looked',
    fix: 'Look at the register once more, then sign it.',
  },
  'hand-over.post-ended': {
    status: 409,
    title: 'The post is not held any more by who would hand it over',
    fix: 'Take the hand-over back.',
  },
  'hand-over.sheet-missing': {
    status: 409,
    title: 'The hand-over sheet is not printed yet',
    fix: 'Wait a moment; it is made once both have signed.',
    retryable: true,
  },
  'deputy.not-your-post': {
    status: 403,
    title: 'A deputy is named by who holds the post',
    fix: 'Choose one of your own posts.',
  },
  'deputy.role': {
    status: 422,
    title: 'This post has no deputy',
    fix: 'Its duty is bound to the person; ask for another appointment.',
  },
  'deputy.person': {
    status: 422,
    title: 'This person cannot be your deputy',
    fix: 'Choose an active colleague who is no administrator.',
  },
  'deputy.dates': {
    status: 422,
    title: 'These dates do not fit',
    fix: 'Begin today or later, end after it, within one year.',
  },
  'site.no-signing-key': {
    status: 503,
    title: 'This site has no key to sign its log with',
    fix: 'Ask the operator to set EVERFILE_SIGNING_KEY.',
  },
  'site.exists': {
    status: 409,
    title: 'This database holds a site already',
    fix: 'Use another database; a site is founded once and keeps its mode.',
  },
  'site.missing': {
    status: 409,
    title: 'No site has been founded in this database',
    fix: 'Found it first with everfile init.',
  },
  'fonds.form': {
    status: 422,
    title: 'A fonds code is a capital letter and three digits',
    fix: 'Write it like J019.',
  },
  'unit.unknown': {
    status: 422,
    title: 'No unit, or more than one, is called so',
    fix: 'Name one unit by its id or its full name; everfile unit list shows them.',
  },
  'unit.ended': {
    status: 409,
    title: 'This unit has ended',
    fix: 'Name a unit that exists; the tree shows which one followed it.',
  },
  'unit.root': {
    status: 409,
    title: 'The bureau is the root of all units',
    fix: 'It neither moves nor ends; rename it instead.',
  },
  'unit.cycle': {
    status: 409,
    title: 'A unit cannot stand below itself, nor follow itself',
    fix: 'Choose a unit outside of it.',
  },
  'unit.unchanged': {
    status: 409,
    title: 'The unit stands there already',
    fix: 'Nothing is to be done.',
  },
  'unit.date-future': {
    status: 422,
    title: 'A change of units is recorded when it stands',
    fix: 'Enter it on its day, or give a day up to today.',
  },
  'unit.dates-overlap': {
    status: 422,
    title: 'These dates overlap with those that are recorded already',
    fix: 'Give a day after the one in the detail.',
  },
  'unit.dates-gap': {
    status: 422,
    title: 'The unit that follows begins later: a day would belong to nobody',
    fix: 'Let it end the day before its successor begins.',
  },
  'unit.used-later': {
    status: 422,
    title: 'The unit was still at work after this day',
    fix: 'Give a last day that is not before the one in the detail.',
  },
  'unit.open-work': {
    status: 409,
    title: 'There is open work in this unit',
    fix: 'Close or move the units below, end the posts, and finish or hand over the records in the detail first.',
  },
  'unit.not-live': {
    status: 409,
    title: 'This unit does not work in the system yet',
    fix: 'Wait for the day in the detail; where none is named the system administrator sets it. A backlog can be imported before.',
  },
  'unit.live-past': {
    status: 422,
    title: 'A unit does not begin to work in the system on a day that has passed',
    fix: 'Give today or a later day.',
  },
  'unit.live-already': {
    status: 409,
    title: 'The unit works in the system since this day, or is set to begin on it',
    fix: 'Nothing is to be done; a day that has come stays.',
  },
  'unit.at-work': {
    status: 409,
    title: 'Records have come to this unit already: it is at work',
    fix: 'Nothing is to be done; only a unit without records of its own can begin later.',
  },
  'unit.split-parts': {
    status: 422,
    title: 'A split needs two units that follow, and one of them to keep the records',
    fix: 'Name two or more, and which of them acts for the old records.',
  },
  'fonds.code-taken': {
    status: 409,
    title: 'This fonds code is taken',
    fix: 'Choose another; fonds codes are never used again.',
  },
  'fonds.agency-taken': {
    status: 409,
    title: 'This agency forms another fonds already',
    fix: 'Name an agency that has none, or close the fonds instead.',
  },
  'fonds.settled': {
    status: 409,
    title: 'No succession is open for this fonds',
    fix: 'Nothing is to be done.',
  },
  'fonds.frozen': {
    status: 409,
    title:
      'The agency of this fonds has ended and its successor is not settled: nothing of it is destroyed or transferred',
    fix: 'Ask the head of the archives office to settle the succession first.',
  },
  'record.unit-ended': {
    status: 409,
    title: 'This unit has ended and forms no records any more',
    fix: 'Create the record in the unit that followed it.',
  },
  'unit.taken': {
    status: 409,
    title: 'A unit of this name stands there already',
    fix: 'Use the unit that exists, or another name.',
  },
  'person.unknown': {
    status: 422,
    title: 'Nobody has this login',
    fix: 'Look at everfile user list.',
  },
  'person.login-form': {
    status: 422,
    title: 'A login is of small letters, digits, dots and hyphens',
    fix: 'Begin with a letter and use 2 to 63 characters.',
  },
  'person.login-taken': {
    status: 409,
    title: 'This login is taken',
    fix: 'Choose another; logins are never used again.',
  },
  'person.passive': {
    status: 409,
    title: 'This person has left',
    fix: 'Add a new account if they came back.',
  },
  'person.separate-duties': {
    status: 409,
    title:
      'System, security and audit administration never meet in one person, and none of them holds another post',
    fix: 'Name three different persons, and give other posts to others.',
  },
  'person.last-administrator': {
    status: 409,
    title: 'This is the last person in this administrator post',
    fix: 'Give the post to somebody else first.',
  },
  'post.held': {
    status: 409,
    title: 'The person holds this post already',
    fix: 'Nothing is to be done.',
  },
  'post.unknown': {
    status: 422,
    title: 'The person holds no such post today',
    fix: 'Look at everfile user list.',
  },
  'post.appraiser-kind': {
    status: 422,
    title: 'A seat in the appraisal group has a kind, and no other post has one',
    fix: 'Say agency-head, business, archives or administration for an appraiser, and nothing for others.',
  },
} as const satisfies Readonly<Record<string, Problem>>
