import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, plainDate, type PlainDate, type WorkingCalendar } from '#domain/dates.ts'
import {
  closeOf,
  DEFAULT_TERMS,
  dueOnOf,
  filingStateOf,
  periodsOf,
  startOfPeriod,
} from '#domain/filing-calendar.ts'
import { CADENCES, type Cadence } from '#domain/vocabulary/structure.ts'
import { dates } from '#test/support/domain.ts'

const day = plainDate
const PLAIN: WorkingCalendar = { holidays: new Set(), makeUpWorkdays: new Set() }
/** National Day of 2026 as the State Council ordered it: 1 to 7 October off, 20 September and 10 October worked. */
const NATIONAL: WorkingCalendar = {
  holidays: new Set([1, 2, 3, 4, 5, 6, 7].map((n) => day(`2026-10-0${n}`))),
  makeUpWorkdays: new Set([day('2026-09-20'), day('2026-10-10')]),
}

const held = (cadence: Cadence, fromOn = '2024-01-01', toOn: PlainDate | null = null) => ({
  cadence,
  fromOn: day(fromOn),
  toOn,
  termDays: DEFAULT_TERMS[cadence],
})
const within = (cadence: ReturnType<typeof held>, from: string, to: string, calendar = PLAIN) =>
  periodsOf(cadence, { from: day(from), to: day(to) }, calendar)

describe('REG-18 FEA-A10 the close of a period and the day by which it is filed', () => {
  test.each([
    ['ten-days', '2024-02-21', '2024-02-29', '2024-03-07'],
    ['ten-days', '2025-02-21', '2025-02-28', '2025-03-07'],
    ['month', '2024-02-29', '2024-02-29', '2024-03-14'],
    ['quarter', '2026-08-15', '2026-09-30', '2026-10-23'],
    ['half-year', '2026-02-01', '2026-06-30', '2026-07-28'],
    ['half-year', '2026-07-01', '2026-12-31', '2027-01-29'],
    ['year', '1949-10-01', '1949-12-31', '1950-06-30'],
    ['year', '2126-02-28', '2126-12-31', '2127-06-30'],
    ['day', '2024-02-29', '2024-02-29', '2024-03-07'],
  ] as const)('%s of %s closes on %s and is due on %s', (cadence, on, close, due) => {
    expect(closeOf(cadence, day(on))).toBe(close)
    expect(dueOnOf(held(cadence), day(close), PLAIN)).toBe(due)
  })

  test('holidays move the day, make-up workdays bring it nearer', () => {
    expect(dueOnOf(held('month'), day('2026-09-30'), PLAIN)).toBe('2026-10-16')
    expect(dueOnOf(held('month'), day('2026-09-30'), NATIONAL)).toBe('2026-10-20')
    expect(dueOnOf({ termDays: 1 }, day('2026-09-19'), NATIONAL)).toBe('2026-09-20')
  })
})

describe('REG-18 the periods of a cadence', () => {
  test('of days are the working days alone', () => {
    const days = within(held('day'), '2026-09-28', '2026-10-12', NATIONAL).map(({ fromOn }) => fromOn)
    expect(days).toEqual([
      '2026-09-28',
      '2026-09-29',
      '2026-09-30',
      '2026-10-08',
      '2026-10-09',
      '2026-10-10',
      '2026-10-12',
    ])
  })

  test('begin with the cadence and are cut short by its end: daily until June, then quarterly', () => {
    const yearly = within(held('year', '2024-01-01', day('2026-06-30')), '2026-01-01', '2026-12-31')
    expect(yearly).toEqual([{ fromOn: '2026-01-01', toOn: '2026-06-30', dueOn: '2027-06-30' }])
    const quarterly = within(held('quarter', '2026-07-01'), '2026-01-01', '2026-12-31')
    expect(quarterly.map(({ fromOn }) => fromOn)).toEqual(['2026-07-01', '2026-10-01'])
    expect(within(held('month', '2026-07-15'), '2026-07-01', '2026-08-31')[0]).toMatchObject({
      fromOn: '2026-07-15',
      toOn: '2026-07-31',
    })
    expect(within(held('month'), '2026-03-05', '2026-03-20')).toEqual([])
  })

  test('property: they follow each other without gap or overlap, and each is due after its close', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CADENCES.filter((one) => one !== 'day')),
        dates(1949, 2126),
        (cadence, from) => {
          const periods = periodsOf(
            { ...held(cadence), fromOn: from },
            { from, to: addDays(from, 800) },
            PLAIN,
          )
          expect(periods[0]?.fromOn).toBe(from)
          for (const [index, period] of periods.entries()) {
            expect(period.dueOn > period.toOn).toBe(true)
            const next = periods[index + 1]
            if (next !== undefined) expect(next.fromOn).toBe(addDays(period.toOn, 1))
            expect(startOfPeriod(cadence, period.toOn) <= period.fromOn).toBe(true)
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})

test.each([
  ['filed', '2026-07-10', '2026-07-20'],
  ['filed-late', '2026-07-15', '2026-07-20'],
  ['open', undefined, '2026-06-30'],
  ['due', undefined, '2026-07-14'],
  ['late', undefined, '2026-07-15'],
] as const)('a period is %s', (state, filedOn, today) => {
  const period = { fromOn: day('2026-06-01'), toOn: day('2026-06-30'), dueOn: day('2026-07-14') }
  expect(filingStateOf(period, filedOn === undefined ? undefined : day(filedOn), day(today))).toBe(state)
})
