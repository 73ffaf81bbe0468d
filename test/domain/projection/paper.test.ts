import { describe, expect, test } from 'vitest'
import { BATCH_REDUCERS } from '#domain/projection/batch.ts'
import { clearPaper } from '#domain/projection/paper.ts'
import type { RecordedEvent } from '#domain/events.ts'
import { fold } from '#domain/projection.ts'
import { confirmDue } from '#domain/acts/engine.ts'
import { started } from '#test/support/decided-lives.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'
import { destroyed } from '#test/support/destroyed.ts'
import { shelved } from '#test/support/paper-lives.ts'

const at = { at: '2038-01-01T00:00:00.000Z' } as RecordedEvent

describe('paper that is gone', () => {
  test.each(['destroyed', 'transferred'] as const)(
    'FEA-D17 frees its place on the shelf by that act: %s',
    (reason) => {
      const world = new World()
      const rows = world.rows(shelved(world))
      clearPaper(rows, at, reason)
      expect(rows.all('placement')).toMatchObject([{ freedAt: at.at, freedReason: reason }])
      expect(rows.all('recordItem').every(({ title }) => (title === null) === (reason === 'destroyed'))).toBe(
        true,
      )
    },
  )

  test('PRM-8 leaves entries without words, as a fold does whose personal values were erased', () => {
    const world = new World()
    const id = shelved(world)
    const rows = world.rows(id)
    clearPaper(rows, at, 'destroyed')
    const erased = (world.history.get(id) ?? []).map(
      ({ personal: _gone, ...event }) => event as RecordedEvent,
    )
    expect(fold(erased).all('recordItem')).toEqual(rows.all('recordItem'))
  })
})

test('PRM-8 no word of the contents list is left when our copy of what was transferred is released', () => {
  const world = new World()
  const id = shelved(world)
  const rows = world.rows(id)
  const release = BATCH_REDUCERS['record.released']
  if (release === undefined) throw new Error('a release changes rows')
  release(rows, { ...at, type: 'record.released', data: { batchId: 'batch', copies: 1 } })
  const erased = (world.history.get(id) ?? []).map(({ personal: _gone, ...event }) => event as RecordedEvent)
  expect(rows.all('recordItem')).toHaveLength(2)
  expect(rows.all('recordItem').every(({ title }) => title === null)).toBe(true)
  expect(rows.all('recordItem')).toEqual(fold(erased).all('recordItem'))
})

test('PRM-2 the rows of a paper file are the fold of its events', () => {
  const world = new World()
  const id = shelved(world)
  const folded = fold(world.history.get(id) ?? [])
  for (const table of ['record', 'recordItem', 'scanPass', 'placement', 'digitalObject'] as const)
    expect(folded.all(table)).toEqual(world.rows(id).all(table))
})

test('FEA-D17 PRM-8 a paper file that is destroyed stands nowhere any more, and no word of its contents list is left', () => {
  const world = new World('2027-03-01')
  const id = shelved(world)
  world.must(PEOPLE.engine, (facts) => confirmDue(facts, { recordId: id }))
  destroyed(world, started(world, [id]))
  const rows = world.rows(id)
  expect(rows.must('record', id)).toMatchObject({ placeStep: 'destroyed' })
  expect(rows.all('placement')).toMatchObject([{ freedReason: 'destroyed' }])
  expect(
    rows.all('recordItem').map(({ title, responsible, documentNo }) => [title, responsible, documentNo]),
  ).toEqual([
    [null, null, null],
    [null, null, null],
  ])
})
