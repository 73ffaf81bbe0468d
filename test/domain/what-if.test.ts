import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainDate } from '#domain/dates.ts'
import { eligibilityOf } from '#domain/disposal.ts'
import type { RecordFacts } from '#domain/retention.ts'
import { CUT_OFFS, PERIOD_YEARS, type ScheduleRow } from '#domain/schedule.ts'
import {
  movementOf,
  NO_MOVEMENT,
  shiftYearsOf,
  tallied,
  wholeYearsOf,
  type Movement,
} from '#domain/what-if.ts'
import { aScheduleRow, dates } from '#test/support/domain.ts'

const d = plainDate
const today = d('2026-11-22')
const formedIn2019: RecordFacts = { formedOn: d('2019-05-10'), events: [] }
const ofYears = (years: number, more: Partial<ScheduleRow> = {}): ScheduleRow =>
  aScheduleRow({ period: { kind: 'years', years }, ...more })
const permanent = aScheduleRow({ period: { kind: 'permanent' } })
const byDeath = aScheduleRow({ trigger: { kind: 'event', event: 'death' } })

function moved(from: ScheduleRow | undefined, to: ScheduleRow | undefined, facts = formedIn2019): Movement {
  const rows = (row: ScheduleRow | undefined): readonly ScheduleRow[] => (row === undefined ? [] : [row])
  return movementOf(facts, { from: rows(from), to: rows(to) }, today)
}

describe('what gets no new date is said, never guessed', () => {
  test('FEA-B16 a class that the new version does not know cannot be evaluated', () => {
    const movement = moved(ofYears(10), undefined)
    expect(movement.kind).toBe('cannot_evaluate')
    expect(movement.reasons).toEqual([{ code: 'schedule.row-missing' }])
    expect(movement).not.toHaveProperty('explanation')
  })

  test.each([
    ['an unconfirmed row', ofYears(30, { confidence: '?' }), 'cannot_evaluate'],
    [
      'a row that follows others',
      aScheduleRow({ trigger: { kind: 'follows', codes: ['KU-16'] }, period: { kind: 'follows' } }),
      'cannot_evaluate',
    ],
    ['a row whose longest term is shorter than the extension', ofYears(10, { maximumYears: 20 }), 'conflict'],
  ] as const)('FEA-B16 %s moves nothing', (_what, row, kind) => {
    expect(moved(ofYears(10), row, { ...formedIn2019, extendedYears: 40 }).kind).toBe(kind)
  })
})

describe('what moves, and by how much', () => {
  test.each([
    ['10 to 30 years', ofYears(10), ofYears(30), 'later', 20],
    ['30 to 10 years', ofYears(30), ofYears(10), 'earlier', 20],
    ['the same term', ofYears(10), ofYears(10, { code: 'SI-5-04' }), 'same', 0],
    ['to permanent', ofYears(10), permanent, 'later', undefined],
    ['from permanent', permanent, ofYears(100), 'earlier', undefined],
    ['to an event that has not come', ofYears(10), byDeath, 'later', undefined],
    ['from an event to a date', byDeath, ofYears(10), 'earlier', undefined],
    ['from an event to permanent', byDeath, permanent, 'later', undefined],
    ['from no rule at all', undefined, ofYears(10), 'earlier', undefined],
  ] as const)('FEA-B16 %s', (_what, from, to, kind, years) => {
    const movement = moved(from, to)
    expect([movement.kind, wholeYearsOf(movement)]).toEqual([kind, years])
  })

  test('FEA-B16 days are counted to the day, and a cut-off that moves is no whole year', () => {
    const movement = moved(ofYears(10), ofYears(10, { cutOff: 'month' }))
    expect([movement.kind, movement.days, movement.to.endsOn]).toEqual(['earlier', -214, '2029-05-31'])
    expect(wholeYearsOf(movement)).toBeUndefined()
  })

  test('FEA-B16 an end that comes to lie behind today is due at once, on the very day and not the day before', () => {
    const facts: RecordFacts = { formedOn: d('2015-07-01'), events: [] }
    const change = { from: [ofYears(30)], to: [ofYears(10)] }
    expect(movementOf(facts, change, d('2025-12-31')).dueAtOnce).toBe('no')
    expect(movementOf(facts, change, d('2026-01-01')).dueAtOnce).toBe('yes')
    expect(movementOf(facts, { from: [ofYears(10)], to: [ofYears(10)] }, today).dueAtOnce).toBe('no')
  })

  test('FEA-B16 a day of transfer moves beside the end', () => {
    const sent = ofYears(30, { transfer: { kind: 'after', from: 'formed', years: 10, to: 'city-archive' } })
    expect([moved(ofYears(30), sent).kind, moved(ofYears(30), sent).transfer]).toEqual(['same', 'earlier'])
    expect(moved(sent, ofYears(30)).transfer).toBe('later')
  })

  test('REQ-10 FEA-B14 an end by hand stays while it is the later one, and says so when the new minimum overtakes it', () => {
    const byHand: RecordFacts = { ...formedIn2019, manualEndsOn: d('2040-06-30') }
    expect(moved(ofYears(10), ofYears(15), byHand)).toMatchObject({
      kind: 'same',
      to: { endsOn: '2040-06-30' },
    })
    const overtaken = moved(ofYears(10), ofYears(30), byHand)
    expect(overtaken).toMatchObject({ kind: 'later', to: { endsOn: '2049-12-31' } })
    expect(tallied(NO_MOVEMENT, overtaken, 3)).toMatchObject({ later: 3, byHandOvertaken: 3 })
  })
})

test.each([
  [0, 0],
  [1, 1],
  [-1, -1],
  [-200, -1],
  [7305, 20],
  [-3652, -10],
  [36_524, 100],
])('FEA-B16 an end that moves by %i days moves by %i years as people count', (days, years) => {
  expect(shiftYearsOf({ days })).toBe(years)
})

test('FEA-B16 to or from a term without end there are no years to count', () => {
  expect(shiftYearsOf(moved(ofYears(10), permanent))).toBeUndefined()
})

describe('properties', () => {
  const rows = fc
    .tuple(fc.constantFrom(...PERIOD_YEARS), fc.constantFrom(...CUT_OFFS), fc.boolean())
    .map(([years, cutOff, isForEver]) =>
      ofYears(years, { cutOff, ...(isForEver ? { period: { kind: 'permanent' } } : {}) }),
    )
  const OPPOSITE = {
    same: 'same',
    later: 'earlier',
    earlier: 'later',
    conflict: 'conflict',
    cannot_evaluate: 'cannot_evaluate',
  } as const

  test('FEA-B16 property: going back undoes the move', () => {
    fc.assert(
      fc.property(dates(1949, 2100), rows, rows, (formedOn, from, to) => {
        const facts: RecordFacts = { formedOn, events: [] }
        const there = moved(from, to, facts)
        const back = moved(to, from, facts)
        expect(back.kind).toBe(OPPOSITE[there.kind])
        expect(Math.abs(back.days ?? 0)).toBe(Math.abs(there.days ?? 0))
      }),
    )
  })

  test('FEA-B16 property: what is shown is what the clock will compute', () => {
    fc.assert(
      fc.property(dates(1949, 2100), rows, rows, (formedOn, from, to) => {
        const facts: RecordFacts = { formedOn, events: [] }
        const answer = eligibilityOf(facts, [to], today)
        const shown = moved(from, to, facts).to
        expect([shown.endsOn, shown.dueOn]).toEqual([
          'endsOn' in answer ? answer.endsOn : undefined,
          'dueOn' in answer ? answer.dueOn : undefined,
        ])
      }),
    )
  })

  test('FEA-B16 property: a tally counts every record once', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(dates(1949, 2100), rows, rows), { maxLength: 20 }), (records) => {
        const tally = records.reduce(
          (sum, [formedOn, from, to]) => tallied(sum, moved(from, to, { formedOn, events: [] })),
          NO_MOVEMENT,
        )
        expect(tally.same + tally.later + tally.earlier + tally.conflict + tally.cannot_evaluate).toBe(
          records.length,
        )
      }),
    )
  })
})
