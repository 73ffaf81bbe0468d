import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainDate } from '#domain/dates.ts'
import { EMPTY_SUMMARY, movementOfRecord, type RecordGroup, summed } from '#domain/what-if-records.ts'
import { aScheduleRow, dates } from '#test/support/domain.ts'

const today = plainDate('2026-11-22')
const ten = aScheduleRow()
const thirty = aScheduleRow({ period: { kind: 'years', years: 30 } })
const byDeath = aScheduleRow({ trigger: { kind: 'event', event: 'death' } })
const record = {
  formedOn: plainDate('2015-03-02'),
  triggeredOn: plainDate('2020-06-01'),
  starts: null,
  extendedYears: null,
  manualEndsOn: null,
  ownRule: null,
}

test('FEA-B16 a class without a row in either version cannot be evaluated', () => {
  expect(movementOfRecord(record, {}, today).kind).toBe('cannot_evaluate')
  expect(movementOfRecord(record, { from: [ten] }, today).reasons).toEqual([{ code: 'schedule.row-missing' }])
})

test('FEA-B16 the event that a record has is read as the row under which it was filed reads it', () => {
  expect(movementOfRecord(record, { from: [byDeath], to: [thirty] }, today)).toMatchObject({
    kind: 'later',
    from: { endsOn: '2030-12-31' },
    to: { endsOn: '2045-12-31' },
  })
  const byClosing = aScheduleRow({ trigger: { kind: 'event', event: 'case-closed' } })
  expect(movementOfRecord(record, { from: [byDeath], to: [byClosing] }, today).to.verdict).toBe(
    'waiting_for_event',
  )
})

test('FEA-B16 an extension that was decided stays', () => {
  const extended = { ...record, triggeredOn: null, extendedYears: 50 }
  expect(movementOfRecord(extended, { from: [ten], to: [thirty] }, today).kind).toBe('same')
})

test('REQ-6 FEA-B16 a rule of the record that is as long as the new row stays, and one that is shorter is overtaken', () => {
  const own = (years: number) => ({
    ...record,
    triggeredOn: null,
    ownRule: {
      id: 'rule',
      period: { kind: 'years' as const, years },
      reason: '信访',
      proposedBy: 'one',
      confirmedBy: 'other',
      confirmedOn: today,
    },
  })
  const move = (years: number) => movementOfRecord(own(years), { from: [ten], to: [thirty] }, today)
  expect(move(50)).toMatchObject({ kind: 'same', to: { endsOn: '2065-12-31' } })
  expect(move(15)).toMatchObject({
    kind: 'later',
    from: { endsOn: '2030-12-31' },
    to: { endsOn: '2045-12-31' },
  })
})

test('FEA-B16 property: class, unit and the years add up to the whole, in whatever pages the records come', () => {
  const groups = fc.array(
    fc.record({
      formedOn: dates(1980, 2026),
      triggeredOn: fc.constant(null),
      starts: fc.constant(null),
      extendedYears: fc.constant(null),
      manualEndsOn: fc.constant(null),
      ownRule: fc.constant(null),
      classCode: fc.constantFrom('SI-5-03', 'SI-5-04'),
      unitId: fc.constantFrom('one', 'two', 'three'),
      count: fc.integer({ min: 1, max: 500 }),
    }),
    { maxLength: 30 },
  )
  const move = (group: RecordGroup) =>
    movementOfRecord(group, { from: [ten], to: [group.classCode === 'SI-5-03' ? thirty : ten] }, today)
  const countOf = (sums: ReadonlyMap<unknown, { readonly later: number; readonly same: number }>) =>
    [...sums.values()].reduce((n, { later, same }) => n + later + same, 0)
  fc.assert(
    fc.property(groups, fc.nat(30), (all, at) => {
      const whole = summed(EMPTY_SUMMARY, all, move)
      const paged = summed(summed(EMPTY_SUMMARY, all.slice(0, at), move), all.slice(at), move)
      expect(paged).toEqual(whole)
      const count = all.reduce((n, group) => n + group.count, 0)
      expect([countOf(whole.byClass), countOf(whole.byUnit), countOf(whole.byYear)]).toEqual([
        count,
        count,
        count,
      ])
      expect(whole.total.later + whole.total.same).toBe(count)
      expect([...whole.byShift.keys()].filter((years) => years !== 20)).toEqual([])
      expect([...whole.dueBefore.values()].reduce((n, one) => n + one, 0)).toBe(count)
    }),
  )
})
