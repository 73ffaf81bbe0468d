import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorker, bundleWorkflows, type RunningWorker } from '#activities/worker.ts'
import { addDays } from '#domain/dates.ts'
import { ENGINE_ID } from '#db/seed/demo-organisation.ts'
import { verifyAll } from '#db/verify.ts'
import { createLogger } from '#logger.ts'
import { openTask } from '#test/support/actors.ts'
import { openTestApi, personAt, type TestApi } from '#test/support/api.ts'
import type { CrashPoint } from '#test/support/crashing-worker.ts'
import { aPdf } from '#test/support/documents.ts'
import { startEngine, type Engine } from '#test/support/engine.ts'
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

let api: TestApi
let engine: Engine
let stage: Stage
/** The worker of this process, for what no crash is wanted in. */
let calm: RunningWorker | undefined
beforeAll(async () => {
  api = await openTestApi()
  engine = await startEngine(api.site)
  stage = { site: api.site, engine }
})
afterAll(async () => {
  await calm?.stop()
  await engine?.stop()
  await api?.close()
})

const PROGRAM = fileURLToPath(new URL('../support/crashing-worker.ts', import.meta.url))

/** Runs the worker until it has killed itself at that point. */
async function crashAt(point: CrashPoint): Promise<void> {
  const { name } = api.site.config.database
  const env = {
    ...process.env,
    DATABASE_NAME: name,
    S3_BUCKET_PREFIX: api.site.config.store.prefix,
    TEMPORAL_TASK_QUEUE: name,
  }
  const child = spawn(process.execPath, [PROGRAM, point], { env, stdio: ['ignore', 'inherit', 'inherit'] })
  const signal = await new Promise<NodeJS.Signals | null>((resolve) => {
    child.once('exit', (_code, by) => resolve(by))
  })
  expect(signal, `the worker died at ${point}`).toBe('SIGKILL')
}

async function calmWorker(): Promise<void> {
  const { config } = api.site
  const logger = createLogger('test', 'silent')
  calm = await startWorker({ config, logger, workflowBundle: await bundleWorkflows() })
}

interface Doomed {
  readonly recordId: string
  readonly listId: string
  readonly canary: Buffer
}

/** A record whose destruction the executor has just started, with nobody there to do it. */
async function doomed(): Promise<Doomed> {
  const canary = randomBytes(64)
  const pdf = Buffer.concat([await aPdf({ pages: 2, text: '失业保险待遇核定' }), Buffer.from('\n%'), canary])
  const recordId = await aDueRecord(stage, { pdf })
  const listId = await approvedList(stage, [recordId])
  await coolDown(stage, listId)
  expect(await filesHolding(canary)).not.toEqual([])
  await (calm ?? engine.worker).stop()
  calm = undefined
  await checkAndStart(stage, listId, 1)
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

async function standingOf({ recordId, listId }: Doomed): Promise<Standing> {
  const [row] = await api.site.admin<Standing[]>`
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
async function expectNothingHalf(life: Doomed, point: CrashPoint): Promise<Standing> {
  const standing = await standingOf(life)
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

async function expectWholeEnd(life: Doomed): Promise<void> {
  await arrivesAt(api.site, 'disposal_list', life.listId, 'completed')
  const standing = await expectNothingHalf(life, 'evidence-kept')
  expect(standing).toMatchObject({ begun: 1, destroyed: 1, certified: 1, left: 0, proofs: standing.copies })
  expect(standing.copies).toBeGreaterThan(1)
  const kept = await api.site.admin`
    select 1 from object_copy where subject_id = ${life.listId} and bucket = 'evidence' and state = 'stored'`
  expect(kept, 'register and certificate, one of each').toHaveLength(2)
  expect(await verifyAll(api.site.sql, ENGINE_ID)).toMatchObject({ verdict: 'whole', faults: [], broken: [] })
}

test(
  'FLT-29 PRM-4 killed after the point of no return, with a copy gone and not yet proved, after the reclaim and after the last act, it comes to its one end; a hold on the way is refused and remembered',
  { timeout: 400_000 },
  async () => {
    const life = await doomed()
    await crashAt('begun')
    expect(await expectNothingHalf(life, 'begun')).toMatchObject({ begun: 1, proofs: 0 })

    const han = await personAt(api.app, 'han.shuning')
    const held = await han.post(`/api/records/${life.recordId}/holds`, {
      body: { reason: '诉讼', authority: '法院', reviewOn: addDays(await todayOf(api.site), 30) },
    })
    expect(held.statusCode).toBe(409)
    expect(held.json()).toMatchObject({ code: 'record.being-destroyed' })
    await expect
      .poll(
        () => api.site.admin`select person_id from access_log
          where subject_id = ${life.recordId} and action = 'POST /api/records/:id/holds' and result = 'record.being-destroyed'`,
      )
      .toHaveLength(1)
    const remembered = await api.site.admin`
      select 1 from event where stream_id = ${life.recordId} and type = 'hold.refused'`
    expect(remembered).toHaveLength(1)

    for (const point of ['copy-deleted', 'reclaimed', 'concluded'] as const) {
      await crashAt(point)
      await expectNothingHalf(life, point)
    }
    await calmWorker()
    await openTask(api.site, life.listId, 'sign')
    await sign(stage, life.listId)
    await expectWholeEnd(life)
  },
)

test(
  'FLT-29 killed after a proof, before the reclaim, after the tombstone and with the certificate kept and not yet named, it comes to its one end',
  { timeout: 400_000 },
  async () => {
    const life = await doomed()
    for (const point of ['copy-proved', 'before-reclaim', 'finished'] as const) {
      await crashAt(point)
      await expectNothingHalf(life, point)
    }
    await calmWorker()
    await openTask(api.site, life.listId, 'sign')
    await calm?.stop()
    calm = undefined
    await sign(stage, life.listId)
    await crashAt('evidence-kept')
    await expectNothingHalf(life, 'evidence-kept')
    await calmWorker()
    await expectWholeEnd(life)
  },
)
