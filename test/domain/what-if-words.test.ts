import { expect, test } from 'vitest'
import { plainDate } from '#domain/dates.ts'
import type { ScheduleRow } from '#domain/schedule.ts'
import { movementOf } from '#domain/what-if.ts'
import { explainMovement } from '#domain/what-if-words.ts'
import { aScheduleRow } from '#test/support/domain.ts'

const ofYears = (years: number, more: Partial<ScheduleRow> = {}): ScheduleRow =>
  aScheduleRow({ period: { kind: 'years', years }, ...more })
const facts = { formedOn: plainDate('2015-07-01'), events: [] }
const today = plainDate('2026-11-22')

test('FEA-B16 no row is said in words, in both languages', () => {
  const movement = movementOf(facts, { from: [ofYears(10)], to: [] }, today)
  expect(explainMovement(movement, 'zh')).toEqual([
    '依据不足，无法计算：2025-12-31 → 无法计算',
    '新版本没有适用于本类别的条目',
  ])
  expect(explainMovement(movement, 'en')).toEqual([
    'The facts do not suffice: 2025-12-31 → cannot be computed',
    'The new version has no row for this class',
  ])
})

test('FEA-B15 a movement says how far, and why the new date is what it is', () => {
  const movement = movementOf(
    facts,
    { from: [ofYears(10)], to: [ofYears(30, { scheduleVersion: 'LING3-2027' })] },
    today,
  )
  expect(explainMovement(movement, 'zh')).toEqual(
    expect.arrayContaining([
      '到期日推迟 20 年：2025-12-31 → 2045-12-31',
      '期限表版本 LING3-2027',
      '2016-01-01 ＋ 30 年 − 1 天 ＝ 2045-12-31',
    ]),
  )
  expect(explainMovement(movement, 'en')[0]).toBe('Ends later by 20 years: 2025-12-31 → 2045-12-31')
})

test('FEA-B16 what falls due at once and what is to be transferred are said beside the date', () => {
  const sent = ofYears(10, { transfer: { kind: 'after', from: 'formed', years: 10, to: 'city-archive' } })
  const movement = movementOf(facts, { from: [ofYears(30, { cutOff: 'none' })], to: [sent] }, today)
  expect(explainMovement(movement, 'en').slice(0, 3)).toEqual([
    'Ends earlier by 7122 days: 2045-07-01 → 2025-12-31',
    'Due on the day of the activation; an appraisal is to be planned',
    'Day of transfer: none → 2025-07-01',
  ])
})
