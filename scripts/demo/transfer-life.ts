import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { EnteredEventView } from '#api/contract/records.ts'
import { RecordTransferView } from '#api/contract/transfer-copies.ts'
import {
  BatchDetailView,
  CompiledBatchView,
  TransferDuePageView,
  type BatchDetailView as Batch,
} from '#api/contract/transfer.ts'
import { readPackage } from '#activities/transfer/bag-tar.ts'
import { arrival, does, moveClockTo, recordOf, todayOf, type Play } from './play.ts'
import { until } from './wait.ts'

/** The death is entered by one person and confirmed by another; the file turns into that of a dead person and gets its date. */
export async function enterDeath(play: Play, recordId: string): Promise<string> {
  const on = await todayOf(play)
  const evidence = '居民死亡医学证明（虚构）'
  const path = `/api/records/${recordId}/events-entered`
  const { eventId } = await play.as('lu.yunfan').post(path, { kind: 'death', on, evidence }, EnteredEventView)
  await play.as('han.shuning').post(`${path}/${eventId}/confirmation`, undefined, EnteredEventView)
  await play.feed.catchUp()
  const { retention, classCode } = await recordOf(play, recordId)
  play.say(`    class ${classCode} now`)
  for (const line of retention.explanation.en) play.say(`    ${line}`)
  if (retention.transferDueOn === null) throw new Error('after the death the file has no day of transfer')
  return retention.transferDueOn
}

/** Due, on a batch, sealed, packaged and checked by the machine, sent to the folder. */
export async function sendBatch(play: Play, recordIds: readonly string[]): Promise<Batch> {
  const clerk = play.as('han.shuning')
  for (const recordId of recordIds) await arrival(play, recordId, ['due'])
  await expectOnDueList(play, recordIds)
  const { id: batchId } = await packBatch(play, '演示：死亡退休人员档案移交', recordIds)
  await sayChecks(play, batchId)
  await does(play, clerk, {
    subjectId: batchId,
    step: 'send',
    outcome: 'sent',
    form: () => ({ method: 'folder', destination: '综合档案部门', mediumAppearance: '完好' }),
  })
  await batchAt(play, batchId, 'receipt')
  // The receipt may be entered as soon as it was sent; the machine lays the package into the folder meanwhile.
  return until('the package in the folder', async () => {
    const batch = await batchOf(play, batchId)
    return typeof batch.sent?.deliveredTo === 'string' ? batch : undefined
  })
}

/** A batch, sealed, packaged and checked by the machine: it waits to be sent. */
export async function packBatch(play: Play, title: string, recordIds: readonly string[]): Promise<Batch> {
  const clerk = play.as('han.shuning')
  const { batchId, number } = await clerk.post(
    '/api/transfer-batches',
    { title, recordIds },
    CompiledBatchView,
  )
  play.feed.follow({ kind: 'transfer-batches', id: batchId, name: number })
  play.say(`  batch ${batchId}, workflow xfer/${batchId}`)
  await does(play, clerk, { subjectId: batchId, step: 'compile', outcome: 'sealed', form: () => ({}) })
  return batchAt(play, batchId, 'send')
}

async function expectOnDueList(play: Play, recordIds: readonly string[]): Promise<void> {
  const { items } = await play.as('han.shuning').get('/api/transfer/due?limit=200', TransferDuePageView)
  for (const recordId of recordIds) {
    const due = items.find((one) => one.recordId === recordId)
    if (due === undefined) throw new Error(`record ${recordId} is not on the list of transfers that are due`)
    play.say(`  due since ${due.transferDueOn ?? 'an appraisal'} for transfer to: ${due.receiver}`)
  }
}

async function sayChecks(play: Play, batchId: string): Promise<void> {
  const { checks } = await batchOf(play, batchId)
  const of = (verdict: string) => checks.filter((check) => check.verdict === verdict).length
  if (of('FAIL') > 0 || of('PASS') === 0)
    throw new Error(`the four-nature check failed: ${JSON.stringify(checks)}`)
  play.say(
    `  four-nature check of the sender: ${of('PASS')} passed, ${of('MANUAL_REVIEW')} for a person, ${of('NOT_APPLICABLE')} do not apply`,
  )
}

/** The bag is read from the folder as whoever receives it would: every digest of it, and the catalogue. */
export async function readBag(play: Play, batch: Batch, folder: string): Promise<void> {
  const made = batch.package
  if (made === null) throw new Error(`batch ${batch.number} was sent without a package`)
  const file = join(folder, batch.sent?.deliveredTo ?? '')
  const { sha256, sizeBytes, faults, bag, texts } = await readPackage(Readable.from(createReadStream(file)))
  if (faults.length > 0) throw new Error(`the bag is not valid: ${JSON.stringify(faults)}`)
  if (sha256 !== made.sha256 || sizeBytes !== made.sizeBytes)
    throw new Error(`the bag in the folder has digest ${sha256}, sent was ${made.sha256}`)
  const codes = batch.items.map(({ archivalCode }) => archivalCode)
  const catalogue = [...texts].find(([path]) => path.endsWith('目录文件.XML'))?.[1] ?? ''
  const missing = codes.filter((code) => !catalogue.includes(code))
  if (missing.length > 0) throw new Error(`not in the catalogue of the bag: ${missing.join(', ')}`)
  play.say(`  bag: ${file}, ${sizeBytes} bytes, SHA-256 ${sha256}, as in the ledger`)
  play.say(
    `  bag: ${bag.files.length} files re-read, valid by RFC 8493; in its catalogue: ${codes.join(', ')}`,
  )
  const broken = await readFile(file)
  const at = Math.floor(broken.length / 2)
  broken[at] = (broken[at] ?? 0) ^ 1
  const seen = await readPackage(Readable.from([broken]))
  if (seen.faults.length === 0) throw new Error('a bag with one changed bit was called valid')
  play.say(`  bag: with one bit changed it is refused: ${seen.faults[0]?.code ?? ''}`)
  const own = createHash('sha256').update(broken).digest('hex')
  if (own === sha256) throw new Error('the digest did not notice the changed bit')
}

/** Two persons enter what stands on the archive's receipt. */
export async function enterReceipt(play: Play, batch: Batch): Promise<void> {
  const receivedOn = await todayOf(play)
  const form = () => ({
    batchNumber: batch.number,
    number: '综档收〔演〕1号',
    receivedOn,
    packageDigest: batch.package?.sha256 ?? '',
  })
  const step = { subjectId: batch.id, step: 'receipt', outcome: 'accepted', form }
  await does(play, play.as('han.shuning'), { ...step, slot: 'first' })
  await does(play, play.as('wei.changqing'), { ...step, slot: 'second' })
  for (const { recordId } of batch.items) await arrival(play, recordId, ['transferred'])
  await batchAt(play, batch.id, 'completed')
}

/** Five years more; then our own copy goes by the delete gate, each copy with its proof. */
export async function release(play: Play, recordIds: readonly string[]): Promise<void> {
  const days = await Promise.all(
    recordIds.map(async (recordId) => (await transferOf(play, recordId)).releasesOn),
  )
  await moveClockTo(
    play,
    days
      .map((day) => day ?? '')
      .sort()
      .at(-1) ?? '',
  )
  for (const recordId of recordIds) {
    await arrival(play, recordId, ['released'])
    const { copies } = await transferOf(play, recordId)
    const left = copies.filter(({ state, proof }) => state !== 'destroyed' || proof === null)
    if (copies.length === 0 || left.length > 0)
      throw new Error(`${left.length} of ${copies.length} copies of ${recordId} are left after the release`)
    play.say(`  ${copies.length} copies destroyed and read back, as: ${copies[0]?.proof ?? ''}`)
  }
}

async function transferOf({ as }: Play, recordId: string) {
  const { transfer } = await as('han.shuning').get(`/api/records/${recordId}/transfer`, RecordTransferView)
  if (transfer === null) throw new Error(`record ${recordId} stands on no batch`)
  return transfer
}

async function batchOf({ as }: Play, batchId: string): Promise<Batch> {
  return as('han.shuning').get(`/api/transfer-batches/${batchId}`, BatchDetailView)
}

async function batchAt(play: Play, batchId: string, step: string): Promise<Batch> {
  return until(`the batch at ${step}`, async () => {
    await play.feed.catchUp()
    const batch = await batchOf(play, batchId)
    return batch.place.step === step ? batch : undefined
  })
}
