import { expect, test } from 'vitest'
import { plainDate } from '#domain/dates.ts'
import { isReviewOverdue, nextReview, reminderOf, whyReviewedOn } from '#domain/vital.ts'

const d = plainDate

test.each([
  ['2024-01-31', 1, '2024-02-29'],
  ['2023-01-31', 1, '2023-02-28'],
  ['2024-08-31', 3, '2024-11-30'],
  ['2024-12-15', 1, '2025-01-15'],
  ['2024-02-29', 12, '2025-02-28'],
  ['2024-02-29', 60, '2029-02-28'],
])('REQ-33 FEA-B20 a review of %s is due again %i months later on %s', (from, cycleMonths, on) => {
  expect(nextReview({ countedFrom: d(from), cycleMonths })).toBe(on)
})

test('REQ-33 a review is overdue from the day after its last day', () => {
  expect(isReviewOverdue(d('2024-02-29'), d('2024-02-29'))).toBe(false)
  expect(isReviewOverdue(d('2024-02-29'), d('2024-03-01'))).toBe(true)
})

test.each([
  ['2027-03-16', null],
  ['2027-03-17', 'due'],
  ['2027-03-22', 'due'],
  ['2027-03-23', 'overdue'],
] as const)(
  'REQ-33 a review of 2027-03-22 is told of on %s, three working days before: %s',
  (today, told) => {
    const calendar = { holidays: new Set<never>(), makeUpWorkdays: new Set<never>() }
    expect(reminderOf(d('2027-03-22'), { today: d(today), calendar })).toBe(told)
  },
)

test('REQ-33 the day of the next review is explained from what it is counted', () => {
  const on = d('2024-01-31')
  const vital = { reason: '-', cycleMonths: 1, setBy: 'a', setOn: on, countedFrom: on, review: null }
  expect(whyReviewedOn(vital).en).toContain(
    'counted from the day it became vital, 2024-01-31: due on 2024-02-29',
  )
  const review = { on, by: 'a', note: '-', isCopyReadable: true }
  expect(whyReviewedOn({ ...vital, review }).zh).toContain('自上次复查 2024-01-31 起每 1 个月')
})
