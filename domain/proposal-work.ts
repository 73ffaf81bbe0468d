/**
 * What one person proposed and another decides: a row of the worklist and a ring of the bell for who may decide, read from the record or
 * the hold itself. Nothing of it is stored, so it cannot disagree with them.
 */
import { mayAct, type ActName, type Actor } from './access.ts'
import { addWorkingDays, type PlainDate, type WorkingCalendar } from './dates.ts'

export const PROPOSAL_KINDS = ['lower-grade', 'giving', 'own-rule', 'lift', 'record-lift', 'variant'] as const
/** A lower grade, own data at the window, a rule of one record, the lifting of a hold on a class or a file, of one on a record, a public variant. */
export type ProposalKind = (typeof PROPOSAL_KINDS)[number]

/** The act by which each is decided. */
const DECIDED_BY: Readonly<Record<ProposalKind, ActName>> = {
  'lower-grade': 'grade.change',
  giving: 'giving.approve',
  'own-rule': 'retention.decide-rule',
  lift: 'hold.confirm-lift',
  'record-lift': 'hold.confirm-lift',
  variant: 'variant.decide',
}

/** Kinds that this person's roles decide; which of them they see, row security says, and who proposed never decides. */
export function proposalsDecidedBy(actor: Actor): readonly ProposalKind[] {
  return PROPOSAL_KINDS.filter((kind) => mayAct(actor, DECIDED_BY[kind]))
}

/** Working days for the decision; the bureau's proposal, no order names any. */
const DAYS_TO_DECIDE = 5

/** The last day on which a proposal is decided in time, counted from the day on which it was made. */
export function proposalDueOn(saidOn: PlainDate, calendar: WorkingCalendar): PlainDate {
  return addWorkingDays(saidOn, DAYS_TO_DECIDE, calendar)
}
