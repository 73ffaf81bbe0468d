import { afterAll, beforeAll, expect, test } from 'vitest'
import { retryJob } from '#domain/acts/retry-job.ts'
import { connectCache } from '#db/cache.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { newId } from '#db/ids.ts'
import { openObjectStore, type ObjectStore } from '#db/objects.ts'
import { verifyAll } from '#db/verify.ts'
import { actorOn, openTask, until } from '#test/support/actors.ts'
import { aFile, handIn, multipart, openTestApi, personAt, type TestApi } from '#test/support/api.ts'
import type { TestSite } from '#test/support/database.ts'
import { aPdf } from '#test/support/documents.ts'
import { startEngine, type Engine } from '#test/support/engine.ts'
import { startOwnServer, type OwnServer } from '#test/support/own-server.ts'

let server: OwnServer
let store: ObjectStore
let api: TestApi
let site: TestSite
let engine: Engine
beforeAll(async () => {
  server = await startOwnServer('s3')
  const config = {
    endpoint: server.env['S3_ENDPOINT'] ?? '',
    accessKey: server.env['S3_ACCESS_KEY'] ?? '',
    secretKey: server.env['S3_SECRET_KEY'] ?? '',
    reclaimUrl: server.env['S3_MASTER_ADMIN_URL'] ?? '',
    prefix: `o${newId().slice(-8)}-`,
  }
  store = openObjectStore(config)
  await store.ensureBuckets()
  api = await openTestApi({ store })
  site = { ...api.site, config: { ...api.site.config, store: config } }
  engine = await startEngine(site)
})
afterAll(async () => {
  await engine?.stop()
  await api?.close()
  store?.close()
  await server?.stop()
})

async function handsIn(pdf: Buffer, key: string) {
  return handIn(api.app, { files: [aFile('核定表.pdf', pdf)], key })
}

async function atFiling(pdf: Buffer): Promise<string> {
  const answer = await handsIn(pdf, newId())
  const { recordId } = answer.json<{ recordId: string }>()
  await actorOn(site, 'shen.zhiqiu').does(recordId, 'arrange', {
    outcome: 'arranged',
    form: { pages: 1, isInOrder: true },
  })
  return recordId
}

async function files(recordId: string): Promise<void> {
  await actorOn(site, 'shen.zhiqiu').does(recordId, 'file', {
    outcome: 'filed',
    form: { classCode: 'SI-5-03' },
  })
}

async function count(table: 'record' | 'upload'): Promise<number> {
  const [row] = await site.admin<{ n: number }[]>`select count(*)::int as n from ${site.admin(table)}`
  return row?.n ?? 0
}

test(
  'REQ-28 FLT-5 FLT-32 with the store gone a file is refused clearly, work retries or becomes an incident, and everything goes on when it is back',
  { timeout: 400_000 },
  async () => {
    const pdf = await aPdf({ pages: 1, text: '核定' })
    const [early, late] = [await atFiling(pdf), await atFiling(pdf)]
    const person = await personAt(api.app, 'shen.zhiqiu')
    const before = { records: await count('record'), uploads: await count('upload') }

    await server.kill()
    const key = newId()
    const refused = await handsIn(pdf, key)
    expect(refused.statusCode).toBe(503)
    expect(refused.json()).toMatchObject({
      code: 'store.unavailable',
      fix: expect.stringContaining('nothing is lost'),
    })
    const { body, headers } = multipart([aFile('核定表.pdf', pdf)])
    const upload = await person.post('/api/uploads', { body, headers })
    expect([upload.statusCode, upload.json<{ code: string }>().code]).toEqual([503, 'store.unavailable'])
    expect({ records: await count('record'), uploads: await count('upload') }).toEqual(before)
    expect((await person.get('/api/health')).json()).toMatchObject({
      verdict: 'down',
      parts: expect.arrayContaining([expect.objectContaining({ name: 'store', state: 'down' })]),
    })
    await files(early)
    const incident = await until(
      'an incident of the preservation',
      async () => {
        const [row] = await site.admin<{ id: string; code: string }[]>`
          select id, error_code as code from job where subject_id = ${early} and kind = 'preserve' and state = 'incident'`
        return row
      },
      120_000,
    )
    expect(incident.code).toBe('store.unavailable')
    await files(late)

    await server.restart()
    await openTask(site, late, 'appraise')
    const retried = await actorOn(site, 'shen.zhiqiu').act({ subjects: [early] }, (facts) =>
      retryJob(facts, { subjectId: early, jobId: incident.id }),
    )
    expect(retried).toMatchObject({ kind: 'accepted' })
    await openTask(site, early, 'appraise')
    const again = await handsIn(pdf, key)
    expect(again.statusCode).toBe(201)
    expect(await count('record')).toBe(before.records + 1)
    await openTask(site, again.json<{ recordId: string }>().recordId, 'arrange')
    const masters = await site.admin<{ id: string; n: number }[]>`
      select subject_id as id, count(*)::int as n from object_copy where bucket = 'masters' and state = 'stored' group by 1`
    expect(masters).toHaveLength(2)
    expect(masters.every(({ n }) => n === 1)).toBe(true)
    expect(await verifyAll(site.sql, ENGINE_ID)).toMatchObject({ verdict: 'whole', faults: [], broken: [] })
  },
)

test(
  'FLT-6 with Redis killed in the middle everything works, and it counts again when it is back',
  { timeout: 400_000 },
  async () => {
    const redis = await startOwnServer('redis')
    const cache = connectCache(redis.env['REDIS_URL'] ?? '')
    const cached = await openTestApi({ cache })
    try {
      const isCounted = () =>
        until('Redis that counts', async () => (cache.status === 'ready' ? true : undefined))
      await isCounted()
      const person = await personAt(cached.app, 'shen.zhiqiu')
      await redis.kill()
      await until('a cache that knows it', async () => (cache.status === 'ready' ? undefined : true))
      const answer = await handIn(cached.app)
      expect(answer.statusCode).toBe(201)
      expect((await person.get('/api/tasks')).statusCode).toBe(200)
      expect((await person.get('/api/health')).json()).toMatchObject({
        parts: expect.arrayContaining([expect.objectContaining({ name: 'redis', state: 'down' })]),
      })
      await redis.restart()
      await isCounted()
      expect((await person.get('/api/health')).json()).toMatchObject({
        parts: expect.arrayContaining([expect.objectContaining({ name: 'redis', state: 'up' })]),
      })
    } finally {
      cache.disconnect()
      await cached.close()
      await redis.stop()
    }
  },
)
