import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { compileBatch } from '#domain/acts/batches.ts'
import { placeHold } from '#domain/acts/holds.ts'
import { addDays, addYears, dayAfter, plainDate } from '#domain/dates.ts'
import { workflowIdOf } from '#domain/engine-ids.ts'
import { readPackage } from '#activities/transfer/bag-tar.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { verifyAll } from '#db/verify.ts'
import { actorOn, idIn, openTask, until } from '#test/support/actors.ts'
import { anItem, handOver, LISTING, moveClockTo, todayOf, ownStage } from '#test/support/lives.ts'
import { receivingArchive } from '#test/support/receiving-archive.ts'

const stage = ownStage()

const PATIENT = { timeout: 400_000 }

/** A permanent record that was formed more than ten years ago: its transfer is due as soon as it is kept. */
async function aTransferDueRecord(): Promise<string> {
  const { site } = stage
  const recordId = await anItem(stage, { formedOn: plainDate('2014-05-06'), classCode: 'SI-5-07' })
  const archivist = actorOn(site, 'shen.zhiqiu')
  await archivist.does(recordId, 'arrange', { outcome: 'arranged', form: { pages: 1, isInOrder: true } })
  await archivist.does(recordId, 'file', { outcome: 'filed', form: { classCode: 'SI-5-07' } })
  await actorOn(site, 'guo.huaiyuan').does(recordId, 'appraise', {
    outcome: 'appraised',
    form: { scanPolicy: 'never', grade: 'internal', openingState: 'controlled' },
  })
  await handOver(stage, recordId)
  await openTask(site, recordId, 'due')
  return recordId
}

async function aBatch(recordIds: readonly string[]): Promise<string> {
  const { site } = stage
  const answer = await actorOn(site, 'han.shuning').act({ subjects: recordIds, ...LISTING }, (facts) =>
    compileBatch(facts, { title: '永久档案移交', recordIds }),
  )
  if (answer.kind === 'refused') throw new Error(`batch: ${answer.code} ${JSON.stringify(answer.detail)}`)
  return idIn(answer.answer, 'batchId')
}

async function batchAt(batchId: string, step: string): Promise<void> {
  await until(`batch ${batchId} at ${step}`, async () => {
    const [row] = await stage.site
      .admin`select place_step from transfer_batch where id = ${batchId} and place_step = ${step}`
    return row
  })
}

async function recordAt(recordId: string, step: string): Promise<Record<string, unknown>> {
  return until(`record ${recordId} at ${step}`, async () => {
    const [row] = await stage.site.admin`
      select place_step, transferred_on::text as "transferredOn", copy_kept_until::text as "keptUntil", wake_on::text as "wakeOn",
        ended_on::text as "endedOn" from record where id = ${recordId} and place_step = ${step}`
    return row
  })
}

async function sendBatch(batchId: string): Promise<void> {
  await actorOn(stage.site, 'han.shuning').does(batchId, 'send', {
    outcome: 'sent',
    form: { method: 'download', destination: '示范市档案馆' },
  })
  await batchAt(batchId, 'receipt')
}

async function sealBatch(batchId: string): Promise<void> {
  await actorOn(stage.site, 'han.shuning').does(batchId, 'compile', { outcome: 'sealed', form: {} })
  await batchAt(batchId, 'send')
}

test(
  'REQ-31 REG-12 FEA-D16 FEA-J11 a batch is packaged, checked, sent, returned once, accepted, and our copy released five years later',
  PATIENT,
  async () => {
    const { site, engine } = stage
    const archive = receivingArchive(site, engine.store)
    const recordId = await aTransferDueRecord()
    const returned = await aBatch([recordId])
    await sealBatch(returned)
    expect(await archive.accepts(returned)).toMatchObject({ code: 'not-found' })
    await sendBatch(returned)
    expect(await archive.accepts(returned, { batchNumber: 'T-1999-001' })).toMatchObject({
      code: 'batch.other-batch',
    })
    expect(await archive.accepts(returned, { packageSha256: '0'.repeat(64) })).toMatchObject({
      code: 'batch.package-differs',
    })
    expect(await archive.returns(returned, '')).toMatchObject({ code: 'request.invalid' })
    const [item] = await site.admin<{ code: string }[]>`
      select archival_code as code from transfer_batch_item where subject_id = ${returned}`
    const differences = [{ archivalCode: item?.code ?? '', reason: '缺页' }]
    expect(await archive.returns(returned, '内容不全', { differences })).toMatchObject({ kind: 'accepted' })
    await batchAt(returned, 'aborted')
    await recordAt(recordId, 'due')
    await expect(archive.fetch(returned)).rejects.toThrow('no package')

    const batchId = await aBatch([recordId])
    await sealBatch(batchId)
    await theChecksAreHonest(batchId)
    await sendBatch(batchId)
    const { sha256, faults, bytes } = await archive.fetch(batchId)
    expect(faults).toEqual([])
    const broken = Buffer.from(bytes)
    const at = broken.indexOf('%PDF-')
    broken[at + 6] = (broken[at + 6] ?? 0) ^ 1
    const seen = await readPackage(Readable.from([broken]))
    expect(seen.faults.map(({ code }) => code)).toContain('bag.digest-differs')
    expect(await archive.accepts(batchId, { packageSha256: seen.sha256 })).toMatchObject({
      code: 'batch.package-differs',
    })
    expect(await archive.accepts(batchId, { packageSha256: sha256 })).toMatchObject({ kind: 'accepted' })
    expect(await archive.accepts(batchId)).toMatchObject({ code: 'batch.not-sent' })

    const today = await todayOf(site)
    const keptUntil = addYears(today, 5)
    expect(await recordAt(recordId, 'transferred')).toMatchObject({
      transferredOn: today,
      keptUntil,
      wakeOn: dayAfter(keptUntil),
      endedOn: null,
    })
    await batchAt(batchId, 'completed')
    await moveClockTo(site, keptUntil)
    await until('an empty outbox', async () =>
      (await site.admin`select 1 from outbox`).length === 0 ? true : undefined,
    )
    await recordAt(recordId, 'transferred')
    await moveClockTo(site, dayAfter(keptUntil))
    expect(await recordAt(recordId, 'released')).toMatchObject({ endedOn: dayAfter(keptUntil) })
    await nothingIsLeft(recordId, batchId)
    const verdict = await verifyAll(site.sql, ENGINE_ID)
    expect(verdict.broken).toEqual([])
    expect(verdict.faults).toEqual([])
    expect(workflowIdOf('transfer-batch', batchId)).toBe(`xfer/${batchId}`)
  },
)

async function theChecksAreHonest(batchId: string): Promise<void> {
  const checks = await stage.site.admin<{ id: string; verdict: string; evidence: string }[]>`
    select check_id as id, verdict, evidence from transfer_check where subject_id = ${batchId}`
  expect(checks).toHaveLength(38)
  expect(checks.filter(({ verdict }) => verdict === 'FAIL')).toEqual([])
  const byId = new Map(checks.map(({ id, verdict }) => [id, verdict]))
  for (const id of ['YJ-1-14', 'YJ-2-1', 'YJ-2-2', 'YJ-3-1', 'YJ-4-3'])
    expect([id, byId.get(id)]).toEqual([id, 'PASS'])
  for (const id of ['YJ-1-1', 'YJ-3-4', 'YJ-4-2', 'YJ-4-5'])
    expect([id, byId.get(id)]).toEqual([id, 'MANUAL_REVIEW'])
  expect(checks.every(({ evidence }) => evidence !== '')).toBe(true)
}

async function nothingIsLeft(recordId: string, batchId: string): Promise<void> {
  const { site, engine } = stage
  const copies = await site.admin<{ bucket: 'masters'; key: string; state: string; proof: string | null }[]>`
    select c.bucket, c.key, c.state, c.proof from object_copy c join digital_object o on o.id = c.object_id
    where c.subject_id = ${recordId} or (c.subject_id = ${batchId} and o.role = 'package')`
  expect(copies.length).toBeGreaterThan(2)
  for (const { bucket, key, state, proof } of copies) {
    expect([key, state]).toEqual([key, 'destroyed'])
    expect(proof).toContain(key)
    expect(await engine.store.destroyAllVersions({ bucket, key })).toMatchObject({ versions: [] })
  }
  expect(await site.admin`select 1 from object_text where subject_id = ${recordId}`).toHaveLength(0)
  expect(
    await site.admin`select 1 from event_private where stream_id = ${recordId} and value is not null`,
  ).toHaveLength(0)
  const kept = await site.admin<{ role: string }[]>`
    select o.role from object_copy c join digital_object o on o.id = c.object_id
    where c.subject_id = ${batchId} and c.state = 'stored' and c.bucket = 'evidence' order by o.role`
  expect(kept.map(({ role }) => role)).toEqual(['bag-manifest', 'transfer-form'])
}

test(
  'REQ-34 a hold takes a record out of a package that waits to be sent, and the rest is packaged anew',
  PATIENT,
  async () => {
    const { site } = stage
    const [held, other] = [await aTransferDueRecord(), await aTransferDueRecord()]
    const batchId = await aBatch([held, other])
    await sealBatch(batchId)
    const [before] = await site.admin<
      { sha256: string }[]
    >`select package_sha256 as sha256 from transfer_batch where id = ${batchId}`
    const placed = await actorOn(site, 'wei.changqing').act(
      { subjects: [held], want: { list: true } },
      (facts) =>
        placeHold(facts, {
          recordId: held,
          reason: '诉讼',
          authority: '示范市人民法院',
          reviewOn: addDays(facts.today, 30),
        }),
    )
    expect(placed).toMatchObject({ kind: 'accepted' })
    await recordAt(held, 'due')
    await until('a new package', async () => {
      const [row] = await site.admin<{ sha256: string }[]>`
      select package_sha256 as sha256 from transfer_batch where id = ${batchId} and place_step = 'send' and checked_at is not null`
      return row !== undefined && row.sha256 !== before?.sha256 ? row : undefined
    })
    await sendBatch(batchId)
    const receipt = {
      batchNumber: '',
      number: '馆收〔2026〕8号',
      receivedOn: await todayOf(site),
    }
    const [batch] = await site.admin<
      { number: string }[]
    >`select number from transfer_batch where id = ${batchId}`
    const form = { ...receipt, batchNumber: batch?.number ?? '' }
    await actorOn(site, 'han.shuning').does(batchId, 'receipt', { slot: 'first', outcome: 'accepted', form })
    const second = await openTask(site, batchId, 'receipt', 'second')
    const head = actorOn(site, 'wei.changqing')
    await head.claim(second)
    expect(
      await head.complete(second, { outcome: 'accepted', form: { ...form, number: '9号' } }),
    ).toMatchObject({
      code: 'task.form-invalid',
    })
    expect(await head.complete(second, { outcome: 'accepted', form })).toMatchObject({ kind: 'accepted' })
    await batchAt(batchId, 'completed')
    await recordAt(other, 'transferred')
    await recordAt(held, 'due')
  },
)
