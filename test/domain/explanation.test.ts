import { describe, expect, test } from 'vitest'
import { plainDate } from '#domain/dates.ts'
import { explain, explainTransfer, REASON_CODES, type RetentionExplanation } from '#domain/explanation.ts'
import { retentionOf } from '#domain/retention.ts'
import { aScheduleRow } from '#test/support/domain.ts'

const d = plainDate
const tenYears = retentionOf({ formedOn: d('2026-12-24'), events: [] }, aScheduleRow()).explanation

describe('an answer without a date says why', () => {
  test('FEA-B15 an unconfirmed row', () => {
    const { explanation } = retentionOf({ events: [] }, aScheduleRow({ isActive: false }))
    expect(explain(explanation, 'zh')).toContain('该期限条目未经确认，不得据以处置')
    expect(explain(explanation, 'en')).toContain('The facts do not suffice; nothing is computed')
  })

  test('FEA-B15 an event that awaits its confirmation, named with its date', () => {
    const row = aScheduleRow({ trigger: { kind: 'event', event: 'death' }, period: { kind: 'permanent' } })
    const { explanation } = retentionOf(
      { events: [{ kind: 'death', on: d('2024-02-29'), confirmed: false }] },
      row,
    )
    expect(explain(explanation, 'zh')).toContain('事件尚待第二人确认：死亡、2024-02-29')
    expect(explain(explanation, 'en')).toContain(
      'The event awaits confirmation by a second person: death, 2024-02-29',
    )
  })

  test('FEA-B15 every reason has its own sentence in both languages', () => {
    for (const language of ['zh', 'en'] as const) {
      const sentences = REASON_CODES.map((code) =>
        explain({ ...tenYears, reasons: [{ code }] }, language).at(-1),
      )
      expect(new Set(sentences).size).toBe(REASON_CODES.length)
    }
  })
})

describe('a date explains itself', () => {
  test('FEA-B15 REQ-11 ten years, in Chinese', () => {
    expect(explain(tenYears, 'zh')).toEqual([
      '规则 SI-5-03 失业保险待遇核定材料：10 年（最短期限），依据 令第3号附件 五类 第3项',
      '期限表版本 LING3-2009',
      '起算事实：形成日期 2026-12-24',
      '起算日：2026-12-24 → 次年 1 月 1 日 2027-01-01',
      '2027-01-01 ＋ 10 年 − 1 天 ＝ 2036-12-31',
      '2036-12-31 保管期满，2037-01-01 起到期鉴定',
    ])
  })

  test('FEA-B15 REQ-11 ten years, in English', () => {
    expect(explain(tenYears, 'en')).toEqual([
      'Rule SI-5-03 失业保险待遇核定材料: 10 years (minimum term); source 令第3号附件 五类 第3项',
      'Schedule version LING3-2009',
      'Trigger: formed on 2026-12-24',
      'Start of the term: 2026-12-24 → 1 January of the next year 2027-01-01',
      '2027-01-01 + 10 years − 1 day = 2036-12-31',
      'Retention ends on 2036-12-31; due for appraisal from 2037-01-01',
    ])
  })

  test('FEA-B14 REQ-15 an extension and the date it replaced are both named', () => {
    const { explanation } = retentionOf(
      {
        formedOn: d('2026-12-24'),
        events: [],
        extendedYears: 15,
        manualEndsOn: d('2042-06-30'),
        earlier: [{ endsOn: d('2036-12-31'), computedOn: d('2027-01-06') }],
      },
      aScheduleRow(),
    )
    const zh = explain(explanation, 'zh')
    expect(zh[0]).toContain('10 年（最短期限），经鉴定延长为 15 年')
    expect(zh).toContain('人工确定的截止日晚于计算结果，以晚者为准：2041-12-31 → 2042-06-30')
    expect(zh.at(-1)).toBe('此前结果：2036-12-31（2027-01-06 计算）')
    expect(explain(explanation, 'en')[0]).toContain(
      '10 years (minimum term), extended by appraisal to 15 years',
    )
  })

  test('FEA-B15 permanent has no arithmetic', () => {
    const row = aScheduleRow({ period: { kind: 'permanent' } })
    const { explanation } = retentionOf({ formedOn: d('2026-12-24'), events: [] }, row)
    expect(explain(explanation, 'zh')).toContain('永久保管，无到期日')
    expect(explain(explanation, 'zh').join()).not.toContain('＝')
  })

  test('REQ-13 FEA-B5 accounting names the fiscal year', () => {
    const row = aScheduleRow({ trigger: { kind: 'fiscal-year-end' }, cutOff: 'fiscal-year' })
    const { explanation } = retentionOf({ formedOn: d('2026-03-31'), events: [] }, row)
    expect(explain(explanation, 'zh').slice(2, 4)).toEqual([
      '起算事实：会计年度终了 2026-12-31',
      '起算日：2026-12-31 → 会计年度终了后第一天 2027-01-01',
    ])
    expect(explain(explanation, 'en')[2]).toBe('Trigger: end of the fiscal year 2026-12-31')
  })

  test('FEA-B15 an explanation that was stored is read aloud the same', () => {
    const stored: RetentionExplanation = JSON.parse(JSON.stringify(tenYears))
    expect(explain(stored, 'zh')).toEqual(explain(tenYears, 'zh'))
  })
})

describe('the day of a transfer explains itself', () => {
  test('FEA-B15 REG-7 five years after the death of a retiree', () => {
    const rule = { kind: 'after', from: 'event:death', years: 5, to: 'general-archives' } as const
    const days = { start: d('2026-03-05'), dueOn: d('2031-03-05') }
    expect(explainTransfer(rule, days, 'zh')).toBe(
      '应移交：死亡日期 2026-03-05 ＋ 5 年 ＝ 2031-03-05，移交综合档案部门',
    )
    expect(explainTransfer(rule, days, 'en')).toBe(
      'Transfer due: date of death 2026-03-05 + 5 years = 2031-03-05, to the general archives unit',
    )
  })

  test('FEA-B15 REG-15 ten years after formation, and on the day of an event itself', () => {
    const formed = { kind: 'after', from: 'formed', years: 10, to: 'city-archive' } as const
    expect(explainTransfer(formed, { start: d('2014-05-06'), dueOn: d('2024-05-06') }, 'zh')).toBe(
      '应移交：形成日期 2014-05-06 ＋ 10 年 ＝ 2024-05-06，移交市档案馆',
    )
    const atOnce = { kind: 'after', from: 'event:death', years: 0, to: 'same-level-archive' } as const
    expect(explainTransfer(atOnce, { start: d('2026-03-05'), dueOn: d('2026-03-05') }, 'en')).toBe(
      'Transfer due: date of death 2026-03-05 = 2026-03-05, to the archive of the same level',
    )
  })
})
