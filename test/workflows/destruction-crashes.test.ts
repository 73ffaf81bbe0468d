import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { startWorker, type RunningWorker } from '#activities/worker.ts'
import { addDays } from '#domain/dates.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { verifyAll } from '#db/verify.ts'
import { createLogger } from '#logger.ts'
import { openTask } from '#test/support/actors.ts'
import { openTestApi, personAt, type TestApi } from '#test/support/api.ts'
import type { CrashPoint } from '#test/support/crashing-worker.ts'
import { aPdf } from '#test/support/documents.ts'
import { startEngine } from '#test/support/engine.ts'
import {
  aDueRecord,
  approvedList,
  arrivesAt,
  checkAndStart,
  coolDown,
  sign,
  todayOf,
  type Stage,
} from '#test/support/lives.ts'
import { filesHolding } from '#test/support/object-store.ts'

/** A site of its own for each test: they wait for missed heartbeats most of the time, and do it side by side. */
interface Scene extends Stage {
  readonly api: TestApi
  /** The worker of this process, for what no crash is wanted in; undefined while there is none. */
  calm: RunningWorker | undefined
}

async function onScene(play: (scene: Scene) => Promise<void>): Promise<void> {
  const api = await openTestApi()
  const engine = await startEngine(api.site)
  const scene: Scene = { api, site: api.site, engine, calm: engine.worker }
  try {
    await play(scene)
  } finally {
    await scene.calm?.stop()
    await engine.stop()
    await api.close()
  }
}

const PROGRAM = fileURLToPath(new URL('../support/crashing-worker.ts', import.meta.url))

/** Runs the worker until it has killed itself at that point. */
async function crashAt({ site }: Scene, point: CrashPoint): Promise<void> {
  const { name } = site.config.database
  const env = {
    ...process.env,
    DATABASE_NAME: name,
    S3_BUCKET_PREFIX: site.config.store.prefix,
    TEMPORAL_TASK_QUEUE: name,
  }
  const child = spawn(process.execPath, [PROGRAM, point], { env, stdio: ['ignore', 'inherit', 'inherit'] })
  const signal = await new Promise<NodeJS.Signals | null>((resolve) => {
    child.once('exit', (_code, by) => resolve(by))
  })
  expect(signal, `the worker died at ${point}`).toBe('SIGKILL')
}

async function calmWorker(scene: Scene): Promise<void> {
  const { config } = scene.site
  const logger = createLogger('test', 'silent')
  scene.calm = await startWorker({ config, logger })
}

interface Doomed {
  readonly recordId: string
  readonly listId: string
  readonly canary: Buffer
}

async function rest(scene: Scene): Promise<void> {
  await scene.calm?.stop()
  scene.calm = undefined
}

/** A record whose destruction the executor has just started, with nobody there to do it. */
async function doomed(scene: Scene): Promise<Doomed> {
  const canary = randomBytes(64)
  const pdf = Buffer.concat([await aPdf({ pages: 2, text: '失业保险待遇核定' }), Buffer.from('\n%'), canary])
  const recordId = await aDueRecord(scene, { pdf })
  const listId = await approvedList(scene, [recordId])
  await coolDown(scene, listId)
  expect(await filesHolding(canary)).not.toEqual([])
  await rest(scene)
  await checkAndStart(scene, listId, 1)
  return { recordId, listId, canary }
}

interface Standing {
  readonly begun: number
  readonly destroyed: number
  readonly certified: number
  readonly proofs: number
  readonly copies: number
  readonly left: number
}

async function standingOf({ site }: Scene, { recordId, listId }: Doomed): Promise<Standing> {
  const [row] = await site.admin<Standing[]>`
    select count(*) filter (where type = 'destruction.begun')::int as begun, count(*) filter (where type = 'record.destroyed')::int as destroyed,
      count(*) filter (where type = 'list.certified')::int as certified, count(*) filter (where type = 'copy.destroyed')::int
        - (select count(*)::int from object_copy where subject_id = ${recordId} and bucket = 'intake') as proofs,
      (select count(*)::int from object_copy where subject_id = ${recordId} and bucket <> 'intake') as copies,
      (select count(*)::int from object_copy where subject_id = ${recordId} and state = 'stored') as left
    from event where stream_id in (${recordId}, ${listId})`
  if (row === undefined) throw new Error('an aggregate has one row')
  return row
}

/** Never a register entry or a certificate while bytes are left; never anything twice. */
async function expectNothingHalf(scene: Scene, life: Doomed, point: CrashPoint): Promise<Standing> {
  const standing = await standingOf(scene, life)
  expect(standing.begun, point).toBeLessThanOrEqual(1)
  expect(standing.destroyed, point).toBeLessThanOrEqual(1)
  expect(standing.proofs + standing.left, point).toBe(standing.copies)
  if (standing.destroyed > 0) {
    expect(standing.left, point).toBe(0)
    expect(await filesHolding(life.canary), point).toEqual([])
  }
  if (standing.certified > 0) expect(standing.destroyed, point).toBe(1)
  return standing
}

async function wholeEnd(scene: Scene, life: Doomed) {
  await arrivesAt(scene.site, 'disposal_list', life.listId, 'completed')
  const standing = await expectNothingHalf(scene, life, 'evidence-kept')
  expect(standing).toMatchObject({ begun: 1, destroyed: 1, certified: 1, left: 0, proofs: standing.copies })
  expect(standing.copies).toBeGreaterThan(1)
  const kept = await scene.site.admin`
    select 1 from object_copy where subject_id = ${life.listId} and bucket = 'evidence' and state = 'stored'`
  expect(kept, 'register and certificate, one of each').toHaveLength(2)
  return verifyAll(scene.site.sql, ENGINE_ID)
}

test.concurrent(
  'REQ-26 REQ-28 FLT-29 PRM-4 killed after the point of no return, with a copy gone and not yet proved, after the reclaim and after the last act, it comes to its one end; a hold on the way is refused and remembered',
  { timeout: 400_000 },
  async () =>
    onScene(async (scene) => {
      const life = await doomed(scene)
      await crashAt(scene, 'begun')
      expect(await expectNothingHalf(scene, life, 'begun')).toMatchObject({ begun: 1, proofs: 0 })

      const han = await personAt(scene.api.app, 'han.shuning')
      const held = await han.post(`/api/records/${life.recordId}/holds`, {
        body: { reason: '诉讼', authority: '法院', reviewOn: addDays(await todayOf(scene.site), 30) },
      })
      expect(held.statusCode).toBe(409)
      expect(held.json()).toMatchObject({ code: 'record.being-destroyed' })
      await expect
        .poll(
          () => scene.site.admin`select person_id from access_log
          where subject_id = ${life.recordId} and action = 'POST /api/records/:id/holds' and result = 'record.being-destroyed'`,
        )
        .toHaveLength(1)
      const remembered = await scene.site.admin`
      select 1 from event where stream_id = ${life.recordId} and type = 'hold.refused'`
      expect(remembered).toHaveLength(1)

      for (const point of ['copy-deleted', 'reclaimed', 'concluded'] as const) {
        await crashAt(scene, point)
        await expectNothingHalf(scene, life, point)
      }
      await calmWorker(scene)
      await openTask(scene.site, life.listId, 'sign')
      await sign(scene, life.listId)
      expect(await wholeEnd(scene, life)).toMatchObject({ verdict: 'whole', faults: [], broken: [] })
    }),
)

test.concurrent(
  'REQ-26 REQ-28 FLT-29 killed after a proof, before the reclaim, after the tombstone and with the certificate kept and not yet named, it comes to its one end',
  { timeout: 400_000 },
  async () =>
    onScene(async (scene) => {
      const life = await doomed(scene)
      for (const point of ['copy-proved', 'before-reclaim', 'finished'] as const) {
        await crashAt(scene, point)
        await expectNothingHalf(scene, life, point)
      }
      await calmWorker(scene)
      await openTask(scene.site, life.listId, 'sign')
      await rest(scene)
      await sign(scene, life.listId)
      await crashAt(scene, 'evidence-kept')
      await expectNothingHalf(scene, life, 'evidence-kept')
      await calmWorker(scene)
      expect(await wholeEnd(scene, life)).toMatchObject({ verdict: 'whole', faults: [], broken: [] })
    }),
)
