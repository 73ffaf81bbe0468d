import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type RuleCells, type ScheduleCells, scheduleRowOf } from '#domain/schedule-rows.ts'
import { isUsable } from '#domain/schedule.ts'

const schedule: ScheduleCells = {
  code: 'SI-5-03',
  category_zh: '失业保险待遇类',
  item_zh: '失业保险待遇核定材料',
  retention: '10',
  source: '令第3号附件 五类 第3项; [V] seen in text',
}
const rule: RuleCells = {
  code: 'SI-5-03',
  family: 'business',
  trigger: 'formed',
  cut_off: 'next-1-jan',
  period_years: '10',
  follows: '',
  at_expiry: 'appraise',
  transfer_due: 'none',
  scan_policy_default: 'always',
  usual_definition: 'paper-file or electronic-item',
  may_be_active: 'yes',
  confidence_of_period: 'V',
  basis_of_trigger: '令3: from 1 January of the year after formation [V]',
}

type Spoiled = { readonly schedule?: Partial<ScheduleCells>; readonly rule?: Partial<RuleCells> }

function parse(over: Spoiled = {}) {
  return scheduleRowOf({
    scheduleVersion: 'LING3-2009',
    schedule: { ...schedule, ...over.schedule },
    rule: { ...rule, ...over.rule },
  })
}

describe('a doubtful cell is a refusal', () => {
  test.each<[string, Spoiled]>([
    ['schedule.code-invalid', { schedule: { code: 'si-5-03' }, rule: { code: 'si-5-03' } }],
    ['schedule.codes-differ', { rule: { code: 'SI-5-04' } }],
    ['schedule.title-missing', { schedule: { item_zh: ' ' } }],
    ['schedule.periods-differ', { schedule: { retention: '30' } }],
    ['schedule.periods-differ', { rule: { period_years: '5' } }],
    ['schedule.periods-differ', { rule: { period_years: '' } }],
    ['schedule.source-missing', { schedule: { source: '' } }],
    ['schedule.source-missing', { schedule: { source: '[V] seen in text' } }],
    ['schedule.source-missing', { schedule: { source: ' ; [V] seen in text' } }],
    ['schedule.confidence-missing', { schedule: { source: '令第3号附件 五类 第3项' } }],
    ['schedule.confidence-missing', { schedule: { source: '令第3号附件 五类 第3项; [X] seen' } }],
    ['schedule.confidence-differs', { rule: { confidence_of_period: '?' } }],
    ['schedule.confidence-differs', { schedule: { source: '令第3号附件; [?] proposed' } }],
    ['schedule.family-unknown', { rule: { family: 'misc' } }],
    ['schedule.trigger-unknown', { rule: { trigger: 'event:birth' } }],
    ['schedule.trigger-unknown', { rule: { trigger: '' } }],
    ['schedule.trigger-unknown', { rule: { trigger: 'none' } }],
    ['schedule.cut-off-unknown', { rule: { cut_off: 'next-month' } }],
    ['schedule.period-unknown', { schedule: { retention: '12' }, rule: { period_years: '12' } }],
    ['schedule.period-unknown', { schedule: { retention: '0' }, rule: { period_years: '0' } }],
    ['schedule.period-unknown', { schedule: { retention: '10.0' }, rule: { period_years: '10.0' } }],
    ['schedule.period-unknown', { rule: { follows: 'KU-16 vouchers' } }],
    ['schedule.follows-unknown', { rule: { follows: 'accounting rule' } }],
    ['schedule.expiry-unknown', { rule: { at_expiry: 'destroy' } }],
    ['schedule.expiry-unknown', { rule: { at_expiry: 'toString' } }],
    ['schedule.expiry-unfit', { rule: { at_expiry: 'none' } }],
    ['schedule.expiry-unfit', { schedule: { retention: 'permanent' }, rule: { period_years: 'permanent' } }],
    ['schedule.transfer-unknown', { rule: { transfer_due: 'formed + 10 years' } }],
    [
      'schedule.transfer-unknown',
      { rule: { transfer_due: 'formed + ten years, to the city archive (county rule)' } },
    ],
    [
      'schedule.transfer-unknown',
      { rule: { transfer_due: 'none + 10 years, to the general archives unit' } },
    ],
    ['schedule.scan-policy-unknown', { rule: { scan_policy_default: 'sometimes' } }],
  ])('REQ-3 FEA-B19 %s: %j', (code, over) => {
    expect(parse(over)).toMatchObject({ kind: 'refused', code })
  })

  test('FEA-B19 a refusal names the row and the cell', () => {
    expect(parse({ rule: { cut_off: 'next-month' } })).toMatchObject({ row: 'SI-5-03', cell: 'next-month' })
  })
})

describe('a row that is not confirmed stays inactive', () => {
  test.each(['no: confirm first', 'no', 'Yes', ' yes', ''])(
    'REG-6 may_be_active "%s" is not active',
    (answer) => {
      expect(parse({ rule: { may_be_active: answer } })).toMatchObject({
        kind: 'ok',
        row: { isActive: false },
      })
    },
  )

  test('REG-6 a proposal stays inactive even when the table says yes', () => {
    const proposed = parse({
      schedule: { source: '令第3号附件; [?] proposed by analogy' },
      rule: { confidence_of_period: '?', may_be_active: 'yes' },
    })
    expect(proposed).toMatchObject({ kind: 'ok', row: { isActive: false, confidence: '?' } })
  })

  test('REG-6 property: no cells whatever make an active row without source or of confidence ?', () => {
    const tag = fc.constantFrom('[V]', '[V2]', '[R]', '[?]', '')
    const source = fc.tuple(
      fc.constantFrom('', ' ', '令第3号', '[?]'),
      fc.constantFrom('; ', ''),
      tag,
      fc.constantFrom('', ' seen'),
    )
    const confidence = fc.constantFrom('V', 'V2', 'R', '?', '')
    const active = fc.constantFrom('yes', 'no: confirm first', '')
    let accepted = 0
    fc.assert(
      fc.property(source, confidence, active, (parts, confidence_of_period, may_be_active) => {
        const parsed = parse({
          schedule: { source: parts.join('') },
          rule: { confidence_of_period, may_be_active },
        })
        if (parsed.kind === 'refused') return
        accepted += 1
        expect(parsed.row.isActive).toBe(isUsable(parsed.row))
        expect(parsed.row.source).not.toBe('')
      }),
      { numRuns: 1000 },
    )
    expect(accepted).toBeGreaterThan(10)
  })
})

describe('a good row', () => {
  test('REQ-3 cites source, trigger, cut-off, term and action', () => {
    expect(parse()).toEqual({
      kind: 'ok',
      row: {
        code: 'SI-5-03',
        scheduleVersion: 'LING3-2009',
        family: 'business',
        categoryZh: '失业保险待遇类',
        titleZh: '失业保险待遇核定材料',
        trigger: { kind: 'formed' },
        cutOff: 'next-1-jan',
        period: { kind: 'years', years: 10 },
        atExpiry: 'appraise',
        transfer: { kind: 'none' },
        scanPolicy: 'always',
        isActive: true,
        source: '令第3号附件 五类 第3项',
        confidence: 'V',
        confidenceNote: 'seen in text',
        triggerBasis: '令3: from 1 January of the year after formation [V]',
      },
    })
  })

  test.each([
    [
      'formed + 10 years, to the city archive (county rule)',
      { from: 'formed', years: 10, to: 'city-archive' },
    ],
    [
      'formed + 10 years, to the city archive (county rule); documents of administrative organs: next year (seed)',
      {
        from: 'formed',
        years: 10,
        to: 'city-archive',
        note: 'documents of administrative organs: next year (seed)',
      },
    ],
    [
      'event:death + 5 years, to the general archives unit',
      { from: 'event:death', years: 5, to: 'general-archives' },
    ],
    [
      'event:death, to the archive of the same level',
      { from: 'event:death', years: 0, to: 'same-level-archive' },
    ],
  ])('REG-15 reads "%s"', (transfer_due, transfer) => {
    expect(parse({ rule: { transfer_due } })).toMatchObject({
      row: { transfer: { kind: 'after', ...transfer } },
    })
  })

  test('a row that follows the accounting rule names every row it follows', () => {
    const follows = parse({
      schedule: { retention: 'per-accounting-rule' },
      rule: {
        period_years: '',
        follows: 'KU-16 vouchers; KU-17 ledgers; KU-18/19 statements',
        at_expiry: 'see KU rows',
      },
    })
    expect(follows).toMatchObject({
      row: {
        trigger: { kind: 'follows', codes: ['KU-16', 'KU-17', 'KU-18', 'KU-19'] },
        period: { kind: 'follows' },
        atExpiry: 'follows',
      },
    })
  })
})
