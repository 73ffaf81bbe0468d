import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainDate } from '#domain/dates.ts'
import { canShorten, endByHand, extendPeriod, LONGEST_PERIOD_YEARS } from '#domain/retention-extension.ts'
import { retentionOf } from '#domain/retention.ts'
import { PERIOD_YEARS, type Period } from '#domain/schedule.ts'
import { aScheduleRow, dates } from '#test/support/domain.ts'

const d = plainDate
const tenFrom2019 = retentionOf({ formedOn: d('2019-05-10'), events: [] }, aScheduleRow())
const years = (count: number): Period => ({ kind: 'years', years: count })

describe('shortening', () => {
  test.each([1, 3, 5, 9])('REQ-12 refuses %i years where the row says ten', (count) => {
    expect(canShorten(aScheduleRow(), years(count))).toEqual({
      kind: 'refused',
      code: 'retention.minimum-term',
      minimum: years(10),
    })
  })

  test('REQ-12 refuses to make a permanent record a fixed one, however long', () => {
    const row = aScheduleRow({ period: { kind: 'permanent' } })
    expect(canShorten(row, years(LONGEST_PERIOD_YEARS))).toMatchObject({ code: 'retention.minimum-term' })
  })

  test.each([0, -10, 10.5, Number.NaN, LONGEST_PERIOD_YEARS + 1])(
    'REQ-12 refuses %d years as no period',
    (count) => {
      expect(canShorten(aScheduleRow(), years(count))).toEqual({
        kind: 'refused',
        code: 'retention.period-invalid',
      })
      expect(extendPeriod(tenFrom2019, count, d('2030-01-01'))).toEqual({
        kind: 'refused',
        code: 'retention.period-invalid',
      })
    },
  )

  test('REQ-12 allows the row’s own period, a longer one and permanent', () => {
    for (const proposed of [years(10), years(11), years(100), { kind: 'permanent' }] as const) {
      expect(canShorten(aScheduleRow(), proposed)).toEqual({ kind: 'allowed' })
    }
  })
})

describe('extending at expiry', () => {
  test('REQ-12 refuses what has no fixed term', () => {
    const permanent = retentionOf(
      { formedOn: d('2019-05-10'), events: [] },
      aScheduleRow({ period: { kind: 'permanent' } }),
    )
    expect(extendPeriod(permanent, 30, d('2030-01-01'))).toEqual({
      kind: 'refused',
      code: 'retention.not-fixed',
    })
  })

  test.each([
    ['the same period', 10, '2030-01-01', 'retention.not-longer'],
    ['a shorter one', 5, '2030-01-01', 'retention.not-longer'],
    ['one that ended before today', 15, '2035-01-01', 'retention.ends-before-today'],
    ['one that ends today', 15, '2034-12-31', 'retention.ends-before-today'],
  ])('REQ-12 %s: %i years on %s answers %s', (_what, count, today, code) => {
    const extension = extendPeriod(tenFrom2019, count, d(today))
    expect(extension.kind === 'refused' ? extension.code : undefined).toBe(code)
  })

  test('refuses an end beyond the year 2299', () => {
    const late = retentionOf({ formedOn: d('2180-05-10'), events: [] }, aScheduleRow())
    expect(extendPeriod(late, 200, d('2191-01-01'))).toEqual({
      kind: 'refused',
      code: 'retention.out-of-range',
    })
  })

  test('REQ-10 refuses a period whose end a hand-entered date has already passed', () => {
    const byHand = retentionOf(
      { formedOn: d('2019-05-10'), events: [], manualEndsOn: d('2040-06-30') },
      aScheduleRow(),
    )
    expect(extendPeriod(byHand, 15, d('2030-01-01'))).toEqual({
      kind: 'refused',
      code: 'retention.not-longer',
    })
  })

  test('REQ-12 a longer period counts from the same trigger and ends after today', () => {
    expect(extendPeriod(tenFrom2019, 15, d('2034-12-30'))).toEqual({
      kind: 'extended',
      periodYears: 15,
      startsOn: '2020-01-01',
      endsOn: '2034-12-31',
      dueOn: '2035-01-01',
    })
  })

  const grades = fc.constantFrom(...PERIOD_YEARS)

  test('REQ-12 property: only what is longer and ends after today is extended', () => {
    fc.assert(
      fc.property(
        fc.tuple(dates(1950, 2050), dates(1960, 2150)),
        grades,
        grades,
        ([formedOn, today], count, newYears) => {
          const before = retentionOf({ formedOn, events: [] }, aScheduleRow({ period: years(count) }))
          const newEnd = `${Number(formedOn.slice(0, 4)) + newYears}-12-31`
          const mayExtend = newYears > count && newEnd > today
          expect(extendPeriod(before, newYears, today).kind).toBe(mayExtend ? 'extended' : 'refused')
        },
      ),
    )
  })

  test('REQ-12 property: facts that hold the new period give the date that the extension promised', () => {
    fc.assert(
      fc.property(dates(1950, 2050), grades, fc.integer({ min: 1, max: 100 }), (formedOn, count, more) => {
        const row = aScheduleRow({ period: years(count) })
        const promised = extendPeriod(
          retentionOf({ formedOn, events: [] }, row),
          count + more,
          d('1900-01-01'),
        )
        const after = retentionOf({ formedOn, events: [], extendedYears: count + more }, row)
        const { kind, ...dated } = { ...promised }
        expect(kind).toBe('extended')
        expect(after).toMatchObject({ ...dated, reasons: [] })
      }),
    )
  })
})

describe('an end by hand', () => {
  test.each([
    ['without a reason', { endsOn: d('2035-01-01'), reason: ' ' }, 'retention.reason-missing'],
    ['on the day that counts already', { endsOn: d('2029-12-31'), reason: '诉讼' }, 'retention.not-longer'],
  ])('REQ-10 is refused %s', (_what, given, code) => {
    expect(endByHand(tenFrom2019, given)).toEqual({ kind: 'refused', code })
  })

  test('REQ-10 is refused where there is no fixed term', () => {
    const forEver = retentionOf(
      { formedOn: d('2019-05-10'), events: [] },
      aScheduleRow({ period: { kind: 'permanent' } }),
    )
    const given = { endsOn: d('2035-01-01'), reason: '诉讼' }
    expect(endByHand(forEver, given)).toEqual({ kind: 'refused', code: 'retention.not-fixed' })
  })

  test('REQ-10 is due on the day after', () => {
    expect(endByHand(tenFrom2019, { endsOn: d('2029-12-31'), reason: '诉讼' }).kind).toBe('refused')
    expect(endByHand(tenFrom2019, { endsOn: d('2030-01-01'), reason: '诉讼' })).toEqual({
      kind: 'set',
      endsOn: '2030-01-01',
      dueOn: '2030-01-02',
    })
  })
})
