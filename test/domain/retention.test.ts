import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addYears, dayAfter, plainDate, type PlainDate, startOfNextYear } from '#domain/dates.ts'
import {
  dueOnOf,
  type RecordFacts,
  type Retention,
  retentionEndOf,
  retentionOf,
  startOf,
  triggerOf,
} from '#domain/retention.ts'
import { type CutOff, CUT_OFFS, PERIOD_YEARS, type Period, type Trigger } from '#domain/schedule.ts'
import { aScheduleRow, dates } from '#test/support/domain.ts'

const d = plainDate
const years = (count: number): Period => ({ kind: 'years', years: count })
const formed = (text: string): RecordFacts => ({ formedOn: d(text), events: [] })
const death: Trigger = { kind: 'event', event: 'death' }

function codesOf(retention: Retention): readonly string[] {
  return retention.reasons.map((reason) => reason.code)
}

describe('no date is better than a wrong one', () => {
  test.each([
    ['an inactive row', { isActive: false }],
    ['a row of confidence ?', { confidence: '?' as const }],
    ['a row without source', { source: ' ' }],
  ])('REG-6 refuses to count by %s', (_what, over) => {
    const retention = retentionOf(formed('2019-05-10'), aScheduleRow(over))
    expect(retention.verdict).toBe('cannot_evaluate')
    expect(codesOf(retention)).toEqual(['schedule.row-inactive'])
  })

  test('REQ-8 a record without a date of formation cannot be counted, permanent or not', () => {
    for (const period of [years(10), { kind: 'permanent' }] as const) {
      const retention = retentionOf({ events: [] }, aScheduleRow({ period }))
      expect([retention.verdict, codesOf(retention)]).toEqual([
        'cannot_evaluate',
        ['record.formed-on-missing'],
      ])
    }
  })

  test('a row that follows the accounting rows names them and sets no date', () => {
    const trigger: Trigger = { kind: 'follows', codes: ['KU-16', 'KU-17'] }
    const retention = retentionOf(
      formed('2019-05-10'),
      aScheduleRow({ trigger, period: { kind: 'follows' } }),
    )
    expect(retention.verdict).toBe('cannot_evaluate')
    expect(retention.reasons).toEqual([{ code: 'schedule.follows-other-rows', codes: ['KU-16', 'KU-17'] }])
    expect(
      retentionEndOf(d('2019-05-10'), { cutOff: 'next-1-jan', period: { kind: 'follows' } }),
    ).toBeUndefined()
  })

  test('REQ-9 a row by event waits for the event, whatever the date of formation', () => {
    const retention = retentionOf(
      formed('2019-05-10'),
      aScheduleRow({ trigger: death, period: { kind: 'permanent' } }),
    )
    expect([retention.verdict, codesOf(retention)]).toEqual(['waiting_for_event', ['event.missing']])
  })

  test('REQ-9 an event that nobody confirmed starts no clock', () => {
    const facts: RecordFacts = { events: [{ kind: 'death', on: d('2024-02-29'), confirmed: false }] }
    const retention = retentionOf(facts, aScheduleRow({ trigger: death }))
    expect(retention.verdict).toBe('waiting_for_event')
    expect(retention.reasons).toEqual([{ code: 'event.unconfirmed', event: 'death', on: ['2024-02-29'] }])
  })

  test('REQ-9 an event of another kind starts no clock', () => {
    const facts: RecordFacts = { events: [{ kind: 'case-closed', on: d('2024-02-29'), confirmed: true }] }
    expect(retentionOf(facts, aScheduleRow({ trigger: death })).verdict).toBe('waiting_for_event')
  })

  test('REQ-9 two confirmed dates of one event are a conflict, and no date is chosen', () => {
    const facts: RecordFacts = {
      events: [
        { kind: 'death', on: d('2024-03-01'), confirmed: true },
        { kind: 'death', on: d('2024-02-29'), confirmed: true },
      ],
    }
    const retention = retentionOf(facts, aScheduleRow({ trigger: death }))
    expect(retention.verdict).toBe('conflict')
    expect(retention.reasons).toEqual([
      { code: 'event.conflicting', event: 'death', on: ['2024-02-29', '2024-03-01'] },
    ])
  })

  test('REG-7 a living person’s file whose death was confirmed must change class first', () => {
    const row = aScheduleRow({ trigger: { kind: 'none' }, cutOff: 'none', period: { kind: 'permanent' } })
    const facts: RecordFacts = { events: [{ kind: 'death', on: d('2024-02-29'), confirmed: true }] }
    expect(codesOf(retentionOf(facts, row))).toEqual(['event.not-foreseen'])
    expect(retentionOf(facts, row).verdict).toBe('conflict')
    expect(retentionOf({ events: [] }, row).verdict).toBe('permanent')
  })

  test('REQ-8 a date beyond 2299 is not computed', () => {
    const row = aScheduleRow({ period: years(100) })
    expect(codesOf(retentionOf(formed('2199-01-01'), row))).toEqual(['retention.out-of-range'])
    expect(retentionOf(formed('2198-12-31'), row)).toMatchObject({
      endsOn: '2298-12-31',
      dueOn: '2299-01-01',
    })
  })
})

describe('every line of the clock table (regulations 1.5)', () => {
  const formation: Trigger = { kind: 'formed' }
  const closed: Trigger = { kind: 'event', event: 'case-closed' }
  const decision: Trigger = { kind: 'event', event: 'injury-decision' }
  const writtenOff: Trigger = { kind: 'event', event: 'asset-written-off' }
  const fiscal: Trigger = { kind: 'fiscal-year-end' }

  test.each<[string, Trigger, CutOff, number, string, string, string]>([
    ['business item', formation, 'next-1-jan', 10, '2026-12-24', '2027-01-01', '2036-12-31'],
    ['business item of 1 January', formation, 'next-1-jan', 10, '2026-01-01', '2027-01-01', '2036-12-31'],
    ['business item of 31 December', formation, 'next-1-jan', 10, '2025-12-31', '2026-01-01', '2035-12-31'],
    ['business item of 29 February', formation, 'next-1-jan', 30, '2024-02-29', '2025-01-01', '2054-12-31'],
    ['business item of 100 years', formation, 'next-1-jan', 100, '2009-09-01', '2010-01-01', '2109-12-31'],
    [
      'volume of several years, by its latest',
      formation,
      'next-1-jan',
      10,
      '2020-03-01',
      '2021-01-01',
      '2030-12-31',
    ],
    ['accounting', fiscal, 'fiscal-year', 30, '2025-03-31', '2026-01-01', '2055-12-31'],
    ['accounting, last day of the year', fiscal, 'fiscal-year', 10, '2025-12-31', '2026-01-01', '2035-12-31'],
    ['fixed-asset card', writtenOff, 'next-1-jan', 5, '2024-07-01', '2025-01-01', '2029-12-31'],
    ['arbitration by award', closed, 'next-1-jan', 10, '2019-11-30', '2020-01-01', '2029-12-31'],
    ['arbitration by mediation', closed, 'next-1-jan', 5, '2019-11-30', '2020-01-01', '2024-12-31'],
    ['injury determination', decision, 'next-1-jan', 50, '2011-01-01', '2012-01-01', '2061-12-31'],
    ['document item', formation, 'next-1-jan', 30, '2026-06-30', '2027-01-01', '2056-12-31'],
  ])(
    'REQ-11 REG-7 %s: %j, %s, %i years from %s run from %s to %s',
    (_line, trigger, cutOff, n, on, starts, ends) => {
      const facts: RecordFacts =
        trigger.kind === 'event'
          ? { events: [{ kind: trigger.event, on: d(on), confirmed: true }] }
          : formed(on)
      const retention = retentionOf(facts, aScheduleRow({ trigger, cutOff, period: years(n) }))
      expect(retention).toMatchObject({
        verdict: 'ends',
        startsOn: starts,
        endsOn: ends,
        dueOn: dayAfter(d(ends)),
      })
    },
  )

  test('REG-45 an injury determination is kept fifty years from the year of the decision', () => {
    const facts: RecordFacts = { events: [{ kind: 'injury-decision', on: d('2011-01-01'), confirmed: true }] }
    const row = aScheduleRow({ trigger: decision, period: years(50) })
    expect(retentionOf(facts, row)).toMatchObject({ endsOn: '2061-12-31' })
  })

  test('REG-44 closing starts the clock, not the formation of the papers', () => {
    const facts: RecordFacts = {
      formedOn: d('2018-02-01'),
      events: [{ kind: 'case-closed', on: d('2019-11-30'), confirmed: true }],
    }
    expect(retentionOf(facts, aScheduleRow({ trigger: closed }))).toMatchObject({ triggeredOn: '2019-11-30' })
  })

  test('REQ-13 accounting counts from the end of the fiscal year, shown as the trigger', () => {
    const row = aScheduleRow({ trigger: fiscal, cutOff: 'fiscal-year', period: years(30) })
    expect(retentionOf(formed('2025-03-31'), row)).toMatchObject({
      triggeredOn: '2025-12-31',
      startsOn: '2026-01-01',
    })
  })

  test('REQ-9 a dead retiree’s file is kept for ever, and the death is in the explanation', () => {
    const row = aScheduleRow({ trigger: death, cutOff: 'none', period: { kind: 'permanent' } })
    const facts: RecordFacts = { events: [{ kind: 'death', on: d('2024-02-29'), confirmed: true }] }
    const retention = retentionOf(facts, row)
    expect(retention.verdict).toBe('permanent')
    expect(retention.explanation.steps).toEqual([{ kind: 'trigger', on: '2024-02-29' }])
  })

  test.each([
    ['2024-02-29', '2024-03-01', '2029-02-28'],
    ['2024-02-28', '2024-02-29', '2029-02-28'],
    ['2023-12-31', '2024-01-01', '2028-12-31'],
    ['2023-05-10', '2023-05-11', '2028-05-10'],
  ])('REQ-8 without a cut-off five years from %s start on %s and end on %s', (on, starts, ends) => {
    expect(startOf(d(on), 'none')).toBe(starts)
    expect(retentionEndOf(d(on), { cutOff: 'none', period: years(5) })).toBe(ends)
  })

  test('FEA-B2 permanent has no last day', () => {
    expect(
      retentionEndOf(d('2024-01-01'), { cutOff: 'next-1-jan', period: { kind: 'permanent' } }),
    ).toBeUndefined()
    expect(dueOnOf(d('2024-01-01'), { cutOff: 'next-1-jan', period: { kind: 'permanent' } })).toBeUndefined()
    expect(retentionOf(formed('2024-01-01'), aScheduleRow({ period: { kind: 'permanent' } })).verdict).toBe(
      'permanent',
    )
  })
})

describe('longer is lawful, shorter never', () => {
  test('REQ-12 an extension that is not longer does not count, and the answer says so', () => {
    for (const extendedYears of [1, 9, 10]) {
      const retention = retentionOf({ ...formed('2019-05-10'), extendedYears }, aScheduleRow())
      expect(retention).toMatchObject({ endsOn: '2029-12-31', periodYears: 10 })
      expect(codesOf(retention)).toEqual(['retention.extension-not-longer'])
    }
  })

  test('REQ-10 REQ-12 a hand-entered end before the minimum does not count, a later one does', () => {
    const early = retentionOf({ ...formed('2019-05-10'), manualEndsOn: d('2029-12-30') }, aScheduleRow())
    expect([early.verdict === 'ends' && early.endsOn, codesOf(early)]).toEqual([
      '2029-12-31',
      ['retention.manual-not-later'],
    ])
    const later = retentionOf({ ...formed('2019-05-10'), manualEndsOn: d('2030-06-30') }, aScheduleRow())
    expect(later).toMatchObject({ endsOn: '2030-06-30', dueOn: '2030-07-01', reasons: [] })
    expect(later.explanation.steps).toContainEqual({ kind: 'by-hand', from: '2029-12-31', to: '2030-06-30' })
  })

  test('REQ-12 an extension counts from the same trigger', () => {
    const retention = retentionOf({ ...formed('2019-05-10'), extendedYears: 30 }, aScheduleRow())
    expect(retention).toMatchObject({
      triggeredOn: '2019-05-10',
      startsOn: '2020-01-01',
      endsOn: '2049-12-31',
    })
    expect(retention.explanation).toMatchObject({
      scheduledPeriod: years(10),
      period: years(30),
      isMinimumTerm: true,
    })
  })

  test('REQ-15 the earlier date stays in the explanation beside the new one', () => {
    const earlier = [{ endsOn: d('2028-12-31'), computedOn: d('2019-01-05') }]
    const { explanation } = retentionOf({ ...formed('2019-05-10'), earlier }, aScheduleRow())
    expect(explanation).toMatchObject({ endsOn: '2029-12-31', earlier })
  })
})

describe('properties', () => {
  const terms = fc.constantFrom(...PERIOD_YEARS).map(years)
  const cutOffs = fc.constantFrom(...CUT_OFFS)

  test('REQ-12 property: the due date is never before trigger plus period', () => {
    fc.assert(
      fc.property(dates(1900, 2198), terms, cutOffs, (on, period, cutOff) => {
        const count = period.kind === 'years' ? period.years : 0
        const dueOn = dueOnOf(on, { cutOff, period })
        expect(dueOn !== undefined && dueOn >= addYears(on, count)).toBe(true)
      }),
    )
  })

  test('REQ-11 property: whatever the day of formation, a business term ends on 31 December of year plus period', () => {
    fc.assert(
      fc.property(dates(1900, 2150), terms, (on, period) => {
        const row = aScheduleRow({ period })
        const retention = retentionOf({ formedOn: on, events: [] }, row)
        const endYear = Number(on.slice(0, 4)) + (period.kind === 'years' ? period.years : 0)
        expect(retention).toMatchObject({ endsOn: `${endYear}-12-31`, dueOn: `${endYear + 1}-01-01` })
      }),
    )
  })

  test('REQ-8 property: a later trigger or a longer period never gives an earlier end', () => {
    fc.assert(
      fc.property(
        dates(1900, 2150),
        dates(1900, 2150),
        fc.tuple(terms, terms),
        cutOffs,
        (a, b, periods, cutOff) => {
          const [earlier, later]: [PlainDate, PlainDate] = a < b ? [a, b] : [b, a]
          const [short, long] = periods
            .map((one) => (one.kind === 'years' ? one.years : 0))
            .toSorted((x, y) => x - y)
          const shortEnd = retentionEndOf(earlier, { cutOff, period: years(short ?? 0) })
          const longEnd = retentionEndOf(later, { cutOff, period: years(long ?? 0) })
          expect(shortEnd !== undefined && longEnd !== undefined && shortEnd <= longEnd).toBe(true)
        },
      ),
    )
  })

  test('FEA-B15 property: an explanation is plain data and leads from the trigger to the result', () => {
    fc.assert(
      fc.property(dates(1900, 2150), terms, cutOffs, (on, period, cutOff) => {
        const retention = retentionOf({ formedOn: on, events: [] }, aScheduleRow({ period, cutOff }))
        const { explanation } = retention
        expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation)
        expect(explanation.steps.map((step) => step.kind)).toEqual(['trigger', 'cut-off', 'term', 'due'])
        expect(explanation.steps.at(-1)).toEqual({
          kind: 'due',
          from: explanation.endsOn,
          to: explanation.dueOn,
        })
      }),
    )
  })

  test('REQ-11 property: the cut-off is the next 1 January, of the trigger’s own year', () => {
    fc.assert(
      fc.property(dates(1900, 2298), (on) => {
        expect(triggerOf({ formedOn: on, events: [] }, { kind: 'formed' })).toMatchObject({ on })
        expect(startOf(on, 'next-1-jan')).toBe(startOfNextYear(on))
        expect(startOf(on, 'next-1-jan').endsWith('-01-01')).toBe(true)
      }),
    )
  })
})
