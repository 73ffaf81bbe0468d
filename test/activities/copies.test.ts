import { randomBytes, randomUUID } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { patrolFixity } from '#activities/copies/fixity.ts'
import { sweepOrphans } from '#activities/copies/orphans.ts'
import { createLifecycleActivities } from '#activities/lifecycle.ts'
import { createMaintenanceActivities } from '#activities/maintenance.ts'
import { DIRECT_RUN, type EngineDeps } from '#activities/engine.ts'
import { withdrawContent } from '#domain/acts/change-contents.ts'
import { retryJob } from '#domain/acts/retry-job.ts'
import type { Bucket } from '#domain/vocabulary.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { insertUploadPart, insertUploadSession } from '#db/queries/upload-sessions.ts'
import { verifyAll } from '#db/verify.ts'
import { actorOn, until } from '#test/support/actors.ts'
import { openTestSite } from '#test/support/database.ts'
import { aPdf } from '#test/support/documents.ts'
import { startEngine } from '#test/support/engine.ts'
import { aKeptRecord, anItem, type Stage } from '#test/support/lives.ts'
import { aKey, filesHolding } from '#test/support/object-store.ts'

let stage: Stage
let deps: EngineDeps
beforeAll(async () => {
  const site = await openTestSite()
  stage = { site, engine: await startEngine(site) }
  const { sql, gate } = site
  deps = {
    sql,
    gate,
    store: stage.engine.store,
    siteMode: 'test',
    engineId: ENGINE_ID,
    run: DIRECT_RUN,
  }
})
afterAll(async () => {
  await stage?.engine.stop()
  await stage?.site.close()
})

/** Rot: one bit of the bytes turns over on the disk, behind the store's back; once more, and it is back. */
async function turnOver(canary: Buffer, to: Buffer): Promise<void> {
  const files = await filesHolding(canary)
  expect(files).not.toEqual([])
  for (const file of files) {
    const at = (await readFile(file)).indexOf(canary)
    const handle = await open(file, 'r+')
    await handle.write(to, 0, to.length, at)
    await handle.close()
  }
}

async function jobs(subjectId: string) {
  return stage.site.admin<{ id: string; state: string; code: string | null; owner: string }[]>`
    select id, state, error_code as code, owner_group as owner from job where subject_id = ${subjectId} and kind = 'check-fixity'`
}

async function checkIs(subjectId: string, state: string) {
  return until(
    `a check of ${subjectId} that is ${state}`,
    async () => (await jobs(subjectId)).find((job) => job.state === state),
    60_000,
  )
}

describe('the patrol of bytes', () => {
  test(
    'FLT-10 a bit that turned over on the disk becomes an incident, and its retry finds the copy sound again',
    { timeout: 400_000 },
    async () => {
      const canary = randomBytes(64)
      const rotten = Buffer.from(canary)
      rotten[0] = (canary[0] ?? 0) ^ 1
      const pdf = Buffer.concat([await aPdf({ pages: 1, text: '核定' }), Buffer.from('\n%'), canary])
      const recordId = await aKeptRecord(stage, { pdf })
      const sound = await aKeptRecord(stage)
      await turnOver(canary, rotten)
      expect(await patrolFixity(deps)).toMatchObject({ damaged: 1 })
      const incident = await checkIs(recordId, 'incident')
      expect(incident).toMatchObject({
        code: 'store.digest-mismatch',
        owner: expect.stringMatching(/^archives-clerk@/),
      })
      expect(await jobs(sound)).toEqual([])
      expect(await patrolFixity(deps), 'each copy once in its round').toEqual({ checked: 0, damaged: 0 })

      await turnOver(rotten, canary)
      await actorOn(stage.site, 'han.shuning').act({ subjects: [recordId] }, (facts) =>
        retryJob(facts, { subjectId: recordId, jobId: incident.id }),
      )
      await checkIs(recordId, 'completed')
      const faults = await stage.site.admin`select 1 from copy_patrol where fault is not null`
      expect(faults).toEqual([])
    },
  )

  test('FLT-10 a master that is gone is named by the patrol of locks', async () => {
    const recordId = await aKeptRecord(stage)
    const [master] = await stage.site.admin<{ bucket: Bucket; key: string }[]>`
      select bucket, key from object_copy where subject_id = ${recordId} and bucket = 'masters'`
    if (master === undefined) throw new Error('a kept record has a master')
    await until('the lock to lapse', async () =>
      (await deps.store.destroyAllVersions(master)).kind === 'destroyed' ? true : undefined,
    )
    await createMaintenanceActivities(deps).patrolLocks()
    expect(await checkIs(recordId, 'incident')).toMatchObject({ code: 'store.not-found' })
  })

  test('FLT-32 a check of a subject without faults ends by itself', async () => {
    const recordId = await aKeptRecord(stage)
    const ticket = {
      jobId: randomUUID(),
      kind: 'check-fixity',
      subjectKind: 'record',
      subjectId: recordId,
    } as const
    expect(await createLifecycleActivities(deps).performJob(ticket)).toEqual({ kind: 'done' })
  })
})

const NOTHING = { uploads: 0, sessions: 0, unnamed: 0, unfinished: 0, withdrawn: 0, errands: 0 }
const NOW = 0
const A_DAY = 86_400_000

/** A file of which two chunks have come. */
async function aSession(): Promise<{ readonly id: string; readonly keys: readonly string[] }> {
  const { sql } = stage.site
  const id = randomUUID()
  await insertUploadSession(sql, { id, ownerId: ENGINE_ID, name: '三.pdf', sizeBytes: 30 })
  const keys: string[] = []
  for (const offsetBytes of [0, 10]) {
    const key = aKey()
    await deps.store.put({ bucket: 'intake', key, body: randomBytes(10) })
    expect(await insertUploadPart(sql, { sessionId: id, offsetBytes, sizeBytes: 10, key })).toBe(true)
    keys.push(key)
  }
  return { id, keys }
}

describe('bytes that belong to nobody', () => {
  test('FLT-5 what is younger than a day may still be taken', async () => {
    const system = actorOn(stage.site, 'benefits-system')
    const uploadId = await system.upload(deps.store, {
      name: '一.pdf',
      body: await aPdf({ pages: 1, text: '一' }),
    })
    await deps.store.put({ bucket: 'intake', key: aKey(), body: randomBytes(10) })
    expect(await sweepOrphans(deps)).toEqual(NOTHING)
    const recordId = await system.creates({ uploadIds: [uploadId] })
    expect(recordId).toBeTypeOf('string')
  })

  test('FLT-5 an upload in chunks is left for a day, whatever its chunks wait for; then it goes with all of them', async () => {
    const { admin } = stage.site
    const [young, old] = [await aSession(), await aSession()]
    await admin`update upload_session set begun_at = now() - ${A_DAY} * interval '2 millisecond' where id = ${old.id}`
    expect(await sweepOrphans(deps)).toEqual({ ...NOTHING, sessions: 1 })
    const left = await admin<{ id: string }[]>`select id from upload_session`
    expect(left.map(({ id }) => id)).toEqual([young.id])
    expect(await admin`select 1 from upload_part where session_id = ${old.id}`).toEqual([])
    for (const key of old.keys)
      await expect(deps.store.stat({ bucket: 'intake', key })).rejects.toMatchObject({
        code: 'store.not-found',
      })
    for (const key of young.keys) expect(await deps.store.stat({ bucket: 'intake', key })).toMatchObject({})
    await admin`delete from upload_part where session_id = ${young.id}`
    await admin`delete from upload_session where id = ${young.id}`
  })

  test(
    'FLT-5 uploads that nobody took, objects that no row names and copies of withdrawn files go; what is in use stays',
    { timeout: 400_000 },
    async () => {
      const { site } = stage
      const system = actorOn(site, 'benefits-system')
      const kept = await aKeptRecord(stage)
      const open_ = await anItem(stage)
      const withdrawnFrom = await anItem(stage)
      await until('pictures of both', async () => {
        const [row] = await site.admin<{ n: number }[]>`
          select count(distinct subject_id)::int as n from digital_object where role = 'thumbnail' and subject_id in (${open_}, ${withdrawnFrom})`
        return row?.n === 2 ? true : undefined
      })
      const [content] = await site.admin<{ id: string }[]>`
        select id from digital_object where subject_id = ${withdrawnFrom} and role = 'content'`
      await actorOn(site, 'shen.zhiqiu').does(withdrawnFrom, 'arrange', {
        outcome: 'returned',
        form: { reason: '误交' },
      })
      const withdrawn = await actorOn(site, 'chen.lidong').act(
        { subjects: [withdrawnFrom], want: { objects: true } },
        (facts) =>
          withdrawContent(facts, { recordId: withdrawnFrom, objectId: content?.id ?? '', reason: '误交' }),
      )
      expect(withdrawn).toMatchObject({ kind: 'accepted' })
      const stray = aKey()
      await deps.store.put({ bucket: 'derived', key: stray, body: randomBytes(10) })
      const untaken = await system.upload(deps.store, {
        name: '二.pdf',
        body: await aPdf({ pages: 1, text: '二' }),
      })
      await site.admin`update upload set received_at = now() - ${A_DAY} * interval '2 millisecond' where id = ${untaken}`
      const before = await deps.store.clockMs()
      await until('a store clock that has gone on', async () => {
        return (await deps.store.clockMs()) > before ? true : undefined
      })

      const swept = await sweepOrphans(deps, NOW)
      expect(swept.uploads).toBeGreaterThanOrEqual(1)
      expect(swept.unnamed).toBeGreaterThanOrEqual(1)
      expect(swept.withdrawn, 'the file and the picture of its page').toBe(2)
      expect(await site.admin`select 1 from upload where id = ${untaken}`).toEqual([])
      await expect(deps.store.stat({ bucket: 'derived', key: stray })).rejects.toMatchObject({
        code: 'store.not-found',
      })
      const proved = await site.admin`
        select 1 from event where stream_id = ${withdrawnFrom} and type = 'copy.destroyed'`
      expect(proved).toHaveLength(2)
      const standing = await site.admin<{ bucket: Bucket; key: string; versionId: string | null }[]>`
        select bucket, key, version_id as "versionId" from object_copy where state = 'stored' and subject_id in (${kept}, ${open_})`
      expect(standing.length).toBeGreaterThan(3)
      for (const copy of standing) expect(await deps.store.stat(copy)).toMatchObject({})
      expect(await sweepOrphans(deps, NOW)).toEqual(NOTHING)
      expect(await verifyAll(site.sql, ENGINE_ID)).toMatchObject({ broken: [] })
    },
  )
})
