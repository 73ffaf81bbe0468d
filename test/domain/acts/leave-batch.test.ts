import { expect, test } from 'vitest'
import { placeHold, takeOffHeld } from '#domain/acts/holds.ts'
import { batchItemsOn, itemsHashOf, sealableBatch } from '#domain/acts/leave-batch.ts'
import { addDays } from '#domain/dates.ts'
import { canonicalJson } from '#db/gate/canonical.ts'
import {
  batchOf,
  jobOf,
  packs,
  readyBatch,
  sealedBatch,
  sentBatchOf,
  transferDue,
} from '#test/support/decided-batches.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'

function hold(world: World, recordId: string): void {
  world.must(PEOPLE.compiler, (f) =>
    placeHold(f, { recordId, reason: '诉讼', authority: '法院', reviewOn: addDays(f.today, 9) }),
  )
}

test('REQ-34 a hold takes a record off before its package is sent, and the package is made anew', () => {
  const world = new World()
  const [held, other] = [transferDue(world), transferDue(world)]
  const batchId = readyBatch(world, [held, other])
  hold(world, held)
  expect(world.record(held)).toMatchObject({ placeStep: 'due', transferBatchId: null })
  expect(batchItemsOn(world.rows(batchId)).map(({ recordId }) => recordId)).toEqual([other])
  expect(world.batch(batchId)).toMatchObject({ placeStep: 'package', placeRound: 1 })
  expect(world.open(batchId)).toEqual([])
})

test('REQ-34 a package under way of which a record has left is not taken for whole', () => {
  const world = new World()
  const [held, other] = [transferDue(world), transferDue(world)]
  const batchId = sealedBatch(world, [held, other])
  const before = `${itemsHashOf(world.facts(PEOPLE.engine), world.batch(batchId), batchItemsOn(world.rows(batchId)))}x`
  hold(world, held)
  expect(packs(world, batchId, before)).toBeUndefined()
  expect(world.batch(batchId).placeStep).toBe('package')
  expect(jobOf(world, batchId).batchId).toBe(batchId)
})

test('REQ-34 the last record takes its batch along, wherever that waits for people', () => {
  for (const make of [batchOf, readyBatch, sentBatchOf]) {
    const world = new World()
    const id = transferDue(world)
    const batchId = make(world, [id])
    hold(world, id)
    expect(world.batch(batchId)).toMatchObject({ placeStep: 'conclude' })
    expect(world.batch(batchId).abortReason).not.toBeNull()
    expect(world.open(batchId)).toEqual([])
  }
})

test('REQ-34 a hold of somebody who does not see the batch is done by the clock', () => {
  const world = new World()
  const id = transferDue(world)
  const batchId = batchOf(world, [id, transferDue(world)])
  const batch = world.subjects.get(batchId)
  world.subjects.delete(batchId)
  hold(world, id)
  expect(world.record(id)).toMatchObject({ placeStep: 'at-transfer', wakeOn: world.today })
  if (batch !== undefined) world.subjects.set(batchId, batch)
  const taken = world.act(PEOPLE.engine, (f) => {
    const decision = takeOffHeld(f, { recordId: id })
    if (decision === undefined) throw new Error('there is something to take off')
    return decision
  })
  expect(taken).toMatchObject({ kind: 'decided' })
  expect(world.record(id).placeStep).toBe('due')
})

test('what is sealed is canonical: a stranger comes to the same hash', () => {
  const world = new World()
  const batchId = batchOf(world, [transferDue(world)])
  const sealed = sealableBatch(world.batch(batchId), batchItemsOn(world.rows(batchId)))
  expect(JSON.stringify(sealed)).toBe(canonicalJson(sealed))
})
