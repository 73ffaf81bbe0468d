import { createReadStream } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compileBatch } from '#domain/acts/batches.ts'
import { plainDate } from '#domain/dates.ts'
import { DIRECT_RUN, type EngineDeps } from '#activities/engine.ts'
import { readPackage } from '#activities/transfer/bag-tar.ts'
import { deliver } from '#activities/transfer/deliver.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { openObjectStore, type ObjectStore } from '#db/objects.ts'
import { objectKeyOf } from '#db/objects/keys.ts'
import { actorOn, idIn, openTask, until } from '#test/support/actors.ts'
import { openTestSite } from '#test/support/database.ts'
import { startEngine } from '#test/support/engine.ts'
import { aTransferDueRecord, LISTING, moveClockTo, type Stage } from '#test/support/lives.ts'

let stage: Stage
let deps: EngineDeps
let folder: string
let city: ObjectStore

beforeAll(async () => {
  const site = await openTestSite()
  folder = await mkdtemp(join(tmpdir(), 'everfile-transfer-'))
  const { endpoint, accessKey, secretKey, prefix } = site.config.store
  const store = { endpoint, accessKey, secretKey, prefix: `${prefix}city-` }
  city = openObjectStore(store)
  await city.ensureBuckets()
  const configured = { ...site, config: { ...site.config, transfer: { folder, store } } }
  stage = { site: configured, engine: await startEngine(configured) }
  const { sql, gate } = site
  deps = { sql, gate, store: stage.engine.store, siteMode: 'test', engineId: ENGINE_ID, run: DIRECT_RUN }
})
afterAll(async () => {
  await stage?.engine.stop()
  city?.close()
  await stage?.site.close()
  await rm(folder, { recursive: true, force: true })
})

const PATIENT = { timeout: 400_000 }

interface Batch {
  readonly id: string
  readonly number: string
  readonly sha256: string
  readonly step: string
}

async function batchAt(batchId: string, step: string): Promise<Batch> {
  return until(`batch ${batchId} at ${step}`, async () => {
    const [row] = await stage.site.admin<Batch[]>`
      select id, number, package_sha256 as sha256, place_step as step from transfer_batch where id = ${batchId} and place_step = ${step}`
    return row
  })
}

/** A sealed batch that was sent by one of the ways, and has arrived there. */
async function sent(method: 'folder' | 'bucket'): Promise<Batch> {
  const recordId = await aTransferDueRecord(stage)
  const compiler = actorOn(stage.site, 'han.shuning')
  const answer = await compiler.act({ subjects: [recordId], ...LISTING }, (facts) =>
    compileBatch(facts, { title: '永久档案移交', recordIds: [recordId] }),
  )
  if (answer.kind === 'refused') throw new Error(`batch: ${answer.code}`)
  const batchId = idIn(answer.answer, 'batchId')
  await compiler.does(batchId, 'compile', { outcome: 'sealed', form: {} })
  await batchAt(batchId, 'send')
  await compiler.does(batchId, 'send', {
    outcome: 'sent',
    form: { method, destination: '示范市档案馆' },
  })
  return batchAt(batchId, 'receipt')
}

async function isWhole(bytes: Readable, { sha256 }: Batch): Promise<void> {
  const found = await readPackage(bytes)
  expect(found.faults).toEqual([])
  expect(found.sha256).toBe(sha256)
}

function ticketOf(subjectId: string) {
  return { jobId: `${subjectId}-again`, kind: 'deliver', subjectKind: 'transfer-batch', subjectId } as const
}

test(
  'REQ-31 REG-12 a package goes into the folder of the operator whole, and nowhere when the site has none',
  PATIENT,
  async () => {
    const batch = await sent('folder')
    await expect(
      deliver({ ...deps, transfer: { folder: null, bucket: null } }, ticketOf(batch.id)),
    ).rejects.toMatchObject({
      type: 'transfer.no-destination',
    })
    expect(await readdir(folder)).toEqual([`${batch.number}.tar`])
    await isWhole(createReadStream(join(folder, `${batch.number}.tar`)), batch)
  },
)

test(
  'REQ-18 REQ-31 REG-12 a package goes into the bucket of the other archive whole; who stays silent is reminded of, and of the batch the heads hear',
  PATIENT,
  async () => {
    const { site } = stage
    const batch = await sent('bucket')
    await expect(deliver(deps, ticketOf(batch.id))).rejects.toMatchObject({ type: 'transfer.no-destination' })
    const [copy] = await site.admin<{ objectId: string }[]>`
      select c.object_id as "objectId" from object_copy c join digital_object o on o.id = c.object_id
      where c.subject_id = ${batch.id} and o.role = 'package'`
    const key = objectKeyOf({ area: 'transfer', ownerId: batch.id, objectId: copy?.objectId ?? '' })
    await isWhole(await city.get({ bucket: 'intake', key, versionId: null }), batch)

    const task = await openTask(site, batch.id, 'receipt', 'first')
    const said: { type: string; toGroup: string | null }[] = []
    for (const expected of ['task.reminded', 'task.escalated', 'task.escalated']) {
      const [row] = await site.admin<
        { lookOn: string }[]
      >`select look_on::text as "lookOn" from task where id = ${task}`
      await moveClockTo(site, plainDate(row?.lookOn ?? ''))
      const event = await until(`${expected} of ${batch.id}`, async () => {
        const rows = await site.admin<{ type: string; toGroup: string | null }[]>`
          select type, canonical::jsonb->'data'->>'toGroup' as "toGroup" from event
          where stream_id = ${batch.id} and type in ('task.reminded', 'task.escalated') and canonical::jsonb->'data'->>'taskId' = ${task} order by seq`
        return rows[said.length]
      })
      said.push(event)
    }
    expect(said.map(({ type }) => type)).toEqual(['task.reminded', 'task.escalated', 'task.escalated'])
    expect(said.map(({ toGroup }) => toGroup?.split('@')[0])).toEqual([
      undefined,
      'unit-head',
      'archives-head',
    ])
    expect(await batchAt(batch.id, 'receipt')).toMatchObject({ step: 'receipt' })
  },
)
