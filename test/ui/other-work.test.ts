import { expect, test } from 'vitest'
import type { DEADLINE_STATES } from '#domain/vocabulary.ts'
import {
  otherWorkIn,
  withOther,
  type OtherWork,
  type OtherWorkList,
} from '#ui/screens/worklist/other-work.ts'

const work = (id: string, deadline: (typeof DEADLINE_STATES)[number]): OtherWork => {
  const shared = { id, dueOn: '2027-03-16', daysLeft: 0, deadline }
  const about = {
    archivalCode: null,
    classCode: 'SI-5-03',
    unitName: { zh: '失业保险科', en: 'Unemployment' },
  }
  return {
    ...shared,
    kind: 'mark',
    item: { ...shared, ...about, recordId: id, foundAt: '2027-03-10T01:00:00Z' },
  }
}
const other: OtherWorkList = {
  items: [work('mark/1', 'overdue'), work('mark/2', 'on-time')],
  isCapped: false,
}
const tasks = { count: 3, isCapped: false }

test('PRM-6 one count stands in the rail, the view and above the queue: tasks and what stands beside them', () => {
  expect(withOther(tasks, otherWorkIn('mine', other))).toEqual({ count: 5, isCapped: false })
  expect(withOther(tasks, otherWorkIn('overdue', other))).toEqual({ count: 4, isCapped: false })
  for (const view of ['group', 'delegated', 'team', 'done'] as const)
    expect(withOther(tasks, otherWorkIn(view, other))).toEqual(tasks)
})

test('a count that was capped on either side says so', () => {
  expect(withOther({ ...tasks, isCapped: true }, other).isCapped).toBe(true)
  expect(withOther(tasks, { ...other, isCapped: true }).isCapped).toBe(true)
  const onTime = { items: [work('mark/2', 'on-time')], isCapped: true }
  expect(otherWorkIn('overdue', onTime)).toEqual({ items: [], isCapped: false })
})
