import { expect, test } from 'vitest'
import { keyOf, Rows, type RegisterEntryRow, type TaskRow } from '#domain/state.ts'

const task = { id: 't', state: 'open' } as TaskRow

test('rows that were read do not count as changed, rows that were put do', () => {
  const rows = new Rows()
  rows.load('task', task)
  expect(rows.touched('task')).toEqual([])
  rows.change('task', 't', { state: 'claimed' })
  expect(rows.touched('task')).toEqual([{ id: 't', state: 'claimed' }])
  expect(rows.all('job')).toEqual([])
})

test('a copy changes alone, and starts with nothing changed', () => {
  const rows = new Rows()
  rows.put('task', task)
  const copy = rows.copy()
  expect(copy.touched('task')).toEqual([])
  copy.change('task', 't', { state: 'completed' })
  expect(rows.must('task', 't').state).toBe('open')
  expect(rows.has('task', task)).toBe(true)
})

test('a row that is not there is said, not invented', () => {
  const rows = new Rows()
  expect(rows.get('task', 't')).toBeUndefined()
  expect(() => rows.must('task', 't')).toThrow(/no task t/)
  expect(() => rows.change('task', 't', {})).toThrow(/no task t/)
})

test('a register entry is known by its record', () => {
  expect(keyOf('registerEntry', { recordId: 'r' } as RegisterEntryRow)).toBe('r')
  expect(keyOf('task', task)).toBe('t')
})
