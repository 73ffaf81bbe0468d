/** Changing a period: fixed terms are minimum terms (令3, 办案规则 Art 24, 令79), so longer is lawful and shorter never. */
import { addYears, dayAfter, dayBefore, LAST_YEAR, type PlainDate, yearOf } from './dates.ts'
import type { Retention } from './retention.ts'
import type { Period, ScheduleRow } from './schedule.ts'

/** No period longer than this is set by hand: it would be a slip of the keyboard, permanent is the word for more. */
export const LONGEST_PERIOD_YEARS = 200

export type Shortening =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'refused'; readonly code: 'retention.minimum-term'; readonly minimum: Period }
  | { readonly kind: 'refused'; readonly code: 'retention.period-invalid' }

/** Whether a record under this row may have this period: the row's own, a longer one, or permanent. A shorter one is refused. */
export function canShorten(row: Pick<ScheduleRow, 'period'>, proposed: Period): Shortening {
  const minimum = row.period
  if (proposed.kind === 'years' && !isPeriodYears(proposed.years)) {
    return { kind: 'refused', code: 'retention.period-invalid' }
  }
  return lengthOf(proposed) < lengthOf(minimum)
    ? { kind: 'refused', code: 'retention.minimum-term', minimum }
    : { kind: 'allowed' }
}

export type Extension =
  | {
      readonly kind: 'extended'
      readonly periodYears: number
      readonly startsOn: PlainDate
      readonly endsOn: PlainDate
      readonly dueOn: PlainDate
    }
  | {
      readonly kind: 'refused'
      readonly code:
        | 'retention.not-fixed'
        | 'retention.period-invalid'
        | 'retention.not-longer'
        | 'retention.out-of-range'
        | 'retention.ends-before-today'
    }

/**
 * The end that an expiry appraisal's longer period gives, counted from the same trigger and not from today (实施条例 Art 24:
 * what is kept on gets a new period). It must be longer than the present one and end after today.
 */
export function extendPeriod(retention: Retention, newYears: number, today: PlainDate): Extension {
  if (retention.verdict !== 'ends') return { kind: 'refused', code: 'retention.not-fixed' }
  if (!isPeriodYears(newYears)) return { kind: 'refused', code: 'retention.period-invalid' }
  if (newYears <= retention.periodYears) return { kind: 'refused', code: 'retention.not-longer' }
  const { startsOn } = retention
  if (yearOf(startsOn) + newYears > LAST_YEAR) return { kind: 'refused', code: 'retention.out-of-range' }
  const endsOn = dayBefore(addYears(startsOn, newYears))
  if (endsOn <= retention.endsOn) return { kind: 'refused', code: 'retention.not-longer' }
  if (endsOn <= today) return { kind: 'refused', code: 'retention.ends-before-today' }
  return { kind: 'extended', periodYears: newYears, startsOn, endsOn, dueOn: dayAfter(endsOn) }
}

export type ByHand =
  | { readonly kind: 'set'; readonly endsOn: PlainDate; readonly dueOn: PlainDate }
  | {
      readonly kind: 'refused'
      readonly code:
        | 'retention.reason-missing'
        | 'retention.not-fixed'
        | 'retention.not-longer'
        | 'retention.out-of-range'
    }

/** A last day entered by a person: only later than the one that counts now, and never without a reason for the ledger. */
export function endByHand(
  retention: Retention,
  { endsOn, reason }: { readonly endsOn: PlainDate; readonly reason: string },
): ByHand {
  if (reason.trim() === '') return { kind: 'refused', code: 'retention.reason-missing' }
  if (retention.verdict !== 'ends') return { kind: 'refused', code: 'retention.not-fixed' }
  if (endsOn <= retention.endsOn) return { kind: 'refused', code: 'retention.not-longer' }
  if (yearOf(endsOn) >= LAST_YEAR) return { kind: 'refused', code: 'retention.out-of-range' }
  return { kind: 'set', endsOn, dueOn: dayAfter(endsOn) }
}

/** Permanent is the longest; a row without a period of its own sets no minimum here. */
export function lengthOf(period: Period): number {
  switch (period.kind) {
    case 'permanent':
      return Number.POSITIVE_INFINITY
    case 'years':
      return period.years
    case 'follows':
      return 0
  }
}

function isPeriodYears(years: number): boolean {
  return Number.isInteger(years) && years >= 1 && years <= LONGEST_PERIOD_YEARS
}
