import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addYears, dayBefore, plainDate } from '#domain/dates.ts'
import { eligibilityOf, transferDueOf, wakeOnOf } from '#domain/disposal.ts'
import type { RecordFacts } from '#domain/retention.ts'
import { CONFIDENCES, CUT_OFFS, PERIOD_YEARS, type ScheduleRow, type TransferRule } from '#domain/schedule.ts'
import { aScheduleRow, dates } from '#test/support/domain.ts'

const d = plainDate
const afterTenYears: TransferRule = { kind: 'after', from: 'formed', years: 10, to: 'city-archive' }
const afterDeath: TransferRule = { kind: 'after', from: 'event:death', years: 5, to: 'general-archives' }
const formedIn2019: RecordFacts = { formedOn: d('2019-05-10'), events: [] }
const deadRetiree = aScheduleRow({
  code: 'RS-02',
  family: 'retiree-personnel',
  trigger: { kind: 'event', event: 'death' },
  cutOff: 'none',
  period: { kind: 'permanent' },
  atExpiry: 'none',
  transfer: afterDeath,
})

describe('nothing is due that should not be', () => {
  test.each([{ isActive: false }, { confidence: '?' as const }, { source: '' }])(
    'REG-6 a row that is not confirmed makes nothing due, not even transfer: %o',
    (over) => {
      const row = aScheduleRow({ ...over, period: { kind: 'years', years: 30 }, transfer: afterTenYears })
      const eligibility = eligibilityOf(formedIn2019, [row], d('2299-12-31'))
      expect(eligibility).toMatchObject({
        verdict: 'cannot_evaluate',
        reasons: [{ code: 'schedule.row-inactive' }],
      })
      expect([eligibility.transferDueOn, transferDueOf(formedIn2019, row), wakeOnOf(eligibility)]).toEqual([
        undefined,
        undefined,
        undefined,
      ])
    },
  )

  test('REG-15 FEA-B2 permanent is never due, a century on', () => {
    const row = aScheduleRow({ period: { kind: 'permanent' }, transfer: afterTenYears })
    const eligibility = eligibilityOf(formedIn2019, [row], d('2199-01-01'))
    expect(eligibility).toMatchObject({ verdict: 'permanent', transferDueOn: '2029-05-10' })
    expect(eligibility).not.toHaveProperty('dueOn')
  })

  test('REQ-9 REG-7 a retiree’s file waits for a confirmed death and has only the yearly look', () => {
    const reported: RecordFacts = {
      formedOn: d('1998-07-01'),
      events: [{ kind: 'death', on: d('2024-02-29'), confirmed: false }],
    }
    const eligibility = eligibilityOf(reported, [deadRetiree], d('2199-01-01'))
    expect(eligibility).toMatchObject({
      verdict: 'waiting_for_event',
      reasons: [{ code: 'event.unconfirmed' }],
    })
    expect(wakeOnOf(eligibility)).toBeUndefined()
  })

  test('REQ-9 REG-7 contradicting events are a conflict, with no date of any kind', () => {
    const facts: RecordFacts = {
      events: [
        { kind: 'death', on: d('2024-02-29'), confirmed: true },
        { kind: 'death', on: d('2024-03-01'), confirmed: true },
      ],
    }
    const eligibility = eligibilityOf(facts, [deadRetiree], d('2199-01-01'))
    expect(eligibility.verdict).toBe('conflict')
    expect(eligibility.transferDueOn).toBeUndefined()
  })

  test('REQ-8 without its date of formation a record cannot be judged', () => {
    expect(eligibilityOf({ events: [] }, [aScheduleRow()], d('2199-01-01')).verdict).toBe('cannot_evaluate')
  })
})

describe('the day before, on and after', () => {
  test.each([
    ['2029-12-30', 'not_due'],
    ['2029-12-31', 'not_due'],
    ['2030-01-01', 'due'],
    ['2030-01-02', 'due'],
    ['2019-05-10', 'not_due'],
    ['1990-01-01', 'not_due'],
  ])('REQ-8 REQ-11 ten years from 2019, asked on %s: %s', (asOf, verdict) => {
    const eligibility = eligibilityOf(formedIn2019, [aScheduleRow()], d(asOf))
    expect(eligibility).toMatchObject({ verdict, endsOn: '2029-12-31', dueOn: '2030-01-01', reasons: [] })
    expect(eligibility.explanation.dueOn).toBe('2030-01-01')
  })

  test('REQ-12 an extension moves the due date out and never in', () => {
    const asOf = d('2030-01-01')
    expect(eligibilityOf({ ...formedIn2019, extendedYears: 15 }, [aScheduleRow()], asOf)).toMatchObject({
      verdict: 'not_due',
      dueOn: '2035-01-01',
    })
    expect(
      eligibilityOf({ ...formedIn2019, extendedYears: 5 }, [aScheduleRow()], d('2025-01-01')),
    ).toMatchObject({
      verdict: 'not_due',
      dueOn: '2030-01-01',
    })
  })

  test('REG-15 thirty years: transfer after ten, expiry after thirty, and the earlier one wakes', () => {
    const row = aScheduleRow({ period: { kind: 'years', years: 30 }, transfer: afterTenYears })
    const eligibility = eligibilityOf(formedIn2019, [row], d('2029-05-10'))
    expect(eligibility).toMatchObject({
      verdict: 'not_due',
      dueOn: '2050-01-01',
      transferDueOn: '2029-05-10',
    })
    expect(wakeOnOf(eligibility)).toBe('2029-05-10')
    expect(wakeOnOf(eligibilityOf(formedIn2019, [aScheduleRow()], d('2020-01-01')))).toBe('2030-01-01')
  })

  test.each([
    ['2019-05-10', '2024-05-10'],
    ['2024-02-29', '2029-03-01'],
    ['2023-12-31', '2028-12-31'],
    ['2024-01-01', '2029-01-01'],
  ])(
    'REQ-9 REG-7 a retiree who died on %s: the file leaves on %s and is never destroyed',
    (diedOn, leavesOn) => {
      const facts: RecordFacts = {
        formedOn: d('1998-07-01'),
        events: [{ kind: 'death', on: d(diedOn), confirmed: true }],
      }
      expect(eligibilityOf(facts, [deadRetiree], d('2199-01-01'))).toMatchObject({
        verdict: 'permanent',
        transferDueOn: leavesOn,
      })
    },
  )

  test('REG-15 no transfer where none is foreseen or the date leaves the calendar', () => {
    expect(transferDueOf(formedIn2019, aScheduleRow())).toBeUndefined()
    const row = aScheduleRow({ transfer: afterTenYears })
    expect(transferDueOf({ formedOn: d('2290-01-01'), events: [] }, row)).toBeUndefined()
    expect(transferDueOf({ events: [] }, row)).toBeUndefined()
  })
})

describe('properties', () => {
  const rows: fc.Arbitrary<ScheduleRow> = fc
    .record({
      years: fc.constantFrom(...PERIOD_YEARS),
      cutOff: fc.constantFrom(...CUT_OFFS),
      isActive: fc.boolean(),
      confidence: fc.constantFrom(...CONFIDENCES),
      transfer: fc.constantFrom<TransferRule>({ kind: 'none' }, afterTenYears, afterDeath),
    })
    .map(({ years, ...over }) => aScheduleRow({ ...over, period: { kind: 'years', years } }))

  test('REQ-12 property: due means that the whole period has passed since the trigger', () => {
    fc.assert(
      fc.property(dates(1950, 2100), rows, dates(1950, 2250), (formedOn, row, asOf) => {
        const eligibility = eligibilityOf({ formedOn, events: [] }, [row], asOf)
        if (eligibility.verdict !== 'due') return
        expect(row.isActive && row.confidence !== '?' && row.period.kind === 'years').toBe(true)
        const count = row.period.kind === 'years' ? row.period.years : Number.NaN
        expect(asOf >= addYears(formedOn, count) && asOf >= eligibility.dueOn).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('REQ-8 property: once due, due on every later day; the day before the due date, not', () => {
    fc.assert(
      fc.property(dates(1950, 2100), fc.integer({ min: 0, max: 20_000 }), (formedOn, later) => {
        const facts: RecordFacts = { formedOn, events: [] }
        const asked = eligibilityOf(facts, [aScheduleRow()], formedOn)
        if (!('dueOn' in asked)) throw new Error('a record of ten years has a due date')
        expect(eligibilityOf(facts, [aScheduleRow()], dayBefore(asked.dueOn)).verdict).toBe('not_due')
        expect(eligibilityOf(facts, [aScheduleRow()], addDays(asked.dueOn, later)).verdict).toBe('due')
      }),
    )
  })
})
