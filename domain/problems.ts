import { ACCOUNT_PROBLEMS } from './problems/account.ts'
import { ERRAND_PROBLEMS } from './problems/errands.ts'
import { ORGANISATION_PROBLEMS } from './problems/organisation.ts'
import { PAPER_PROBLEMS } from './problems/paper.ts'
import { TRANSFER_PROBLEMS } from './problems/transfer.ts'
import { SECRET_PROBLEMS } from './problems/secrets.ts'
import { STRUCTURE_PROBLEMS } from './problems/structure.ts'
import { GIVING_PROBLEMS } from './problems/givings.ts'
import { VARIANT_PROBLEMS } from './problems/variants.ts'
import { VITAL_PROBLEMS } from './problems/vital.ts'
import { IMPORT_PROBLEMS } from './problems/import.ts'
import { SCHEDULE_PROBLEMS } from './problems/schedule.ts'
import { RECORD_PROBLEMS } from './problems/records.ts'
import type { Problem } from './problem-shape.ts'

/** Every error code of the product: HTTP status, what happened, and what to do. */
export const PROBLEMS = {
  'request.invalid': {
    status: 400,
    title: 'The request does not have the expected form',
    fix: 'Correct the named fields and send it again.',
  },
  'request.key-missing': {
    status: 400,
    title: 'Idempotency-Key is missing',
    fix: 'Send a header Idempotency-Key of 8 to 128 characters with every write.',
  },
  'request.key-reused': {
    status: 422,
    title: 'This Idempotency-Key was used with another body',
    fix: 'Use a new key for a new act.',
  },
  'request.too-large': {
    status: 413,
    title: 'The body is larger than allowed',
    fix: 'Send less at once; see the limit in the detail.',
  },
  'request.media-type': {
    status: 415,
    title: 'This media type is not accepted here',
    fix: 'Send application/json, or multipart/form-data for files.',
  },
  'request.rate-limited': {
    status: 429,
    title: 'Too many requests',
    fix: 'Wait for the seconds that Retry-After names.',
    retryable: true,
  },
  'request.origin': {
    status: 403,
    title: 'The request did not come from this site',
    fix: 'Reload the page and try again.',
  },
  'search.purpose-missing': {
    status: 422,
    title: 'Whoever searches for a person says why',
    fix: 'Name the purpose, such as the number of the case; it is written to the access log.',
  },
  ...ACCOUNT_PROBLEMS,
  'access.denied': {
    status: 403,
    title: 'Your post does not allow this',
    fix: 'Ask someone who holds the role in the detail.',
  },
  ...ORGANISATION_PROBLEMS,
  ...PAPER_PROBLEMS,
  ...ERRAND_PROBLEMS,
  ...RECORD_PROBLEMS,
  ...TRANSFER_PROBLEMS,
  ...SCHEDULE_PROBLEMS,
  ...STRUCTURE_PROBLEMS,
  ...SECRET_PROBLEMS,
  ...GIVING_PROBLEMS,
  ...VARIANT_PROBLEMS,
  ...VITAL_PROBLEMS,
  ...IMPORT_PROBLEMS,
  'not-found': {
    status: 404,
    title: 'There is no such thing here for you',
    fix: 'Check the address; it may belong to another unit.',
  },
  'act.stale': {
    status: 409,
    title: 'It changed while you worked on it',
    fix: 'Reload and try again.',
    retryable: true,
  },
  'task.not-open': { status: 409, title: 'This task is finished already', fix: 'Reload your worklist.' },
  'task.not-yours': {
    status: 409,
    title: 'Someone else works on this task',
    fix: 'Ask them to give it back.',
  },
  'task.not-claimed': { status: 409, title: 'Claim the task first', fix: 'Claim it and complete it then.' },
  'task.not-candidate': {
    status: 403,
    title: 'The task is not for your post',
    fix: 'Its candidate group is in the detail.',
  },
  'task.delegated-on': {
    status: 409,
    title: 'The task was delegated to you',
    fix: 'Give it back; only its holder may choose somebody else.',
  },
  'task.not-delegated': {
    status: 409,
    title: 'The task is not delegated',
    fix: 'Reload; it may have been given back already.',
  },
  'task.not-head': {
    status: 403,
    title: 'Only the head of its unit may reassign a task',
    fix: 'Ask the head of the unit that does the task.',
  },
  'task.is-yours': {
    status: 409,
    title: 'The task is your own',
    fix: 'Give it back or delegate it.',
  },
  'task.holds-it': {
    status: 409,
    title: 'This person has the task already',
    fix: 'Choose somebody else.',
  },
  'task.taker-not-candidate': {
    status: 422,
    title: 'This person cannot take the task',
    fix: 'Choose somebody of the same candidate group who is cleared for it.',
  },
  'view.too-many': {
    status: 409,
    title: 'There are too many saved views',
    fix: 'Delete one that is not used any more.',
  },
  'task.outcome-unknown': {
    status: 422,
    title: 'This step has no such outcome',
    fix: 'Choose one of the outcomes in the detail.',
  },
  'task.out-of-order': {
    status: 409,
    title: 'It is not the turn of this step',
    fix: 'Reload; the record stands elsewhere.',
  },
  'task.form-invalid': {
    status: 422,
    title: 'The form is not complete or not right',
    fix: 'Correct the fields in the detail.',
  },
  'task.needs-list': {
    status: 409,
    title: 'This task is done by putting the record on a disposal list',
    fix: 'Build or extend a list on the Disposal page.',
  },
  'duty.not-distinct': {
    status: 403,
    title: 'You have done another part of this already',
    fix: 'Separation of duties: another person must do this step.',
  },
  'duty.same-person': {
    status: 403,
    title: 'The person who checked must sign',
    fix: 'Only the named witness can sign here.',
  },
  'record.incomplete': {
    status: 422,
    title: 'Something that must be there is missing',
    fix: 'Add what the detail lists.',
  },
  'record.class-unknown': {
    status: 422,
    title: 'There is no such class in force',
    fix: 'Choose a class from the scheme.',
  },
  'record.class-without-schedule': {
    status: 422,
    title: 'No confirmed schedule row governs this class',
    fix: 'Have the row confirmed and activated, then file.',
  },
  'record.class-without-code': {
    status: 422,
    title: 'The class has no rule for archival codes',
    fix: 'Give the class its code parts, then file.',
  },
  'record.state-secret': {
    status: 422,
    title: 'State secrets are not accepted here',
    fix: 'Keep it in the approved system; register a stub here.',
  },
  'record.formed-in-future': {
    status: 422,
    title: 'The record cannot have been formed after today',
    fix: 'Correct the formation date.',
  },
  'record.period-too-short': {
    status: 422,
    title: 'A minimum term cannot be shortened',
    fix: 'Choose the period of the schedule row or a longer one.',
  },
  'record.not-in-keep': {
    status: 409,
    title: 'The record is not at the place that this needs',
    fix: 'Reload the record.',
  },
  'record.ended': {
    status: 409,
    title: 'The record has ended its life',
    fix: 'Only its entry in the register is left.',
  },
  'record.on-hold': {
    status: 409,
    title: 'The record is under hold',
    fix: 'Lift the hold or take the record off the list.',
  },
  'record.not-due': {
    status: 409,
    title: 'The record has not fallen due',
    fix: 'Wait for the day in the detail.',
  },
  'record.being-destroyed': {
    status: 409,
    title: 'Destruction of this record has begun',
    fix: 'It cannot be stopped any more; your attempt was recorded.',
  },
  'record.unit-unknown': {
    status: 422,
    title: 'There is no such unit, or you may not create for it',
    fix: 'Choose your own unit.',
  },
  'hold.not-active': { status: 409, title: 'The hold is not active', fix: 'Reload the record.' },
  'hold.second-person': {
    status: 403,
    title: 'A second person must lift the hold',
    fix: 'Ask a colleague with the right to confirm.',
  },
  'hold.not-proposed': {
    status: 409,
    title: 'Nobody has proposed to lift this hold',
    fix: 'Propose it first, with a reason.',
  },
  'hold.of-standing': {
    status: 409,
    title: 'This hold is part of one on the whole class or file',
    fix: 'Lift that one; its lifting can be kept to what is no member any more.',
  },
  'hold.not-a-file': {
    status: 422,
    title: 'An item has no volumes that a hold could cover',
    fix: 'Place the hold on the item alone, or on its class.',
  },
  'hold.work-runs': {
    status: 409,
    title: 'The hold is being put on its records, or taken off them',
    fix: 'Wait until that has ended; how far it is stands beside the hold.',
  },
  'list.empty': { status: 422, title: 'The list has no records', fix: 'Choose at least one due record.' },
  'list.too-long': {
    status: 422,
    title: 'The list is longer than one decision may be',
    fix: 'Split it; the greatest number is in the detail.',
  },
  'list.mixed': {
    status: 422,
    title: 'A list never mixes fonds or rule families',
    fix: 'Choose records of one fonds and one family.',
  },
  'list.record-elsewhere': {
    status: 409,
    title: 'A record is on another list',
    fix: 'Take it off the choice; its list is in the detail.',
  },
  'list.not-cooling': {
    status: 409,
    title: 'The list is not in a place where it can be stopped',
    fix: 'Reload the list.',
  },
  'list.opinion-incomplete': {
    status: 422,
    title: 'Every item needs an opinion',
    fix: 'Give a verdict for each item in the detail.',
  },
  'list.item-unknown': { status: 422, title: 'There is no such item on the list', fix: 'Reload the list.' },
  'event.unknown': {
    status: 422,
    title: 'The class does not wait for this event',
    fix: 'Choose the event that starts its clock.',
  },
  'event.from-data': {
    status: 409,
    title: 'The record itself gives the date of this event',
    fix: 'Correct the date where it stands: reopen the record and change the field or the contents list, or the record on which it rests.',
  },
  'event.second-person': {
    status: 403,
    title: 'A second person must confirm the event',
    fix: 'Ask a colleague.',
  },
  'upload.unknown': {
    status: 422,
    title: 'A file was not received or is not yours',
    fix: 'Send the file again.',
  },
  'upload.too-large': {
    status: 413,
    title: 'The file is larger than allowed',
    fix: 'The limit is in the detail.',
  },
  'upload.cut-off': { status: 400, title: 'The file ended before it was complete', fix: 'Send it again.' },
  'upload.empty': { status: 422, title: 'The file is empty', fix: 'Send a file with content.' },
  'upload.lies': {
    status: 422,
    title: 'The content is not what the file name says',
    fix: 'Give the file its right extension, or send the right file.',
  },
  'job.not-incident': { status: 409, title: 'This work is not stopped by an incident', fix: 'Reload.' },
  'clock.fixed': {
    status: 409,
    title: 'The clock of this site cannot be moved',
    fix: 'Only demo and test sites have a movable clock.',
  },
  'clock.backwards': { status: 422, title: 'The clock never goes back', fix: 'Choose a later day.' },
  'clock.skew': {
    status: 503,
    title: 'The clocks of the site differ by more than five minutes',
    fix: 'Set the clocks; until then nothing falls due.',
  },
  'store.unfit': {
    status: 503,
    title: 'The object store does not keep its locks',
    fix: 'Use a store that passes the probe; see the health page.',
  },
  'object.damaged': {
    status: 500,
    title: 'The stored bytes are not what was filed',
    fix: 'Nothing was released and an incident was opened; ask the archives office.',
  },
  'store.unavailable': {
    status: 503,
    title: 'The object store does not answer',
    fix: 'Try again in a while; nothing is lost.',
    retryable: true,
  },
  'service.unavailable': {
    status: 503,
    title: 'A part of the service does not answer',
    fix: 'Try again in a while; nothing is lost.',
    retryable: true,
  },
  internal: {
    status: 500,
    title: 'Something went wrong here',
    fix: 'Try again; if it stays, report the trace id.',
  },
} as const satisfies Readonly<Record<string, Problem>>

export type ProblemCode = keyof typeof PROBLEMS

export function problemOf(code: ProblemCode): Problem {
  return PROBLEMS[code]
}

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code)
}
