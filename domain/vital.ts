/** Vital records (重要档案): those without which the bureau could not go on after a disaster, looked at again in a cycle. */
import { addMonths, addWorkingDays, type PlainDate, type WorkingCalendar } from './dates.ts'
import type { BilingualText } from './lifecycle.ts'
import type { VitalOutcome, VitalReminder } from './vocabulary/vital.ts'
import { DAYS_TO_REMIND } from './working-days.ts'

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
  /** What was told of the next review; absent before its day comes near. */
  readonly reminded?: VitalReminder
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
  /** Once when the day comes near, once when it has passed. */
  'vital.reminded': { reviewOn: PlainDate; reminder: VitalReminder }
}

/** The day on which the next review is due: so many months on, at the end of a shorter month its last day. */
export function nextReview({ countedFrom, cycleMonths }: Pick<VitalState, 'countedFrom' | 'cycleMonths'>) {
  return addMonths(countedFrom, cycleMonths)
}

/** A review that is due today is not late yet. */
export function isReviewOverdue(reviewOn: PlainDate, today: PlainDate): boolean {
  return reviewOn < today
}

/** The last day whose reviews are told of today. */
export function remindedUntil(today: PlainDate, calendar: WorkingCalendar): PlainDate {
  return addWorkingDays(today, DAYS_TO_REMIND, calendar)
}

/** What is to be told of a review now; null while its day is far. */
export function reminderOf(
  reviewOn: PlainDate,
  { today, calendar }: { readonly today: PlainDate; readonly calendar: WorkingCalendar },
): VitalReminder | null {
  if (isReviewOverdue(reviewOn, today)) return 'overdue'
  return reviewOn <= remindedUntil(today, calendar) ? 'due' : null
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
