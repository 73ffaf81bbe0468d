import { describe, expect, test } from 'vitest'
import {
  CONFIDENCES,
  isRecordFact,
  isTriggerEvent,
  isUsable,
  PERIOD_YEARS,
  rulesFor,
  TRIGGER_EVENTS,
} from '#domain/schedule.ts'
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
    expect(usable).toEqual(['V', 'V2', 'R', 'C'])
  })

  test('REG-5 knows the grades from 100 to 5 and the legacy ones', () => {
    expect(PERIOD_YEARS).toEqual([100, 50, 30, 25, 15, 10, 5, 3])
  })
})

test('REQ-9 knows the events that start a clock, and no others', () => {
  for (const kind of ['formed', 'none', 'Death', 'toString', '', undefined, null, 1]) {
    expect(isTriggerEvent(kind)).toBe(false)
  }
  expect(TRIGGER_EVENTS.filter(isTriggerEvent)).toEqual([
    'death',
    'case-closed',
    'injury-decision',
    'asset-written-off',
    'metadata-date',
    'last-of-set',
    'related-record',
  ])
  expect(TRIGGER_EVENTS.filter(isRecordFact)).toEqual(['metadata-date', 'last-of-set', 'related-record'])
})

test('REQ-14 the rules of a class are its own row and those that name it, and none without its own', () => {
  const own = aScheduleRow()
  const other = aScheduleRow({ code: 'SI-9-01', alsoFor: ['SI-5-03', 'SI-1-01'] })
  const stranger = aScheduleRow({ code: 'SI-9-02' })
  expect(rulesFor('SI-5-03', [stranger, other, own])).toEqual([own, other])
  expect(rulesFor('SI-9-02', [stranger, other, own])).toEqual([stranger])
  expect(rulesFor('SI-1-01', [stranger, other, own])).toBeUndefined()
})
