/**
 * Civil dates, the only arithmetic of legal time. A legal date is a calendar date and never an instant; it sorts as it reads,
 * so `<` and `compare` are plain string order. Nothing here reads a clock or the zone of the machine.
 */
import { Temporal } from 'temporal-polyfill'

declare const plainDateBrand: unique symbol

/** A calendar date `YYYY-MM-DD` in the proleptic Gregorian calendar, years 1900 to 2299. */
export type PlainDate = string & { readonly [plainDateBrand]: 'PlainDate' }

/** Archives of the bureau start after 1900; a formation today plus the longest term plus a century of extension stays below 2300. */
export const FIRST_YEAR = 1900
export const LAST_YEAR = 2299

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

export function isPlainDate(value: unknown): value is PlainDate {
  if (typeof value !== 'string') return false
  const match = SHAPE.exec(value)
  if (match === null) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return year >= FIRST_YEAR && year <= LAST_YEAR && day >= 1 && day <= daysInMonth(year, month)
}

/** The text as a date. @throws RangeError if it is not a real date of the years 1900 to 2299; check input of people with `isPlainDate`. */
export function plainDate(text: string): PlainDate {
  if (!isPlainDate(text))
    throw new RangeError(`"${text}" is not a calendar date YYYY-MM-DD of the years 1900 to 2299`)
  return text
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

export function yearOf(date: PlainDate): number {
  return Number(date.slice(0, 4))
}

/** @throws RangeError beyond the years 1900 to 2299, as all arithmetic here does. */
export function addDays(date: PlainDate, days: number): PlainDate {
  return plainDate(Temporal.PlainDate.from(date).add({ days }).toString())
}

/** One day on. Terms of every record are counted by it, so it asks the calendar's lengths and makes no object. */
export function dayAfter(date: PlainDate): PlainDate {
  const [month, day] = [Number(date.slice(5, 7)), Number(date.slice(8))]
  if (day < daysInMonth(yearOf(date), month)) return dateOf(yearOf(date), monthAndDay(month, day + 1))
  return month === 12 ? startOfNextYear(date) : dateOf(yearOf(date), monthAndDay(month + 1, 1))
}

export function dayBefore(date: PlainDate): PlainDate {
  const [year, month, day] = [yearOf(date), Number(date.slice(5, 7)), Number(date.slice(8))]
  if (day > 1) return dateOf(year, monthAndDay(month, day - 1))
  return month === 1
    ? dateOf(year - 1, '12-31')
    : dateOf(year, monthAndDay(month - 1, daysInMonth(year, month - 1)))
}

function monthAndDay(month: number, day: number): string {
  return `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/**
 * The same day so many years on. 29 February plus years that end in a common year is **1 March**: the day before it, the last
 * of February, is then the last day of full years, and a minimum term is never a day short.
 */
export function addYears(date: PlainDate, years: number): PlainDate {
  const year = yearOf(date) + years
  const monthAndDay = date.slice(5)
  return monthAndDay === '02-29' && !isLeapYear(year) ? dateOf(year, '03-01') : dateOf(year, monthAndDay)
}

/** So many months on; where that month has no such day, its last day. */
export function addMonths(date: PlainDate, months: number): PlainDate {
  return plainDate(Temporal.PlainDate.from(date).add({ months }, { overflow: 'constrain' }).toString())
}

export function endOfYear(date: PlainDate): PlainDate {
  return dateOf(yearOf(date), '12-31')
}

export function startOfNextYear(date: PlainDate): PlainDate {
  return dateOf(yearOf(date) + 1, '01-01')
}

/** The first day of the next quarter or month. */
export function startOfNext(part: 'quarter' | 'month', date: PlainDate): PlainDate {
  const month = Number(date.slice(5, 7))
  const next = part === 'month' ? month + 1 : Math.ceil(month / 3) * 3 + 1
  return next > 12 ? startOfNextYear(date) : dateOf(yearOf(date), `${String(next).padStart(2, '0')}-01`)
}

/** Negative, zero or positive as `a` lies before, on or after `b`; fit for `sort`. */
export function compare(a: PlainDate, b: PlainDate): -1 | 0 | 1 {
  if (a === b) return 0
  return a < b ? -1 : 1
}

export function laterOf(a: PlainDate, b: PlainDate): PlainDate {
  return a < b ? b : a
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return dayNumberOf(to) - dayNumberOf(from)
}

/** Days since 1 March of the year 0: counted from March, leap days and the shortest month come last. */
function dayNumberOf(date: PlainDate): number {
  const month = Number(date.slice(5, 7))
  const year = month < 3 ? yearOf(date) - 1 : yearOf(date)
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400)
  // Five months from March on have 153 days, and so have the next five.
  const daysOfMonths = Math.floor((153 * ((month + 9) % 12) + 2) / 5)
  return 365 * year + leapDays + daysOfMonths + Number(date.slice(8))
}

/**
 * The calendar date that an instant has in a named zone. The only way from an instant to a legal date.
 * @param epochMs milliseconds since 1970-01-01T00:00Z, an integer
 * @param zone IANA name, such as the archive's `Asia/Shanghai`
 */
export function dateInZone(epochMs: number, zone: string): PlainDate {
  return plainDate(
    Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone).toPlainDate().toString(),
  )
}

/** Noon of a civil day in a named zone, in milliseconds since 1970: for clocks that are moved to a day, never for law. */
export function noonOf(date: PlainDate, zone: string): number {
  return Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: '12:00' })
    .epochMilliseconds
}

/** Midnight at the beginning of a civil day in a named zone, in milliseconds since 1970. */
export function startOfDay(date: PlainDate, zone: string): number {
  return Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone }).epochMilliseconds
}

/** The time of day of an instant, on a civil day of the site's clock: what a paper prints of an act on a site whose clock was moved. */
export function onSiteClock(instant: string, on: PlainDate, zone: string): string {
  const time = Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainTime()
  return Temporal.PlainDate.from(on)
    .toZonedDateTime({ timeZone: zone, plainTime: time })
    .toInstant()
    .toString({ smallestUnit: 'millisecond' })
}

/** Milliseconds since 1970 of an ISO-8601 instant. */
export function epochMsOf(instant: string): number {
  return Temporal.Instant.from(instant).epochMilliseconds
}

/** Monday to Friday, less the holidays, plus the make-up workdays (调休上班) that the State Council moves to a weekend. */
export type WorkingCalendar = {
  readonly holidays: ReadonlySet<PlainDate>
  readonly makeUpWorkdays: ReadonlySet<PlainDate>
}

/** A day named both ways is a working day: the make-up day is the more particular order. */
export function isWorkingDay(date: PlainDate, calendar: WorkingCalendar): boolean {
  if (calendar.makeUpWorkdays.has(date)) return true
  if (calendar.holidays.has(date) || isStatutoryHoliday(date)) return false
  return !isRestDay(date)
}

/** Saturday or Sunday. */
export function isRestDay(date: PlainDate): boolean {
  const saturday = 6
  return Temporal.PlainDate.from(date).dayOfWeek >= saturday
}

/** 元旦, 劳动节, 国庆节. */
const FIXED_HOLIDAYS: ReadonlySet<string> = new Set(['01-01', '05-01', '10-01', '10-02', '10-03'])
/** 2 May joined them in 2025; before the three days of October were given in 1999 there was no such list (国务院令第270号, 第795号). */
const SECOND_OF_MAY_FROM = 2025
const THREE_DAYS_FROM = 2000

/**
 * A public holiday of fixed date, which every year has, whether its order is known or not (全国年节及纪念日放假办法 Art 2). Those of the
 * lunar calendar, 清明 and the moved weekends stand in the year's order alone.
 */
export function isStatutoryHoliday(date: PlainDate): boolean {
  const year = yearOf(date)
  const day = date.slice(5)
  return (
    (year >= THREE_DAYS_FROM && FIXED_HOLIDAYS.has(day)) || (day === '05-02' && year >= SECOND_OF_MAY_FROM)
  )
}

/** The n-th working day after `from` (before it when n is negative); `from` itself when n is 0, whether it is worked or not. */
export function addWorkingDays(from: PlainDate, n: number, calendar: WorkingCalendar): PlainDate {
  if (!Number.isInteger(n)) throw new RangeError('working days are counted in whole days')
  const step = n < 0 ? -1 : 1
  let date = from
  for (let left = Math.abs(n); left > 0;) {
    date = addDays(date, step)
    if (isWorkingDay(date, calendar)) left -= 1
  }
  return date
}

/** Working days after `from` up to and including `to`; negative, with the ends changed over, when `to` is earlier. */
export function workingDaysBetween(from: PlainDate, to: PlainDate, calendar: WorkingCalendar): number {
  if (to < from) return -workingDaysBetween(to, from, calendar)
  let count = 0
  for (let date = from; date < to;) {
    date = dayAfter(date)
    if (isWorkingDay(date, calendar)) count += 1
  }
  return count
}

function dateOf(year: number, monthAndDay: string): PlainDate {
  return plainDate(`${String(year).padStart(4, '0')}-${monthAndDay}`)
}

function daysInMonth(year: number, month: number): number {
  if (month === 2 && isLeapYear(year)) return 29
  return MONTH_LENGTHS[month - 1] ?? 0
}

/** The instant of milliseconds since 1970, in the one form of the ledger. */
export function instantOf(epochMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toString({ smallestUnit: 'millisecond' })
}

/** An instant so many minutes after another, in the one form of the ledger: UTC with milliseconds. */
export function minutesAfter(instant: string, minutes: number): string {
  return Temporal.Instant.from(instant).add({ minutes }).toString({ smallestUnit: 'millisecond' })
}
