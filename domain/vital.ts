/** Vital records (重要档案): those without which the bureau could not go on after a disaster, looked at again in a cycle. */
import { addMonths, type PlainDate } from './dates.ts'
import type { BilingualText } from './lifecycle.ts'
import type { VitalOutcome } from './vocabulary-vital.ts'

/** Bounds of a cycle in months. */
export const SHORTEST_CYCLE = 1
export const LONGEST_CYCLE = 60

/** The last review that left the record vital. */
export interface VitalReview {
  readonly on: PlainDate
  readonly by: string
  /** Kept for ever in the history, so it names no person. */
  readonly note: string
  /** Whether the protection copy could be opened and read. */
  readonly isCopyReadable: boolean
}

/** Of a record that is vital: why, how often it is reviewed, and what the last review found. */
export interface VitalState {
  /** Kept for ever in the history, so it names no person. */
  readonly reason: string
  readonly cycleMonths: number
  readonly setBy: string
  readonly setOn: PlainDate
  /** From which day the cycle counts: that of the last review, before the first one the day on which it became vital. */
  readonly countedFrom: PlainDate
  readonly review: VitalReview | null
}

export interface VitalEvents {
  'vital.set': { reason: string; cycleMonths: number; countedFrom: PlainDate; reviewOn: PlainDate }
  /** `reviewOn`: null when the record is vital no longer. */
  'vital.reviewed': {
    outcome: VitalOutcome
    note: string
    isCopyReadable: boolean
    reviewOn: PlainDate | null
  }
}

/** The day on which the next review is due: so many months on, at the end of a shorter month its last day. */
export function nextReview({ countedFrom, cycleMonths }: Pick<VitalState, 'countedFrom' | 'cycleMonths'>) {
  return addMonths(countedFrom, cycleMonths)
}

/** A review that is due today is not late yet. */
export function isReviewOverdue(reviewOn: PlainDate, today: PlainDate): boolean {
  return reviewOn < today
}

/** How the day of the next review comes about. */
export function whyReviewedOn(vital: VitalState): BilingualText {
  const { countedFrom, cycleMonths, review } = vital
  const on = nextReview(vital)
  return {
    zh: `自${review === null ? '列为重要档案之日' : '上次复查'} ${countedFrom} 起每 ${cycleMonths} 个月复查一次，下次不晚于 ${on}（当月无此日的，为当月末日）`,
    en: `Every ${cycleMonths} months, counted from ${review === null ? 'the day it became vital' : 'the last review'}, ${countedFrom}: due on ${on} (in a shorter month, on its last day)`,
  }
}
