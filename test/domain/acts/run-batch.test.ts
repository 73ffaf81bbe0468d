import { describe, expect, test } from 'vitest'
import { receiveReceipt } from '#domain/acts/batch-receipt.ts'
import { batchCopyGone, concludeBatch, finishEmpty, YEARS_OF_OWN_COPY } from '#domain/acts/run-batch.ts'
import { plainDate } from '#domain/dates.ts'
import type { ReceiptVerdict } from '#domain/vocabulary.ts'
import {
  batchOf,
  checks,
  DIGEST,
  jobOf,
  packs,
  sealedBatch,
  sentBatchOf,
  transferDue,
} from '#test/support/decided-batches.ts'
import { does } from '#test/support/decided-lives.ts'
import { aPerson, PEOPLE, World } from '#test/support/decisions.ts'

const ARCHIVE = aPerson('receiving-archive', 'bureau', { kind: 'service' })

function received(world: World, batchId: string, verdict: ReceiptVerdict): void {
  world.must(ARCHIVE, (f) =>
    receiveReceipt(f, {
      batchId,
      batchNumber: world.batch(batchId).number,
      packageSha256: DIGEST,
      number: '馆收7号',
      on: plainDate('2027-03-01'),
      verdict,
      reason: verdict === 'returned' ? '内容不全' : null,
      differences: [],
    }),
  )
}

const concludes = (world: World, batchId: string) =>
  world.must(PEOPLE.engine, (f) => concludeBatch(f, jobOf(world, batchId)))

describe('the end of a batch', () => {
  test('REQ-31 what was returned is due again, with the reason', () => {
    const world = new World()
    const id = transferDue(world)
    const batchId = sentBatchOf(world, [id])
    received(world, batchId, 'returned')
    concludes(world, batchId)
    expect(world.batch(batchId)).toMatchObject({ placeStep: 'aborted', endedOn: world.today })
    expect(world.record(id)).toMatchObject({ placeStep: 'due', transferBatchId: null, transferredOn: null })
    expect(world.rows(batchId).all('transferBatchItem')).toMatchObject([
      { state: 'left', leaveReason: 'returned', remark: '内容不全' },
    ])
    expect(world.open(id)).toHaveLength(1)
  })

  test('what was given up is due again', () => {
    const world = new World()
    const id = transferDue(world)
    const batchId = batchOf(world, [id])
    does(world, PEOPLE.compiler, batchId, { outcome: 'aborted', form: { reason: '延期' } })
    concludes(world, batchId)
    expect(world.record(id).placeStep).toBe('due')
    expect(world.rows(batchId).all('transferBatchItem')).toMatchObject([{ leaveReason: 'batch-aborted' }])
  })

  test('REQ-34 an accepted record that is held all the same stays ours', () => {
    const world = new World()
    const [held, other] = [transferDue(world), transferDue(world)]
    const batchId = sentBatchOf(world, [held, other])
    received(world, batchId, 'accepted')
    world.rows(held).change('record', held, { activeHolds: 1 })
    concludes(world, batchId)
    expect(world.record(held)).toMatchObject({ placeStep: 'due', transferredOn: null })
    expect(world.record(other).placeStep).toBe('transferred')
    expect(world.batch(batchId).placeStep).toBe('completed')
  })

  test('REQ-31 what was accepted is transferred, and our copy is kept five years more', () => {
    const world = new World()
    const id = transferDue(world)
    const batchId = sentBatchOf(world, [id])
    received(world, batchId, 'accepted')
    concludes(world, batchId)
    expect(YEARS_OF_OWN_COPY).toBe(5)
    expect(world.record(id)).toMatchObject({
      placeStep: 'transferred',
      transferredOn: '2027-03-01',
      copyKeptUntil: '2032-03-01',
      wakeOn: '2032-03-02',
      endedOn: null,
    })
    expect(world.batch(batchId)).toMatchObject({ placeStep: 'completed', endedOn: world.today })
  })
})

test('a check of what has changed meanwhile sends the batch back to be packaged', () => {
  const world = new World()
  const batchId = sealedBatch(world, [transferDue(world), transferDue(world)])
  packs(world, batchId)
  world.rows(batchId).change('transferBatch', batchId, { packagedHash: 'other' })
  checks(world, batchId)
  expect(world.batch(batchId)).toMatchObject({ placeStep: 'package', placeRound: 1 })
})

test('REQ-28 an empty batch is concluded, and a package that has gone is not destroyed twice', () => {
  const world = new World()
  const batchId = sealedBatch(world, [transferDue(world)])
  world.must(PEOPLE.engine, (f) => finishEmpty(f, jobOf(world, batchId)))
  expect(world.batch(batchId).placeStep).toBe('conclude')
  const copy = { id: 'copy-1', objectId: 'o', subjectId: batchId, bucket: 'derived', key: 'k' } as const
  world.rows(batchId).load('objectCopy', {
    ...copy,
    versionId: null,
    state: 'stored',
    storedAt: '',
    destroyedAt: null,
    proof: null,
  })
  const gone = () =>
    world.must(PEOPLE.engine, (f) => batchCopyGone(f, { batchId, copyId: 'copy-1', proof: 'none left' }))
  expect(gone().events).toHaveLength(1)
  expect(gone().events).toHaveLength(0)
})
