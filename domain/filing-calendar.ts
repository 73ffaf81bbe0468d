/** Periods of a filing cadence and the days by which they must be filed, in working days (regulations 3.4). */
import {
  addDays,
  addWorkingDays,
  dayBefore,
  isWorkingDay,
  plainDate,
  startOfNext,
  startOfNextYear,
  yearOf,
  type PlainDate,
  type WorkingCalendar,
} from './dates.ts'
import type { ClassCadenceRow } from './state/structure.ts'
import type { Cadence } from './vocabulary/structure.ts'

/** Working days that each cadence leaves after the close of a period; a year's is 30 June of the next (regulations 3.4, proposal). */
export const DEFAULT_TERMS: Readonly<Record<Cadence, number | null>> = {
  day: 5,
  'ten-days': 5,
  month: 10,
  quarter: 15,
  'half-year': 20,
  year: null,
}

export interface FilingPeriod {
  readonly fromOn: PlainDate
  /** The day on which it closes. */
  readonly toOn: PlainDate
  /** The last day on which filing it is in time. */
  readonly dueOn: PlainDate
}

type Held = Pick<ClassCadenceRow, 'cadence' | 'fromOn' | 'toOn' | 'termDays'>

/** The periods of a cadence that close within a span of days; one that the cadence cuts short closes with it. */
export function periodsOf(
  cadence: Held,
  span: { readonly from: PlainDate; readonly to: PlainDate },
  calendar: WorkingCalendar,
): readonly FilingPeriod[] {
  const periods: FilingPeriod[] = []
  const last = cadence.toOn !== null && cadence.toOn < span.to ? cadence.toOn : span.to
  let fromOn = cadence.fromOn > span.from ? cadence.fromOn : startOfPeriod(cadence.cadence, span.from)
  if (fromOn < cadence.fromOn) fromOn = cadence.fromOn
  while (fromOn <= last) {
    const close = closeOf(cadence.cadence, fromOn)
    const toOn = cadence.toOn !== null && cadence.toOn < close ? cadence.toOn : close
    const isFiled = cadence.cadence !== 'day' || isWorkingDay(fromOn, calendar)
    if (isFiled && toOn <= last) periods.push({ fromOn, toOn, dueOn: dueOnOf(cadence, toOn, calendar) })
    fromOn = addDays(toOn, 1)
  }
  return periods
}

/** The last day on which a period that closed then is filed in time. */
export function dueOnOf(
  { termDays }: Pick<Held, 'termDays'>,
  closedOn: PlainDate,
  calendar: WorkingCalendar,
): PlainDate {
  return termDays === null
    ? plainDate(`${yearOf(closedOn) + 1}-06-30`)
    : addWorkingDays(closedOn, termDays, calendar)
}

/** The last day of the period in which a day lies. */
export function closeOf(cadence: Cadence, on: PlainDate): PlainDate {
  switch (cadence) {
    case 'day':
      return on
    case 'ten-days': {
      const day = Number(on.slice(8))
      if (day <= 10) return plainDate(`${on.slice(0, 8)}10`)
      return day <= 20 ? plainDate(`${on.slice(0, 8)}20`) : dayBefore(startOfNext('month', on))
    }
    case 'month':
      return dayBefore(startOfNext('month', on))
    case 'quarter':
      return dayBefore(startOfNext('quarter', on))
    case 'half-year':
      return plainDate(Number(on.slice(5, 7)) <= 6 ? `${on.slice(0, 4)}-06-30` : `${on.slice(0, 4)}-12-31`)
    case 'year':
      return dayBefore(startOfNextYear(on))
  }
}

/** The first day of the period in which a day lies. */
export function startOfPeriod(cadence: Cadence, on: PlainDate): PlainDate {
  const [year, month] = [on.slice(0, 4), Number(on.slice(5, 7))]
  const first = (of: number) => plainDate(`${year}-${String(of).padStart(2, '0')}-01`)
  switch (cadence) {
    case 'day':
      return on
    case 'ten-days': {
      const day = Number(on.slice(8))
      return plainDate(`${on.slice(0, 8)}${day <= 10 ? '01' : day <= 20 ? '11' : '21'}`)
    }
    case 'month':
      return first(month)
    case 'quarter':
      return first(Math.floor((month - 1) / 3) * 3 + 1)
    case 'half-year':
      return first(month <= 6 ? 1 : 7)
    case 'year':
      return first(1)
  }
}

export type FilingState = 'filed' | 'filed-late' | 'open' | 'due' | 'late'

/** Where a period stands on a day: filed, running, closed and due, or late. */
export function filingStateOf(
  period: FilingPeriod,
  filedOn: PlainDate | undefined,
  today: PlainDate,
): FilingState {
  if (filedOn !== undefined) return filedOn <= period.dueOn ? 'filed' : 'filed-late'
  if (today > period.dueOn) return 'late'
  return today > period.toOn ? 'due' : 'open'
}
