import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addWorkingDays,
  addYears,
  compare,
  dateInZone,
  dayAfter,
  dayBefore,
  daysBetween,
  endOfYear,
  isLeapYear,
  isPlainDate,
  isWorkingDay,
  laterOf,
  plainDate,
  startOfNext,
  startOfNextYear,
  type WorkingCalendar,
  workingDaysBetween,
  yearOf,
} from '#domain/dates.ts'
import { dates } from '#test/support/domain.ts'

const d = plainDate

describe('what is no date', () => {
  test.each([
    ['29 February of a common year', '2023-02-29'],
    ['29 February of 1900, a common year', '1900-02-29'],
    ['29 February of 2100, a common year', '2100-02-29'],
    ['30 February', '2024-02-30'],
    ['31 April', '2024-04-31'],
    ['month 13', '2024-13-01'],
    ['month 0', '2024-00-10'],
    ['day 0', '2024-01-00'],
    ['the year before the first', '1899-12-31'],
    ['the year after the last', '2300-01-01'],
    ['a one-digit month', '2024-1-01'],
    ['slashes', '2024/01/01'],
    ['an instant', '2024-01-01T00:00:00Z'],
    ['a line end behind', '2024-01-01\n'],
    ['a blank before', ' 2024-01-01'],
    ['full-width digits', '２０２４-０１-０１'],
    ['nothing', ''],
  ])('FEA-B18 refuses %s', (_what, text) => {
    expect(isPlainDate(text)).toBe(false)
    expect(() => plainDate(text)).toThrow(RangeError)
  })

  test.each([undefined, null, 20240101, new Date(0)])('FEA-B18 refuses what is no text: %s', (value) => {
    expect(isPlainDate(value)).toBe(false)
  })

  test('FEA-B18 arithmetic never leaves the years it knows', () => {
    expect(() => dayAfter(d('2299-12-31'))).toThrow(RangeError)
    expect(() => dayBefore(d('1900-01-01'))).toThrow(RangeError)
    expect(() => addYears(d('2200-01-01'), 100)).toThrow(RangeError)
  })
})

describe('days and years', () => {
  test.each(['1900-01-01', '2000-02-29', '2024-02-29', '2024-12-31', '2299-12-31'])(
    'FEA-B18 accepts %s',
    (text) => {
      expect(plainDate(text)).toBe(text)
    },
  )

  test.each([
    ['2023-02-28', '2023-03-01'],
    ['2024-02-28', '2024-02-29'],
    ['2024-02-29', '2024-03-01'],
    ['2024-12-31', '2025-01-01'],
    ['2024-04-30', '2024-05-01'],
    ['2100-02-28', '2100-03-01'],
  ])('FEA-B18 the day after %s is %s, and back', (before, after) => {
    expect(dayAfter(d(before))).toBe(after)
    expect(dayBefore(d(after))).toBe(before)
  })

  test.each([
    ['2024-02-29', 1, '2025-03-01'],
    ['2024-02-29', 4, '2028-02-29'],
    ['2024-02-29', 5, '2029-03-01'],
    ['2000-02-29', 100, '2100-03-01'],
    ['2024-02-28', 5, '2029-02-28'],
    ['2023-03-01', 1, '2024-03-01'],
    ['2019-12-31', 10, '2029-12-31'],
    ['2019-01-01', 10, '2029-01-01'],
    ['2026-05-10', 100, '2126-05-10'],
    ['2029-03-01', -5, '2024-03-01'],
  ])('FEA-B18 %s plus %i years is %s', (from, years, to) => {
    expect(addYears(d(from), years)).toBe(to)
  })

  test('REQ-11 the year of a date, its end and the next start', () => {
    for (const text of ['2024-01-01', '2024-02-29', '2024-12-31']) {
      expect([yearOf(d(text)), endOfYear(d(text)), startOfNextYear(d(text))]).toEqual([
        2024,
        '2024-12-31',
        '2025-01-01',
      ])
    }
  })

  test.each([
    [1900, false],
    [2000, true],
    [2023, false],
    [2024, true],
    [2100, false],
  ])('FEA-B18 %i: leap year %s', (year, isLeap) => {
    expect(isLeapYear(year)).toBe(isLeap)
  })

  test('FEA-B18 dates compare as they read', () => {
    const sorted = [d('2024-03-01'), d('2024-02-29'), d('2023-12-31')].toSorted(compare)
    expect(sorted).toEqual(['2023-12-31', '2024-02-29', '2024-03-01'])
    expect(compare(d('2024-01-01'), d('2024-01-01'))).toBe(0)
    expect(laterOf(d('2024-01-01'), d('2024-01-02'))).toBe('2024-01-02')
  })

  test('FEA-B18 property: days added are the days between', () => {
    fc.assert(
      fc.property(dates(1950, 2200), fc.integer({ min: -10_000, max: 10_000 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days)
      }),
    )
  })

  test('FEA-B18 property: a later day is never earlier so many years on', () => {
    fc.assert(
      fc.property(
        dates(1950, 2150),
        dates(1950, 2150),
        fc.integer({ min: 0, max: 100 }),
        (one, other, years) => {
          const [earlier, later] = one < other ? [one, other] : [other, one]
          expect(addYears(earlier, years) <= addYears(later, years)).toBe(true)
        },
      ),
    )
  })
})

describe('an instant in a zone', () => {
  const lastSecondOf2024InShanghai = 1_735_660_799_000

  test.each([
    [lastSecondOf2024InShanghai, 'Asia/Shanghai', '2024-12-31'],
    [lastSecondOf2024InShanghai, 'UTC', '2024-12-31'],
    [lastSecondOf2024InShanghai + 1_000, 'Asia/Shanghai', '2025-01-01'],
    [lastSecondOf2024InShanghai + 1_000, 'UTC', '2024-12-31'],
    [0, 'Asia/Shanghai', '1970-01-01'],
    [-1, 'UTC', '1969-12-31'],
    // Shanghai kept summer time from 1986 to 1991: 15:30 UTC was half past midnight of the next day.
    [580_836_600_000, 'Asia/Shanghai', '1988-05-29'],
  ])('FEA-B18 instant %i in %s is %s, wherever the machine stands', (epochMs, zone, date) => {
    expect(dateInZone(epochMs, zone)).toBe(date)
  })

  test('FEA-B18 refuses a zone that does not exist, and half milliseconds', () => {
    expect(() => dateInZone(0, 'Asia/Nowhere')).toThrow(RangeError)
    expect(() => dateInZone(0.5, 'UTC')).toThrow(RangeError)
  })
})

describe('working days', () => {
  /** Invented after the pattern of National Day: Thursday to the next Wednesday off, the Sundays around it worked. */
  const calendar: WorkingCalendar = {
    holidays: new Set(['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'].map(d)),
    makeUpWorkdays: new Set(['2026-09-27', '2026-10-10'].map(d)),
  }
  const plain: WorkingCalendar = { holidays: new Set(), makeUpWorkdays: new Set() }

  test('FEA-C5 refuses to count half days', () => {
    expect(() => addWorkingDays(d('2026-09-30'), 1.5, plain)).toThrow(RangeError)
  })

  test.each([
    ['2026-09-26', false],
    ['2026-09-27', true],
    ['2026-09-30', true],
    ['2026-10-01', false],
    ['2026-10-07', false],
    ['2026-10-08', true],
    ['2026-10-10', true],
    ['2026-10-11', false],
  ])('FEA-C5 %s is worked: %s', (text, isWorked) => {
    expect(isWorkingDay(d(text), calendar)).toBe(isWorked)
  })

  test('FEA-C5 a day that is named both ways is worked', () => {
    const day = d('2026-10-08')
    expect(isWorkingDay(day, { holidays: new Set([day]), makeUpWorkdays: new Set([day]) })).toBe(true)
  })

  test.each([
    ['2026-09-30', 1, '2026-10-08'],
    ['2026-09-30', 3, '2026-10-10'],
    ['2026-09-30', 4, '2026-10-12'],
    ['2026-09-26', 0, '2026-09-26'],
    ['2026-09-25', 1, '2026-09-27'],
    ['2026-10-08', -1, '2026-09-30'],
    ['2026-12-31', 1, '2027-01-04'],
  ])('FEA-C5 %s plus %i working days is %s', (from, n, to) => {
    expect(addWorkingDays(d(from), n, calendar)).toBe(to)
  })

  test('FEA-C5 property: a later start or a further day never ends earlier', () => {
    const days = fc.integer({ min: 0, max: 60 })
    fc.assert(
      fc.property(dates(2026, 2027), fc.integer({ min: 0, max: 20 }), days, days, (from, later, n, more) => {
        expect(addWorkingDays(from, n, calendar) <= addWorkingDays(addDays(from, later), n, calendar)).toBe(
          true,
        )
        expect(addWorkingDays(from, n, calendar) <= addWorkingDays(from, n + more, calendar)).toBe(true)
      }),
    )
  })

  test('FEA-C5 property: counting gives back what was added, forwards and backwards', () => {
    fc.assert(
      fc.property(dates(2026, 2027), fc.integer({ min: 1, max: 60 }), (from, n) => {
        const to = addWorkingDays(from, n, calendar)
        expect(isWorkingDay(to, calendar)).toBe(true)
        expect(workingDaysBetween(from, to, calendar)).toBe(n)
        expect(workingDaysBetween(to, from, calendar)).toBe(-n)
      }),
    )
  })
})

test.each([
  ['month', '2024-02-29', '2024-03-01'],
  ['month', '2024-12-01', '2025-01-01'],
  ['quarter', '2024-01-01', '2024-04-01'],
  ['quarter', '2024-03-31', '2024-04-01'],
  ['quarter', '2024-10-01', '2025-01-01'],
  ['quarter', '2024-12-31', '2025-01-01'],
] as const)('REQ-13 FEA-B5 the next %s after %s begins on %s', (part, on, next) => {
  expect(startOfNext(part, plainDate(on))).toBe(next)
})
