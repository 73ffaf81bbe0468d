import { describe, expect, test } from 'vitest'
import { dayAfter, plainDate } from '#domain/dates.ts'
import { explain } from '#domain/explanation.ts'
import { lastOfSet, type RecordFacts, retentionOf } from '#domain/retention.ts'
import { CUT_OFFS, type CutOff, type TriggerEvent } from '#domain/schedule.ts'
import { retentionUnder } from '#domain/several-rules.ts'
import { aScheduleRow } from '#test/support/domain.ts'

const d = plainDate
const years = (count: number) => ({ kind: 'years', years: count }) as const
const byEvent = (event: TriggerEvent) => ({ kind: 'event', event }) as const
const happened = (kind: TriggerEvent, on: string): RecordFacts => ({
  formedOn: d('2010-01-01'),
  events: [{ kind, on: d(on), confirmed: true }],
})

describe('what is not known is not computed', () => {
  test.each(['metadata-date', 'last-of-set', 'related-record'] as const)(
    'REQ-9 without its %s a record cannot be evaluated, and the reason names the fact',
    (event) => {
      const retention = retentionOf(
        { formedOn: d('2010-01-01'), events: [] },
        aScheduleRow({ trigger: byEvent(event) }),
      )
      expect(retention).toMatchObject({
        verdict: 'cannot_evaluate',
        reasons: [{ code: 'fact.missing', event }],
      })
    },
  )

  test.each(['death', 'case-closed', 'injury-decision', 'asset-written-off'] as const)(
    'REQ-9 REG-7 without its event a record waits: %s',
    (event) => {
      const retention = retentionOf(
        { formedOn: d('2010-01-01'), events: [] },
        aScheduleRow({ trigger: byEvent(event) }),
      )
      expect(retention).toMatchObject({ verdict: 'waiting_for_event', reasons: [{ code: 'event.missing' }] })
    },
  )

  test('REQ-9 FEA-B8 of a set with an undated entry, and of an empty one, nobody knows the last', () => {
    expect(lastOfSet([d('2019-05-01'), null])).toEqual({ kind: 'incomplete', undated: 1 })
    expect(lastOfSet([])).toEqual({ kind: 'incomplete', undated: 0 })
    expect(lastOfSet([d('2019-05-01'), d('2020-02-29'), d('2018-12-31')])).toEqual({
      kind: 'last',
      on: '2020-02-29',
    })
  })
})

describe('every trigger with every cut-off, to the day', () => {
  const ENDS: Readonly<Record<CutOff, readonly [starts: string, ends: string]>> = {
    'next-1-jan': ['2025-01-01', '2029-12-31'],
    'fiscal-year': ['2025-01-01', '2029-12-31'],
    quarter: ['2024-04-01', '2029-03-31'],
    month: ['2024-03-01', '2029-02-28'],
    none: ['2024-03-01', '2029-02-28'],
  }
  const TRIGGERS = [
    'death',
    'case-closed',
    'injury-decision',
    'asset-written-off',
    'metadata-date',
    'last-of-set',
    'related-record',
  ] as const
  const cases = TRIGGERS.flatMap((event) => CUT_OFFS.map((cutOff) => [event, cutOff] as const))

  test.each(cases)('REQ-9 REQ-13 REG-7 %s on 29 February 2024, cut off by %s', (event, cutOff) => {
    const retention = retentionOf(
      happened(event, '2024-02-29'),
      aScheduleRow({ trigger: byEvent(event), cutOff, period: years(5) }),
    )
    const [startsOn, endsOn] = ENDS[cutOff]
    expect(retention).toMatchObject({ verdict: 'ends', startsOn, endsOn, dueOn: dayAfter(d(endsOn)) })
  })

  test.each<[string, CutOff, number, string, string]>([
    ['the first year that the bureau has', 'next-1-jan', 10, '1949-10-01', '1959-12-31'],
    ['a hundred years from it', 'next-1-jan', 100, '1949-12-31', '2049-12-31'],
    ['a century ahead', 'next-1-jan', 100, '2126-01-01', '2226-12-31'],
    ['a leap day, no cut-off, to a common year', 'none', 5, '2024-02-28', '2029-02-28'],
    ['a leap day, no cut-off, to a leap year', 'none', 100, '2000-02-28', '2100-02-28'],
    ['the last day of a quarter', 'quarter', 3, '2023-12-31', '2026-12-31'],
    ['the first day of a quarter', 'quarter', 3, '2024-01-01', '2027-03-31'],
    ['the last day of a month', 'month', 3, '2024-01-31', '2027-01-31'],
  ])('REQ-13 REG-7 %s (%s, %i years from %s) ends on %s', (_what, cutOff, n, on, endsOn) => {
    const row = aScheduleRow({ cutOff, period: years(n) })
    expect(retentionOf({ formedOn: d(on), events: [] }, row)).toMatchObject({ verdict: 'ends', endsOn })
  })

  test('REQ-9 the explanation names the fact, and which element of the metadata it is', () => {
    const row = aScheduleRow({ trigger: { kind: 'event', event: 'metadata-date', of: 'M41' } })
    const { explanation } = retentionOf(happened('metadata-date', '2020-06-30'), row)
    expect(explain(explanation, 'zh').join('\n')).toContain('元数据项（M41）日期 2020-06-30')
    expect(explain(explanation, 'en').join('\n')).toContain('date of metadata element (M41) 2020-06-30')
  })
})

describe('minimum, maximum and permanent', () => {
  test('REQ-10 REQ-12 FEA-B9 a later end by hand counts up to the longest term of the row, and not a day beyond', () => {
    const row = aScheduleRow({ period: years(10), maximumYears: 15 })
    const facts = (text: string): RecordFacts => ({
      formedOn: d('2019-05-10'),
      events: [],
      manualEndsOn: d(text),
    })
    expect(retentionOf(facts('2034-12-31'), row)).toMatchObject({ endsOn: '2034-12-31' })
    expect(retentionOf(facts('2035-01-01'), row).verdict).toBe('conflict')
  })

  test('REQ-14 permanent wins over any term, unless a rule forbids to keep so long', () => {
    const facts: RecordFacts = { formedOn: d('2019-05-10'), events: [] }
    const forEver = aScheduleRow({ code: 'SI-9-01', period: { kind: 'permanent' } })
    expect(retentionUnder(facts, [aScheduleRow(), forEver]).retention.verdict).toBe('permanent')
    const limited = aScheduleRow({ maximumYears: 20 })
    expect(retentionUnder(facts, [limited, forEver]).retention).toMatchObject({
      verdict: 'conflict',
      reasons: [{ code: 'retention.maximum-exceeded', codes: ['SI-5-03'] }],
    })
  })
})
