import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explain } from '#domain/explanation.ts'
import { plainDate } from '#domain/dates.ts'
import { precedenceOf, ruleFrom, wholeYearsOf, type OwnPeriod, type OwnRule } from '#domain/precedence.ts'
import type { RecordFacts } from '#domain/retention.ts'
import { PERIOD_YEARS, type Period, type ScheduleRow } from '#domain/schedule.ts'
import { rankOf, retentionUnder } from '#domain/several-rules.ts'
import { aScheduleRow, dates } from '#test/support/domain.ts'

const FOR_EVER = { kind: 'permanent' } as const
const ofYears = (years: number) => ({ kind: 'years', years }) as const
const row = (period: Period, more: Partial<ScheduleRow> = {}): ScheduleRow =>
  aScheduleRow({ period, ...more })
const formedIn2019: RecordFacts = { formedOn: plainDate('2019-05-10'), events: [] }
const under = (ownPeriod: OwnPeriod, ...rules: [ScheduleRow, ...ScheduleRow[]]) =>
  retentionUnder({ ...formedIn2019, ownPeriod }, rules).retention

describe('REQ-6 where a file and its class both have a rule', () => {
  test.each([
    ['shorter than the class: the minimum term stands', ofYears(5), ofYears(10), 'class', '2029-12-31'],
    ['as long as the class: law is named', ofYears(10), ofYears(10), 'class', '2029-12-31'],
    ['longer than the class: lengthening is lawful', ofYears(30), ofYears(10), 'file', '2049-12-31'],
    ['for ever beside a term', FOR_EVER, ofYears(10), 'file', undefined],
    ['a term beside for ever', ofYears(100), FOR_EVER, 'class', undefined],
    ['for ever, both', FOR_EVER, FOR_EVER, 'class', undefined],
  ] as const)('REQ-12 %s', (_what, own, period, by, endsOn) => {
    const found = precedenceOf(row(period), own)
    expect(found.by).toBe(by)
    expect(found.reasons).toEqual([
      { code: `precedence.${by}`, codes: ['SI-5-03'], terms: { file: own, class: period } },
    ])
    const retention = under(own, row(period))
    expect(retention.verdict).toBe(endsOn === undefined ? 'permanent' : 'ends')
    expect('endsOn' in retention ? retention.endsOn : undefined).toBe(endsOn)
    expect(retention.reasons).toEqual(found.reasons)
  })

  test('a class that cannot answer is not answered by the file, and beyond its longest lawful term nobody precedes anybody', () => {
    const follows: Period = { kind: 'follows', codes: ['KU-01'] } as never
    expect(precedenceOf(row(follows), ofYears(30))).toEqual({ by: 'class', period: follows, reasons: [] })
    expect(under(ofYears(30), row(ofYears(10), { isActive: false })).verdict).toBe('cannot_evaluate')
    const event = { kind: 'event', event: 'death' } as const
    expect(under(FOR_EVER, row(ofYears(10), { trigger: event })).verdict).toBe('waiting_for_event')
    for (const own of [ofYears(21), FOR_EVER]) {
      const limited = under(own, row(ofYears(10), { maximumYears: 20 }))
      expect(limited.verdict).toBe('conflict')
      expect(limited.reasons.map(({ code }) => code)).toContain('retention.maximum-exceeded')
    }
    expect(under(ofYears(20), row(ofYears(10), { maximumYears: 20 }))).toMatchObject({ endsOn: '2039-12-31' })
  })

  test('the explanation says in both languages which rule precedes which, and why', () => {
    const longer = under(ofYears(30), row(ofYears(10))).explanation
    expect(explain(longer, 'zh').join('\n')).toContain(
      '单独期限优先于类别规则：类别期限为最短期限，可延长不可缩短（令3）：SI-5-03、单独 30 年，类别 10 年',
    )
    expect(explain(longer, 'zh')[0]).toContain('10 年（最短期限），单独期限 30 年')
    expect(explain(longer, 'en').join('\n')).toContain('The rule of this record precedes that of its class')
    expect(explain(longer, 'en').join('\n')).toContain('SI-5-03, record 30 years, class 10 years')
    const shorter = under(ofYears(5), row(ofYears(10))).explanation
    expect(explain(shorter, 'zh').join('\n')).toContain('类别规则优先于单独期限')
    expect(explain(shorter, 'en').join('\n')).toContain('The rule of the class precedes that of this record')
    const ever = under(FOR_EVER, row(ofYears(10))).explanation
    expect(explain(ever, 'zh')[0]).toContain('10 年（最短期限），单独期限永久')
    expect(explain(ever, 'en')[0]).toContain('10 years (minimum term), permanent by the rule of this record')
  })

  test('REQ-14 of several rules of the class each is preceded or not by itself, and the longest wins', () => {
    const rules = [row(ofYears(10)), row(ofYears(50), { code: 'KU-16' })] as const
    expect(under(ofYears(30), ...rules)).toMatchObject({ endsOn: '2069-12-31' })
    expect(under(ofYears(60), ...rules)).toMatchObject({ endsOn: '2079-12-31' })
  })

  const periods: fc.Arbitrary<OwnPeriod> = fc.oneof(
    fc.constant(FOR_EVER),
    fc.constantFrom(...PERIOD_YEARS).map((years) => ofYears(years)),
  )

  test('REQ-12 no rule of a file ever shortens, and the order of the rules plays no part', () => {
    fc.assert(
      fc.property(dates(1990, 2030), periods, periods, periods, (formedOn, own, one, other) => {
        const facts: RecordFacts = { formedOn, events: [] }
        const rules = [row(one), row(other, { code: 'KU-16' })] as const
        const alone = retentionUnder(facts, rules).retention
        const both = retentionUnder({ ...facts, ownPeriod: own }, rules).retention
        const turned = retentionUnder({ ...facts, ownPeriod: own }, [rules[1], rules[0]]).retention
        expect(rankOf(both.verdict)).toBeGreaterThanOrEqual(rankOf(alone.verdict))
        if (alone.verdict === 'ends' && both.verdict === 'ends')
          expect(both.endsOn >= alone.endsOn).toBe(true)
        expect([turned.verdict, 'endsOn' in turned && turned.endsOn]).toEqual([
          both.verdict,
          'endsOn' in both && both.endsOn,
        ])
      }),
    )
  })
})

test('a rule in force bears the names of two persons, and an appraisal’s longer term counts beside it', () => {
  const proposal = {
    id: 'rule',
    period: ofYears(30),
    reason: '诉讼',
    proposedBy: 'one',
    proposedOn: plainDate('2026-01-05'),
  }
  const by = { confirmedBy: 'other', confirmedOn: plainDate('2026-01-06') }
  const ownRule: OwnRule | null = ruleFrom(proposal, by)
  expect(ownRule).toEqual({ id: 'rule', period: ofYears(30), reason: '诉讼', proposedBy: 'one', ...by })
  expect(ruleFrom({ ...proposal, period: { kind: 'class' } }, by)).toBeNull()
  expect(wholeYearsOf(row(ofYears(10)), { ownRule, extendedYears: null })).toBe(30)
  expect(wholeYearsOf(row(ofYears(10)), { ownRule, extendedYears: 50 })).toBe(50)
  expect(wholeYearsOf(row(FOR_EVER), { ownRule, extendedYears: null })).toBeNull()
})
