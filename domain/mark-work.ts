/**
 * What a mark of a state secret that a machine has found asks of the security administrator, and by when: a row of the worklist and a
 * ring of the bell, read from the record itself (保密法 Arts 30 and 31). Nothing of it is stored, so it cannot disagree with the record.
 */
import { mayAct, type Actor } from './access.ts'
import { addWorkingDays, type PlainDate, type WorkingCalendar } from './dates.ts'

/** Working days for the decision; the bureau's proposal, no order names any. Fewer than elsewhere: until then nobody can work with the record. */
const DAYS_TO_DECIDE = 3

/** The last day on which a mark that was found on a day is decided in time. */
export function markDueOn(foundOn: PlainDate, calendar: WorkingCalendar): PlainDate {
  return addWorkingDays(foundOn, DAYS_TO_DECIDE, calendar)
}

/** Whether what is found waits for this person: the post is nobody's to stand in for, so its holders alone. */
export function decidesMarks(actor: Actor): boolean {
  return mayAct(actor, 'secret.decide')
}
