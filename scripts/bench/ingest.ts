import { randomBytes, randomFillSync } from 'node:crypto'
import { loadavg } from 'node:os'
import { Readable } from 'node:stream'
import { parseArgs } from 'node:util'
import { createRecord, type NewRecord } from '#domain/acts/create-record.ts'
import { addDays, plainDate } from '#domain/dates.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { newId } from '#db/ids.ts'
import { openObjectStore, type ObjectStore } from '#db/objects.ts'
import { objectKeyOf } from '#db/objects/keys.ts'
import { insertUpload } from '#db/queries/uploads.ts'
import { demoPersonId, demoUnitId } from '#db/seed/demo-organisation.ts'
import { verifyChains } from '#db/verify-chains.ts'
import type { Gate } from '#db/gate/gate.ts'
import { writeMetrics } from './metrics.ts'
import { openStage, type Stage } from './stage.ts'

/**
 * M9 of the performance gates: files of two megabytes with a record each, as a business system hands them in: hashed while they
 * stream into the intake bucket, then one commit. No machine looks at them meanwhile.
 */

const FILE_BYTES = 2 * 1024 * 1024
const MARK_BYTES = 32
const AT_ONCE = 4
const WARM_UP = 20
const PARTS = 5
const GATES = {
  recordsPerS: 50,
  /** Of the last fifth to the first: a store or a table that slows down as it fills shows here. */
  flatness: 0.8,
} as const

const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, records: { type: 'string', default: '1000' } },
})
const records = Number(options.records)
const say = (line: string): void => void process.stderr.write(`${line}\n`)

interface Ground {
  readonly on: Stage
  readonly store: ObjectStore
  readonly gate: Gate
  readonly record: NewRecord
}

const stage = await openStage({
  name: 'bench_ingest',
  log: say,
  clients: AT_ONCE,
  only: ['postgres', 's3'],
  more: { TEMPORAL_ADDRESS: 'none' },
})
const store = openObjectStore(stage.config.store)
try {
  await store.ensureBuckets()
  const [today] = await stage.sql<{ on: string }[]>`select archive_today()::text as "on"`
  const record: NewRecord = {
    definition: 'electronic-item',
    title: '失业保险待遇核定材料',
    classCode: 'SI-5-03',
    formedOn: addDays(plainDate(today?.on ?? ''), -1),
    formingUnitId: demoUnitId('unemployment'),
    carrier: 'electronic',
    grade: 'internal',
    sourceSystem: 'benefits',
    sourceReference: null,
    subjectName: null,
    uploadIds: [],
  }
  const ground = { on: stage, store, gate: await stage.gate(), record }
  await ingest(ground, WARM_UP)
  const before = await floor(ground)
  const parts = []
  for (let part = 0; part < PARTS; part += 1) parts.push(await ingest(ground, Math.ceil(records / PARTS)))
  report({ parts, floorPerS: Math.max(before, await floor(ground)), faults: await faultsOf(ground) })
} finally {
  store.close()
  await stage.close()
}

interface Part {
  readonly count: number
  readonly ms: number
  readonly eachMs: readonly number[]
}

async function ingest(ground: Ground, count: number): Promise<Part> {
  return atOnce(count, async (file) => handIn(ground, file))
}

async function handIn({ on, store: to, gate, record }: Ground, file: Buffer): Promise<void> {
  const ownerId = demoPersonId('benefits-system')
  const id = newId()
  const key = objectKeyOf({ area: 'upload', ownerId, objectId: id })
  const stored = await to.put({ bucket: 'intake', key, body: Readable.from([file]) })
  const { sizeBytes, sha256 } = stored
  await insertUpload(on.sql, {
    id,
    ownerId,
    key,
    name: 'document.pdf',
    mediaType: 'application/pdf',
    sizeBytes,
    sha256,
  })
  const input = { ...record, uploadIds: [id] }
  const facts = {
    principal: { kind: 'person' as const, id: ownerId },
    key: newId(),
    unit: record.formingUnitId,
    uploads: input.uploadIds,
  }
  const answer = await gate.act({ name: 'record.create', facts, body: {} }, (seen) =>
    createRecord(seen, input),
  )
  if (answer.kind === 'refused') throw new Error(`record.create: ${answer.code}`)
}

/** Hash and PUT alone, in one stream: what no commit can be faster than. */
async function floor({ store: to }: Ground): Promise<number> {
  const count = Math.ceil(records / PARTS)
  const { ms } = await atOnce(count, async (file) => {
    const key = objectKeyOf({ area: 'upload', ownerId: ENGINE_ID, objectId: newId() })
    await to.put({ bucket: 'intake', key, body: Readable.from([file]) })
  })
  return (count * 1000) / ms
}

/** Every file is another one, so nothing is saved by what was there before; each sender has one, so making it costs nothing. */
async function atOnce(count: number, work: (file: Buffer) => Promise<void>): Promise<Part> {
  const eachMs: number[] = []
  let left = count
  const begunAt = performance.now()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      const file = randomBytes(FILE_BYTES)
      while (left > 0) {
        left -= 1
        randomFillSync(file, 0, MARK_BYTES)
        const startedAt = performance.now()
        await work(file)
        eachMs.push(performance.now() - startedAt)
      }
    }),
  )
  return { count, ms: performance.now() - begunAt, eachMs }
}

/** Speed of what is not there is none: every record with its object, every byte read back from one of them. */
async function faultsOf({ on, store: from }: Ground): Promise<readonly string[]> {
  const [row] = await on.admin<{ records: number; objects: number; key: string; sha256: string }[]>`
    select (select count(*)::int from record) as records, (select count(*)::int from digital_object) as objects, c.key, o.sha256
    from digital_object o join object_copy c on c.object_id = o.id order by o.id desc limit 1`
  const expected = WARM_UP + Math.ceil(records / PARTS) * PARTS
  const faults: string[] = []
  if (row?.records !== expected || row.objects !== expected)
    faults.push(`${row?.records ?? 0} records and ${row?.objects ?? 0} objects instead of ${expected}`)
  const { sha256 } = await from.digest({ bucket: 'intake', key: row?.key ?? '', versionId: null })
  if (sha256 !== row?.sha256) faults.push('the last file is not what was handed in')
  const { broken } = await verifyChains(on.sql, ENGINE_ID)
  if (broken.length > 0) faults.push(`${broken.length} histories are broken`)
  return faults
}

interface Measured {
  readonly parts: readonly Part[]
  readonly floorPerS: number
  readonly faults: readonly string[]
}

function report({ parts, floorPerS, faults }: Measured): void {
  if (faults.length > 0) {
    say(`The run is not correct, so it has no speed:\n${faults.join('\n')}`)
    process.exitCode = 1
    return
  }
  const rates = parts.map(({ count, ms }) => (count * 1000) / ms)
  const sorted = parts.flatMap(({ eachMs }) => eachMs).toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
  const recordsPerS = (sorted.length * 1000) / parts.reduce((sum, { ms }) => sum + ms, 0)
  const metrics = {
    recordsPerS,
    mebibytesPerS: (recordsPerS * FILE_BYTES) / 1024 / 1024,
    oneP50Ms: at(0.5),
    oneP95Ms: at(0.95),
    flatness: (rates.at(-1) ?? 0) / (rates[0] ?? 1),
    hashAndPutPerS: floorPerS,
    records: sorted.length,
  }
  const load = loadavg().map((value) => value.toFixed(1))
  say(`load ${load.join(' ')}; fifths: ${rates.map((rate) => rate.toFixed(1)).join(', ')} records/s`)
  const checks: readonly (readonly [string, boolean])[] = [
    [
      `ingest ${recordsPerS.toFixed(1)} >= ${GATES.recordsPerS} records/s of 2 MiB`,
      recordsPerS >= GATES.recordsPerS,
    ],
    [
      `last fifth ${metrics.flatness.toFixed(2)} >= ${GATES.flatness} of the first`,
      metrics.flatness >= GATES.flatness,
    ],
  ]
  for (const [what, holds] of checks) say(`${holds ? 'holds ' : 'FAILS '} ${what}`)
  writeMetrics('ingest', metrics, { isJson: options.json, digits: 3 })
}
