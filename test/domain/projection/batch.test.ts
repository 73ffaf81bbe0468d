import { expect, test } from 'vitest'
import { fold } from '#domain/projection.ts'
import { BATCH_REDUCERS } from '#domain/projection/batch.ts'
import { does } from '#test/support/decided-lives.ts'
import { checks, packs, readyBatch, sentBatchOf, transferDue } from '#test/support/decided-batches.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'

test('PRM-1 the rows of a batch are the fold of its events and of nothing else', () => {
  const world = new World()
  const batchId = sentBatchOf(world, [transferDue(world)])
  const folded = fold(world.history.get(batchId) ?? [])
  for (const table of ['transferBatch', 'transferBatchItem', 'transferCheck', 'task', 'job'] as const)
    expect(folded.all(table)).toEqual(world.rows(batchId).all(table))
  expect(folded.must('transferBatch', batchId).version).toBe(world.history.get(batchId)?.length)
})

test('a new package has no checks of its own yet; those of the old one stay readable', () => {
  const world = new World()
  const batchId = readyBatch(world, [transferDue(world)])
  does(world, PEOPLE.compiler, batchId, { outcome: 'repackaged', form: { reason: '重做' } })
  packs(world, batchId)
  expect(world.batch(batchId).checkedAt).toBeNull()
  checks(world, batchId)
  expect(world.rows(batchId).all('transferCheck')).toHaveLength(2)
})

test('a record that is on no batch cannot leave one', () => {
  const world = new World()
  const batchId = readyBatch(world, [transferDue(world)])
  const reduce = BATCH_REDUCERS['batch.item-left']
  const past = world.history.get(batchId)?.at(-1)
  if (past === undefined || reduce === undefined) throw new Error('a batch has a history')
  const data = { recordId: 'none', reason: 'on-hold' as const, detail: '' }
  expect(() => reduce(world.rows(batchId), { ...past, type: 'batch.item-left', data })).toThrow(
    'is not in batch',
  )
})
