import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainDate } from '#domain/dates.ts'
import { retentionUnder } from '#domain/several-rules.ts'
import {
  dayOfValues,
  namingOf,
  retentionFactsOf,
  type Start,
  type Startable,
  startedBy,
  startsAwaited,
  waitsForData,
} from '#domain/starts.ts'
import type { Rules, Trigger } from '#domain/schedule.ts'
import { aScheduleRow, dates } from '#test/support/domain.ts'

const today = plainDate('2027-03-01')
const d = plainDate
const nothing: Startable = {
  formedOn: d('2015-03-02'),
  triggeredOn: null,
  starts: null,
  extendedYears: null,
  manualEndsOn: null,
  ownRule: null,
}
const awaits = (event: Extract<Trigger, { kind: 'event' }>['event'], of?: string) =>
  aScheduleRow({ trigger: { kind: 'event', event, ...(of === undefined ? {} : { of }) } })
const told = (on: string): Start => ({ on: d(on), from: { kind: 'persons' } })
const inField = (on: string | null, field = 'F28-11', why?: Start['why']): Start => ({
  on: on === null ? null : d(on),
  ...(why === undefined ? {} : { why }),
  from: { kind: 'metadata', field, zh: '结案日期', en: 'Closed on' },
})
const answerOf = (record: Startable, rules: Rules) =>
  retentionUnder(retentionFactsOf(record, rules, today), rules).retention

describe('REQ-9 what the data do not give is not computed', () => {
  const rules: Rules = [awaits('metadata-date', 'F28-11')]
  test.each([
    ['nothing stands there', inField(null, 'F28-11', 'missing'), 'fact.missing', 'cannot_evaluate'],
    [
      'what stands there is no date',
      inField(null, 'F28-11', 'unreadable'),
      'fact.unreadable',
      'cannot_evaluate',
    ],
    ['several dates stand there', inField(null, 'F28-11', 'several'), 'fact.several', 'cannot_evaluate'],
    ['the day has not come', inField('2027-03-02'), 'fact.in-future', 'cannot_evaluate'],
    ['its main volume waits itself', inField(null, 'F28-11', 'waiting'), 'fact.waiting', 'waiting_for_event'],
  ])('FEA-B7 %s: the reason names the field', (_what, start, code, verdict) => {
    const record = { ...nothing, starts: { 'metadata-date(F28-11)': { data: start } } }
    expect(answerOf(record, rules)).toMatchObject({
      verdict,
      reasons: [{ code, event: 'metadata-date', field: { id: 'F28-11', zh: '结案日期' } }],
    })
  })

  test('FEA-B7 a day in the field and another that two persons told contradict each other; the same one does not', () => {
    const both = (on: string) => ({
      ...nothing,
      starts: { 'metadata-date(F28-11)': { data: inField('2020-06-30'), told: told(on) } },
    })
    expect(answerOf(both('2020-07-01'), rules)).toMatchObject({
      verdict: 'conflict',
      reasons: [{ code: 'event.conflicting', on: ['2020-06-30', '2020-07-01'] }],
    })
    expect(answerOf(both('2020-06-30'), rules)).toMatchObject({ verdict: 'ends', endsOn: '2030-12-31' })
  })

  test('FEA-B7 several dates of one field are none, of a span the last counts', () => {
    expect(dayOfValues([])).toEqual({ on: null, why: 'missing' })
    expect(dayOfValues(['2020-01-01', '2020-01-02'])).toEqual({ on: null, why: 'several' })
    expect(dayOfValues(['2020-02-30'])).toEqual({ on: null, why: 'unreadable' })
    expect(dayOfValues(['2019-01-01/2020-02-29'])).toEqual({ on: '2020-02-29' })
    expect(dayOfValues(['2020-02-29', '2020-02-29'])).toEqual({ on: '2020-02-29' })
  })
})

describe('several rules that wait for several things', () => {
  const rules: Rules = [awaits('death'), { ...awaits('case-closed'), code: 'SI-9-01' }]

  test('REQ-14 wait while one of them has no day, each with its own', () => {
    const record = { ...nothing, starts: { death: { told: told('2019-05-05') } } }
    expect(answerOf(record, rules).verdict).toBe('waiting_for_event')
  })

  test('REQ-14 REG-7 end by the later of two days that differ', () => {
    const starts = { death: { told: told('2019-05-05') }, 'case-closed': { told: told('2021-02-28') } }
    expect(answerOf({ ...nothing, starts }, rules)).toMatchObject({
      verdict: 'ends',
      triggeredOn: '2021-02-28',
      endsOn: '2031-12-31',
    })
  })

  test('REQ-14 two fields of one record are two days', () => {
    const both: Rules = [awaits('metadata-date', 'F28-10'), awaits('metadata-date', 'F28-11')]
    const starts = {
      'metadata-date(F28-10)': { data: inField('2022-01-05', 'F28-10') },
      'metadata-date(F28-11)': { data: inField('2019-03-02') },
    }
    expect(answerOf({ ...nothing, starts }, both)).toMatchObject({ endsOn: '2032-12-31' })
    expect(startsAwaited([...both, ...both])).toHaveLength(2)
    expect([waitsForData(both), waitsForData(rules)]).toEqual([true, false])
  })
})

describe('a day from before days were kept by name', () => {
  const former = { ...nothing, triggeredOn: d('2019-05-05') }

  test('is read by the first rule that waits for one, and by no other', () => {
    expect(answerOf(former, [awaits('death')])).toMatchObject({ endsOn: '2029-12-31' })
    expect(answerOf(former, [awaits('death'), awaits('case-closed')]).verdict).toBe('waiting_for_event')
  })

  test('stays known beside the first that is kept by name, and goes once it has its own', () => {
    const closed = startedBy(former, {
      kind: 'case-closed',
      on: d('2021-01-01'),
      from: { kind: 'contents', entries: 2 },
    })
    const record = { ...former, ...closed }
    expect(answerOf(record, [awaits('death')])).toMatchObject({ endsOn: '2029-12-31' })
    const naming = namingOf(record, [awaits('death')])
    if (naming === undefined) throw new Error('it has a day to name')
    expect(namingOf({ ...record, ...startedBy(record, naming) }, [awaits('death')])).toBeUndefined()
    expect(answerOf({ ...record, ...startedBy(record, naming) }, [awaits('asset-written-off')]).verdict).toBe(
      'waiting_for_event',
    )
  })

  test('an event of those days sets that day', () => {
    expect(startedBy(nothing, { kind: 'last-of-set', on: d('2020-01-01') })).toEqual({
      triggeredOn: '2020-01-01',
    })
  })
})

test('REQ-9 property: the day that counts is the one that the rule names, whatever others are known', () => {
  fc.assert(
    fc.property(dates(1990, 2026), dates(1990, 2026), (one, other) => {
      const starts = {
        'metadata-date(F28-10)': { data: inField(other, 'F28-10') },
        'metadata-date(F28-11)': { data: inField(one) },
        death: { told: told(other) },
      }
      expect(answerOf({ ...nothing, starts }, [awaits('metadata-date', 'F28-11')])).toMatchObject({
        triggeredOn: one,
      })
    }),
  )
})
