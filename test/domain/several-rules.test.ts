import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainDate } from '#domain/dates.ts'
import { explain } from '#domain/explanation.ts'
import type { RecordFacts } from '#domain/retention.ts'
import { rankOf, retentionUnder } from '#domain/several-rules.ts'
import { PERIOD_YEARS, type ScheduleRow } from '#domain/schedule.ts'
import { aScheduleRow, dates } from '#test/support/domain.ts'

const formedIn2019: RecordFacts = { formedOn: plainDate('2019-05-10'), events: [] }
const ofYears = (code: string, years: number, more: Partial<ScheduleRow> = {}): ScheduleRow =>
  aScheduleRow({ code, period: { kind: 'years', years }, ...more })

describe('several rules never shorten and never decide what one of them cannot', () => {
  test('REQ-14 FEA-B11 a rule that cannot be evaluated leaves no date, however clear the other is', () => {
    const { retention, row } = retentionUnder(formedIn2019, [
      ofYears('KU-16', 30),
      ofYears('KU-17', 10, { isActive: false }),
    ])
    expect([retention.verdict, row.code]).toEqual(['cannot_evaluate', 'KU-17'])
  })

  test('REQ-14 FEA-B9 a longest term that another rule forbids is a conflict, and both rules are named', () => {
    const { retention } = retentionUnder(formedIn2019, [
      ofYears('SI-1-02', 100),
      ofYears('SI-1-04', 10, { maximumYears: 30 }),
    ])
    expect(retention.verdict).toBe('conflict')
    expect(retention.reasons).toContainEqual({
      code: 'retention.maximum-exceeded',
      codes: ['SI-1-04'],
      on: ['2119-12-31'],
    })
    expect(retention.explanation).not.toHaveProperty('dueOn')
    expect(explain(retention.explanation, 'zh').join('\n')).toContain('最长期限')
    expect(explain(retention.explanation, 'en').join('\n')).toContain('longest term')
  })

  test('REQ-14 FEA-B9 permanent beside a longest lawful term is a conflict', () => {
    const permanent = aScheduleRow({ code: 'SI-1-01', period: { kind: 'permanent' } })
    const { retention } = retentionUnder(formedIn2019, [
      permanent,
      ofYears('SI-1-04', 10, { maximumYears: 30 }),
    ])
    expect(retention.verdict).toBe('conflict')
  })

  test('FEA-B9 one rule whose extension goes beyond its own longest term is a conflict, and a shorter one is not', () => {
    const rule = ofYears('SI-1-04', 10, { maximumYears: 20 })
    expect(retentionUnder({ ...formedIn2019, extendedYears: 21 }, [rule]).retention.verdict).toBe('conflict')
    expect(retentionUnder({ ...formedIn2019, extendedYears: 20 }, [rule]).retention).toMatchObject({
      verdict: 'ends',
      endsOn: '2039-12-31',
    })
  })

  test('REQ-14 FEA-B11 the longest wins and says over which rules', () => {
    const { retention, row } = retentionUnder(formedIn2019, [ofYears('KU-17', 10), ofYears('KU-16', 30)])
    expect([row.code, retention.verdict]).toEqual(['KU-16', 'ends'])
    expect(retention).toMatchObject({ endsOn: '2049-12-31' })
    expect(retention.reasons).toEqual([{ code: 'rules.longest-wins', codes: ['KU-17'] }])
    expect(explain(retention.explanation, 'en').at(-1)).toContain('KU-17')
  })

  test('REQ-14 FEA-B11 an event that has not come outlasts any date, and permanent outlasts both', () => {
    const byDeath = aScheduleRow({ code: 'RS-02', trigger: { kind: 'event', event: 'death' } })
    const permanent = aScheduleRow({ code: 'SI-1-01', period: { kind: 'permanent' } })
    expect(retentionUnder(formedIn2019, [ofYears('KU-16', 100), byDeath]).row.code).toBe('RS-02')
    expect(retentionUnder(formedIn2019, [byDeath, permanent]).row.code).toBe('SI-1-01')
    expect([rankOf('ends'), rankOf('waiting_for_event'), rankOf('permanent')]).toEqual([0, 1, 2])
  })

  test('REQ-14 FEA-B11 property: whatever the order of the rules, the end is the latest of theirs', () => {
    const terms = fc.array(fc.constantFrom(...PERIOD_YEARS), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(dates(1949, 2100), terms, (formedOn, years) => {
        const rules = years.map((count, index) => ofYears(`KU-${10 + index}`, count))
        const [first, ...others] = rules
        if (first === undefined) throw new Error('there is a rule')
        const forwards = retentionUnder({ formedOn, events: [] }, [first, ...others]).retention
        const [last, ...before] = rules.toReversed()
        if (last === undefined) throw new Error('there is a rule')
        const backwards = retentionUnder({ formedOn, events: [] }, [last, ...before]).retention
        const latest = `${Number(formedOn.slice(0, 4)) + Math.max(...years)}-12-31`
        expect([forwards, backwards]).toEqual([
          expect.objectContaining({ verdict: 'ends', endsOn: latest }),
          expect.objectContaining({ verdict: 'ends', endsOn: latest }),
        ])
      }),
    )
  })
})
