import { expect, test } from 'vitest'
import { receiveReceipt, type ArchiveReceipt } from '#domain/acts/batch-receipt.ts'
import { plainDate } from '#domain/dates.ts'
import { aPerson, PEOPLE, World } from '#test/support/decisions.ts'
import { DIGEST, readyBatch, sentBatchOf, transferDue } from '#test/support/decided-batches.ts'

const ARCHIVE = aPerson('receiving-archive', 'bureau', { kind: 'service' })
const receipt = (batchId: string, over: Partial<ArchiveReceipt> = {}): ArchiveReceipt => ({
  batchId,
  batchNumber: 'T-J021-2027-001',
  packageSha256: DIGEST,
  number: '馆收7号',
  on: plainDate('2027-03-01'),
  verdict: 'accepted',
  reason: null,
  differences: [],
  ...over,
})

test('REQ-31 the archive is refused what is not for this batch, and nobody else posts for it', () => {
  const world = new World()
  const batchId = sentBatchOf(world, [transferDue(world)])
  const post = (over: Partial<ArchiveReceipt>, by = ARCHIVE) =>
    world.act(by, (f) => receiveReceipt(f, receipt(batchId, over)))
  expect(post({}, PEOPLE.compiler)).toMatchObject({ code: 'access.denied' })
  expect(post({ batchId: 'none' })).toMatchObject({ code: 'not-found' })
  expect(post({ batchNumber: 'T-J021-2027-009' })).toMatchObject({ code: 'batch.other-batch' })
  expect(post({ packageSha256: 'd'.repeat(64) })).toMatchObject({ code: 'batch.package-differs' })
  expect(post({ on: plainDate('2027-03-02') })).toMatchObject({ code: 'request.invalid' })
  expect(post({ verdict: 'returned', reason: ' ' })).toMatchObject({ code: 'request.invalid' })
  expect(post({ differences: [{ archivalCode: 'X', reason: '缺页' }] })).toMatchObject({
    code: 'batch.item-unknown',
  })
  const waiting = readyBatch(world, [transferDue(world)])
  expect(world.act(ARCHIVE, (f) => receiveReceipt(f, receipt(waiting)))).toMatchObject({
    code: 'batch.not-sent',
  })
})

test('REQ-31 its answer ends the wait of the persons, once', () => {
  const world = new World()
  const batchId = sentBatchOf(world, [transferDue(world)])
  const archivalCode = world.rows(batchId).all('transferBatchItem')[0]?.archivalCode ?? ''
  const returned = receipt(batchId, {
    verdict: 'returned',
    reason: '内容不全',
    differences: [{ archivalCode, reason: '缺页' }],
  })
  world.must(ARCHIVE, (f) => receiveReceipt(f, returned))
  expect(world.open(batchId)).toEqual([])
  expect(world.batch(batchId)).toMatchObject({ placeStep: 'conclude', receiptVerdict: 'returned' })
  expect(world.rows(batchId).all('transferBatchItem')).toMatchObject([{ remark: '缺页', state: 'listed' }])
  expect(world.act(ARCHIVE, (f) => receiveReceipt(f, returned))).toMatchObject({ code: 'batch.not-sent' })
})
