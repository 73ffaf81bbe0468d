import { describe, expect, test } from 'vitest'
import { CONFIDENCES, isUsable, PERIOD_YEARS } from '#domain/schedule.ts'
import { aScheduleRow } from '#test/support/domain.ts'

describe('what a row must have to count', () => {
  test.each([
    ['an inactive row', { isActive: false }],
    ['a proposal, even if it calls itself active', { confidence: '?' as const }],
    ['a row without source', { source: '' }],
    ['a row with a blank source', { source: ' \t' }],
  ])('REG-6 refuses %s', (_what, over) => {
    expect(isUsable(aScheduleRow(over))).toBe(false)
  })

  test('REG-6 counts an active row with a source and any confidence but ?', () => {
    const usable = CONFIDENCES.filter((confidence) => isUsable(aScheduleRow({ confidence })))
    expect(usable).toEqual(['V', 'V2', 'R'])
  })

  test('REG-5 knows the grades from 100 to 5 and the legacy ones', () => {
    expect(PERIOD_YEARS).toEqual([100, 50, 30, 25, 15, 10, 5, 3])
  })
})
