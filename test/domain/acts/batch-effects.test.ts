import { describe, expect, test } from 'vitest'
import { does, tries } from '#test/support/decided-lives.ts'
import {
  batchOf,
  checks,
  DIGEST,
  jobOf,
  packs,
  readyBatch,
  sealedBatch,
  SENT,
  sentBatchOf,
  transferDue,
} from '#test/support/decided-batches.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'

const PAPER = { batchNumber: 'T-J021-2027-001', number: '馆收7号', receivedOn: '2027-03-01' }
const first = (world: World, batchId: string, form: object, outcome = 'accepted') =>
  tries(world, PEOPLE.compiler, batchId, { slot: 'first', outcome, form: { ...PAPER, ...form } })
const second = (world: World, batchId: string, form: object, outcome = 'accepted') =>
  tries(world, PEOPLE.archivesHead, batchId, { slot: 'second', outcome, form: { ...PAPER, ...form } })

describe('sending', () => {
  test('REG-12 is refused with a failed check, however the others passed', () => {
    const world = new World()
    const batchId = sealedBatch(world, [transferDue(world)])
    packs(world, batchId)
    checks(world, batchId, 'FAIL')
    expect(tries(world, PEOPLE.compiler, batchId, SENT)).toMatchObject({
      code: 'batch.check-failed',
      detail: { checks: ['YJ-1-14'] },
    })
    does(world, PEOPLE.compiler, batchId, { outcome: 'repackaged', form: { reason: '重做' } })
    expect(world.batch(batchId)).toMatchObject({ placeStep: 'package', placeRound: 1 })
    packs(world, batchId)
    expect(world.batch(batchId).checkedAt).toBeNull()
  })

  test('is refused without a method, and opens the way for the archive alone', () => {
    const world = new World()
    const batchId = readyBatch(world, [transferDue(world)])
    expect(tries(world, PEOPLE.compiler, batchId, { outcome: 'sent', form: {} })).toMatchObject({
      code: 'task.form-invalid',
    })
    expect(world.batch(batchId).appointedGroups).not.toContain('receiving-archive@unit-bureau')
    does(world, PEOPLE.compiler, batchId, SENT)
    expect(world.batch(batchId)).toMatchObject({ placeStep: 'deliver', sendMethod: 'download' })
    expect(world.batch(batchId).appointedGroups).toContain('receiving-archive@unit-bureau')
  })
})

describe('a receipt on paper', () => {
  test('REQ-31 is refused for another batch, for other bytes, of tomorrow, and a return without a reason', () => {
    const world = new World()
    const batchId = sentBatchOf(world, [transferDue(world)])
    expect(first(world, batchId, { batchNumber: 'T-J021-2027-002' })).toMatchObject({
      code: 'batch.other-batch',
    })
    expect(first(world, batchId, { packageDigest: 'd'.repeat(64) })).toMatchObject({
      code: 'batch.package-differs',
    })
    expect(first(world, batchId, { receivedOn: '2027-03-02' })).toMatchObject({ code: 'task.form-invalid' })
    expect(first(world, batchId, {}, 'returned')).toMatchObject({ code: 'task.form-invalid' })
    expect(world.batch(batchId).receiptNumber).toBeNull()
  })

  test('REQ-31 counts only when a second person reads the same', () => {
    const world = new World()
    const batchId = sentBatchOf(world, [transferDue(world)])
    expect(first(world, batchId, { packageDigest: DIGEST.toUpperCase() })).toMatchObject({ kind: 'decided' })
    expect(world.batch(batchId)).toMatchObject({ placeStep: 'receipt', receivedAt: null })
    const both = { ...PEOPLE.archivesHead, personId: PEOPLE.compiler.personId }
    expect(tries(world, both, batchId, { slot: 'second', outcome: 'accepted', form: PAPER })).toMatchObject({
      code: 'duty.not-distinct',
    })
  })

  test('REQ-31 a second person who reads otherwise sends it back to the first', () => {
    const world = new World()
    const batchId = sentBatchOf(world, [transferDue(world)])
    first(world, batchId, {})
    expect(second(world, batchId, { reason: '缺页' }, 'returned')).toMatchObject({
      code: 'task.form-invalid',
      detail: { faults: [{ field: 'outcome', code: 'form.differs' }] },
    })
    does(world, PEOPLE.archivesHead, batchId, {
      slot: 'second',
      outcome: 'corrected',
      form: { reason: '看错了' },
    })
    expect(world.open(batchId, 'first')).toHaveLength(1)
    first(world, batchId, { reason: '缺页' }, 'returned')
    does(world, PEOPLE.archivesHead, batchId, {
      slot: 'second',
      outcome: 'returned',
      form: { ...PAPER, reason: '缺页' },
    })
    expect(world.batch(batchId)).toMatchObject({
      placeStep: 'conclude',
      receiptVerdict: 'returned',
      receiptReason: '缺页',
    })
  })
})

test('a batch is given up with its reason, and its records stay until it is concluded', () => {
  const world = new World()
  const id = transferDue(world)
  const batchId = batchOf(world, [id])
  does(world, PEOPLE.compiler, batchId, { outcome: 'aborted', form: { reason: '档案馆延期' } })
  expect(world.batch(batchId)).toMatchObject({ placeStep: 'conclude', abortReason: '档案馆延期' })
  expect(world.record(id).placeStep).toBe('at-transfer')
  expect(jobOf(world, batchId).batchId).toBe(batchId)
})
