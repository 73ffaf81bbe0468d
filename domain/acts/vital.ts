/** Vital records: named by the archives office with a reason and a cycle, reviewed in it until a review finds that they are vital no longer. */
import { refuse } from '#domain/refusal.ts'
import { LONGEST_CYCLE, nextReview, reminderOf, SHORTEST_CYCLE } from '#domain/vital.ts'
import type { VitalOutcome } from '#domain/vocabulary/vital.ts'
import { decided, type ActFacts, type Decision } from './act.ts'
import { standingRecord } from './record-subject.ts'

export interface SetVital {
  readonly recordId: string
  readonly reason: string
  /** Months from one review to the next, 1 to 60. */
  readonly cycleMonths: number
}

/** Of a record that is vital already the reason and the cycle change; a longer cycle puts no review off that has not taken place. */
export function setVital(facts: ActFacts, { recordId, reason, cycleMonths }: SetVital): Decision {
  const found = standingRecord(facts, recordId, 'vital.set')
  if (found.kind === 'refused') return found
  if (reason.trim() === '') return refuse('vital.reason-missing')
  if (!Number.isInteger(cycleMonths) || cycleMonths < SHORTEST_CYCLE || cycleMonths > LONGEST_CYCLE)
    return refuse('vital.cycle-invalid', { shortest: SHORTEST_CYCLE, longest: LONGEST_CYCLE })
  const countedFrom = found.row.vital?.countedFrom ?? facts.today
  const reviewOn = nextReview({ countedFrom, cycleMonths })
  const stream = { kind: 'record' as const, id: recordId }
  const data = { reason, cycleMonths, countedFrom, reviewOn }
  return decided([{ stream, type: 'vital.set', data }], { recordId })
}

export interface ReviewedVital {
  readonly recordId: string
  readonly outcome: VitalOutcome
  readonly note: string
  /** Whether the protection copy could be opened and read. */
  readonly isCopyReadable: boolean
}

/** The next review is counted from the day of this one. */
export function reviewVital(facts: ActFacts, said: ReviewedVital): Decision {
  const { recordId, outcome, note, isCopyReadable } = said
  const found = standingRecord(facts, recordId, 'vital.review')
  if (found.kind === 'refused') return found
  const { vital } = found.row
  if (vital === null) return refuse('vital.not-set')
  if (note.trim() === '') return refuse('vital.reason-missing')
  const next = nextReview({ countedFrom: facts.today, cycleMonths: vital.cycleMonths })
  const reviewOn = outcome === 'still-vital' ? next : null
  const stream = { kind: 'record' as const, id: recordId }
  const data = { outcome, note, isCopyReadable, reviewOn }
  return decided([{ stream, type: 'vital.reviewed', data }], { recordId })
}

/** The clock tells whose duty it is of a review that nobody has done; nothing where that was told before. */
export function remindOfReview(facts: ActFacts, { recordId }: { readonly recordId: string }): Decision {
  const found = standingRecord(facts, recordId, 'vital.remind')
  if (found.kind === 'refused') return found
  const { vital, vitalReviewOn: reviewOn } = found.row
  if (vital === null || reviewOn === null) return refuse('vital.not-set')
  const reminder = reminderOf(reviewOn, facts)
  if (reminder === null || reminder === vital.reminded) return decided([], { recordId })
  const stream = { kind: 'record' as const, id: recordId }
  return decided([{ stream, type: 'vital.reminded', data: { reviewOn, reminder } }], { recordId })
}
