import { expect, test } from 'vitest'
import { createMaintenanceActivities } from '#activities/maintenance.ts'
import { DIRECT_RUN } from '#activities/engine.ts'
import { secureCopy } from '#activities/copies/secure.ts'
import { decideLift, placeHold, proposeLift } from '#domain/acts/holds.ts'
import { decideQuarantine, quarantine } from '#domain/acts/quarantine.ts'
import { retryJob } from '#domain/acts/retry-job.ts'
import { addDays } from '#domain/dates.ts'
import { lockStepMsOf } from '#domain/lock.ts'
import { withActor } from '#db/actor.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { newId } from '#db/ids.ts'
import { demoPersonId } from '#db/seed/demo-organisation.ts'
import type { ObjectStore } from '#db/objects.ts'
import { verifyAll } from '#db/verify.ts'
import { actorOn, idIn, openTask, until, type Login } from '#test/support/actors.ts'
import {
  aDueRecord,
  aKeptRecord,
  anItem,
  approvedList,
  arrivesAt,
  checkAndStart,
  concludedList,
  coolDown,
  FACTOR,
  fileAndAppraise,
  fileForRecord,
  handOver,
  todayOf,
  ownStage,
} from '#test/support/lives.ts'

const stage = ownStage()

interface Master {
  readonly id: string
  readonly bucket: 'masters'
  readonly key: string
  readonly versionId: string
}

async function masterOf(recordId: string): Promise<Master> {
  const [master] = await stage.site.admin<Master[]>`
    select id, bucket, key, version_id as "versionId" from object_copy where subject_id = ${recordId} and bucket = 'masters'`
  if (master === undefined) throw new Error(`record ${recordId} has no master`)
  return master
}

/** What the store itself says, read back. */
async function lockedUntilMs(master: Master): Promise<number> {
  const retention = await stage.engine.store.retentionOf(master)
  if (retention.kind === 'none') throw new Error('a master without a lock')
  return retention.retainUntilMs
}

async function lapses(master: Master): Promise<number> {
  const untilMs = await lockedUntilMs(master)
  await until('the lock to lapse', async () =>
    (await stage.engine.store.clockMs()) > untilMs ? true : undefined,
  )
  return untilMs
}

async function renewedAfter(master: Master, beforeMs: number): Promise<number> {
  return until('the lock to be renewed', async () => {
    const untilMs = await lockedUntilMs(master)
    return untilMs > beforeMs ? untilMs : undefined
  })
}

async function isStore(master: Master, wanted: 'held' | 'free'): Promise<void> {
  await until(`a store that says ${wanted}`, async () =>
    (await stage.engine.store.legalHoldOf(master)) === wanted ? true : undefined,
  )
}

function patrol() {
  const { site, engine } = stage
  return createMaintenanceActivities({
    sql: site.sql,
    gate: site.gate,
    store: engine.store,
    siteMode: 'test',
    engineId: ENGINE_ID,
    run: DIRECT_RUN,
  }).patrolLocks()
}

async function hold(recordId: string, by: Login = 'han.shuning'): Promise<string> {
  const reviewOn = addDays(await todayOf(stage.site), 90)
  const placed = await actorOn(stage.site, by).act({ subjects: [recordId], want: { list: true } }, (facts) =>
    placeHold(facts, { recordId, reason: '行政复议', authority: '法规处', reviewOn }),
  )
  if (placed.kind === 'refused') throw new Error(placed.code)
  return idIn(placed.answer, 'holdId')
}

async function lift(recordId: string, holdId: string): Promise<void> {
  const facts = { subjects: [recordId] }
  const proposed = await actorOn(stage.site, 'han.shuning').act(facts, (f) =>
    proposeLift(f, { recordId, holdId, reason: '已结案' }),
  )
  expect(proposed).toMatchObject({ kind: 'accepted' })
  const decision = { recordId, holdId, decision: 'confirm' as const, reason: '' }
  const decided = await actorOn(stage.site, 'wei.changqing').act(facts, (f) => decideLift(f, decision))
  expect(decided).toMatchObject({ kind: 'accepted' })
}

test(
  'REQ-19 approval stops the renewal of locks in its own commit; a stop by a witness renews them at once',
  { timeout: 400_000 },
  async () => {
    const recordId = await aDueRecord(stage)
    const master = await masterOf(recordId)
    const listId = await concludedList(stage, [recordId])
    await fileForRecord(stage, listId)
    const first = await lapses(master)
    await patrol()
    expect(
      await lockedUntilMs(master),
      'silence means keep: before the approval it is renewed',
    ).toBeGreaterThan(first)

    await actorOn(stage.site, 'qian.wangshu').does(listId, 'approve', {
      outcome: 'approved',
      form: { opinion: '同意销毁' },
      factor: FACTOR,
    })
    const last = await lapses(master)
    await patrol()
    expect(await lockedUntilMs(master), 'after the approval it is left to lapse').toBe(last)

    await coolDown(stage, listId)
    await actorOn(stage.site, 'zhuo.feng').does(listId, 'check', {
      slot: 'witness-business',
      outcome: 'aborted',
      form: { countedRecords: 1, isAsRegistered: false, remarks: '实物不符' },
      factor: FACTOR,
    })
    expect(await renewedAfter(master, last)).toBeGreaterThan(await stage.engine.store.clockMs())
    expect(await stage.engine.store.destroyAllVersions(master)).toMatchObject({ kind: 'locked' })
  },
)

test(
  'an approval that meets the patrol at work waits for it, and no lock is lengthened after it',
  { timeout: 400_000 },
  async () => {
    const { site, engine } = stage
    const recordId = await aDueRecord(stage)
    const master = await masterOf(recordId)
    const listId = await concludedList(stage, [recordId])
    await fileForRecord(stage, listId)
    await lapses(master)
    const head = actorOn(site, 'qian.wangshu')
    const task = await openTask(site, listId, 'approve')
    await head.claim(task)
    const approved = async () =>
      (await site.admin`select 1 from disposal_list where id = ${listId} and approved_by is not null`).length

    let approval: Promise<unknown> | undefined
    let approvedWhileLocking = 0
    const slow: ObjectStore = {
      ...engine.store,
      async extendLock(...asked) {
        approval = head.complete(task, {
          outcome: 'approved',
          form: { opinion: '同意销毁' },
          factor: FACTOR,
        })
        await until('the approval to wait, or to stand', async () => {
          const waiting = await site.admin`
            select 1 from pg_locks l join pg_database d on d.oid = l.database
            where d.datname = current_database() and l.locktype = 'advisory' and not l.granted`
          return waiting.length + (await approved()) > 0 ? true : undefined
        })
        approvedWhileLocking = await approved()
        return engine.store.extendLock(...asked)
      },
    }
    const { sql, gate } = site
    const deps = { sql, gate, siteMode: 'test' as const, engineId: ENGINE_ID, run: DIRECT_RUN }
    expect(await secureCopy({ ...deps, store: slow }, master.id)).toMatchObject({ renewed: true })
    expect(await approval).toMatchObject({ kind: 'accepted' })
    expect(approvedWhileLocking).toBe(0)

    const last = await lapses(master)
    await secureCopy({ ...deps, store: engine.store }, master.id)
    expect(await lockedUntilMs(master)).toBe(last)
  },
)

test('REQ-20 a rejected approval renews the locks at once', async () => {
  const recordId = await aDueRecord(stage)
  const master = await masterOf(recordId)
  const listId = await concludedList(stage, [recordId])
  await fileForRecord(stage, listId)
  const last = await lapses(master)
  await actorOn(stage.site, 'qian.wangshu').does(listId, 'approve', {
    outcome: 'rejected',
    form: { opinion: '不同意' },
    factor: FACTOR,
  })
  expect(await renewedAfter(master, last)).toBeGreaterThan(last)
})

test(
  'REQ-34 REQ-36 REQ-38 FEA-E10 a hold renews the locks and sets the legal hold of the store at once; only the last lifting clears it',
  { timeout: 400_000 },
  async () => {
    const { store } = stage.engine
    const recordId = await aDueRecord(stage)
    const master = await masterOf(recordId)
    await approvedList(stage, [recordId])
    const last = await lapses(master)
    const first = await hold(recordId)
    await isStore(master, 'held')
    await renewedAfter(master, last)
    const second = await hold(recordId)

    await lapses(master)
    expect(await store.destroyAllVersions(master), 'held, whatever the lock').toEqual({ kind: 'held' })
    await store.clearLegalHold(master)
    await patrol()
    expect(await store.legalHoldOf(master), 'the patrol sets it again').toBe('held')

    await lift(recordId, first)
    await until('the work after the lifting', async () => {
      const [row] = await stage.site.admin<{ n: number }[]>`
        select count(*)::int as n from job where subject_id = ${recordId} and kind = 'secure-copies' and state = 'completed'`
      return row?.n === 3 ? true : undefined
    })
    expect(await store.legalHoldOf(master), 'the other hold still stands').toBe('held')
    await lift(recordId, second)
    await isStore(master, 'free')
  },
)

test(
  'FEA-E10 what is filed under a hold stands under the hold of the store',
  { timeout: 400_000 },
  async () => {
    const recordId = await anItem(stage)
    await openTask(stage.site, recordId, 'arrange')
    const holdId = await hold(recordId, 'guo.huaiyuan')
    await fileAndAppraise(stage, recordId)
    const master = await masterOf(recordId)
    await isStore(master, 'held')
    await handOver(stage, recordId)
    await lift(recordId, holdId)
    await isStore(master, 'free')
    expect(await stage.engine.store.legalHoldOf(master)).toBe('free')
  },
)

test(
  'REQ-34 FEA-E10 FLT-32 nothing passes the point of no return while the store holds a copy that the ledger does not: an incident, and on when it was cleared',
  { timeout: 400_000 },
  async () => {
    const { site, engine } = stage
    const recordId = await aDueRecord(stage)
    const master = await masterOf(recordId)
    const listId = await approvedList(stage, [recordId])
    await coolDown(stage, listId)
    await engine.store.setLegalHold(master)
    await checkAndStart(stage, listId, 1)
    const incident = await until(
      'an incident of the destruction',
      async () => {
        const [row] = await site.admin<{ id: string; code: string }[]>`
          select id, error_code as code from job where subject_id = ${listId} and kind = 'destroy' and state = 'incident'`
        return row
      },
      90_000,
    )
    expect(incident.code).toBe('record.on-hold')
    expect(
      await site.admin`select 1 from record where id = ${recordId} and destruction_begun_at is not null`,
    ).toEqual([])
    await engine.store.clearLegalHold(master)
    await actorOn(site, 'han.shuning').act({ subjects: [listId] }, (facts) =>
      retryJob(facts, { subjectId: listId, jobId: incident.id }),
    )
    await arrivesAt(site, 'record', recordId, 'destroyed')
    expect(await verifyAll(site.sql, ENGINE_ID)).toMatchObject({ verdict: 'whole', faults: [], broken: [] })
  },
)

test(
  'REG-10 FEA-E9 a declared secret is read by nobody while its master is locked, and goes by the delete gate when the lock lapses',
  { timeout: 400_000 },
  async () => {
    const { site, engine } = stage
    const recordId = await aKeptRecord(stage)
    const master = await masterOf(recordId)
    const objects = await site.admin<{ id: string }[]>`
      select id from digital_object where subject_id = ${recordId} and role = 'content'`
    const marked = { recordId, objectIds: objects.map(({ id }) => id) }
    const want = { subjects: [recordId], want: { objects: true } as const }
    const principal = { kind: 'person' as const, id: ENGINE_ID }
    const found = await site.gate.act(
      { name: 'test', facts: { ...want, principal, key: newId() }, body: {} },
      (facts) => quarantine(facts, marked),
    )
    expect(found).toMatchObject({ kind: 'accepted' })
    expect(await patrolled(master), 'what is only found is kept').toBe('renewed')

    // Long enough for a slow machine to look at it before it lapses.
    await engine.store.extendLock(master, (await engine.store.clockMs()) + 15_000)
    const said = { recordId, finding: 'secret', reference: '密定〔2026〕3号' } as const
    const decided = await actorOn(site, 'mo.weilan').act(want, (facts) => decideQuarantine(facts, said))
    expect(decided).toMatchObject({ kind: 'accepted' })
    const untilMs = await lockedUntilMs(master)
    expect(await engine.store.clockMs(), 'the removal is ordered while the master is locked').toBeLessThan(
      untilMs,
    )
    for (const login of ['han.shuning', 'shen.zhiqiu', 'duan.jingxing'] as const)
      expect(await copiesSeenBy(login, recordId), login).toBe(0)
    expect(await engine.store.clockMs()).toBeLessThan(untilMs)
    expect(await lockedUntilMs(master), 'it is there, and waited for').toBe(untilMs)
    expect(await site.admin`select 1 from record where id = ${recordId} and ended_on is not null`).toEqual([])
    expect(await patrolled(master), 'what a person decided on is kept no longer').toBe('left')

    await arrivesAt(site, 'record', recordId, 'withdrawn')
    expect(await engine.store.clockMs(), 'not before the lock had lapsed').toBeGreaterThan(untilMs)
    await expect(engine.store.retentionOf(master)).rejects.toMatchObject({ code: 'store.not-found' })
    const copies = await site.admin<{ id: string; state: string }[]>`
      select id, state from object_copy where subject_id = ${recordId} order by id`
    expect(new Set(copies.map(({ state }) => state))).toEqual(new Set(['destroyed']))
    const proofs = await site.admin<{ id: string; proof: string }[]>`
      select canonical::jsonb->'data'->>'copyId' as id, canonical::jsonb->'data'->>'proof' as proof
      from event where stream_id = ${recordId} and type = 'copy.destroyed' order by 1`
    expect(proofs.map(({ id }) => id)).toEqual(copies.map(({ id }) => id))
    // What was received went when it was locked; the rest goes now, read back.
    const readBack = new Map(proofs.map(({ id, proof }) => [id, JSON.parse(proof) as object]))
    expect(readBack.get(master.id)).toMatchObject({ key: master.key, readBack: 'no version left' })
    expect(await verifyAll(site.sql, ENGINE_ID)).toMatchObject({ verdict: 'whole', faults: [], broken: [] })
  },
)

/** What a patrol of locks does with one master whose lock is still running, and could be longer: the store's clock tells seconds. */
async function patrolled(master: Master): Promise<'renewed' | 'left'> {
  const before = await lockedUntilMs(master)
  await until('a lock that could be longer', async () =>
    (await stage.engine.store.clockMs()) + lockStepMsOf('test', { kind: 'due' }) > before ? true : undefined,
  )
  await patrol()
  return (await lockedUntilMs(master)) > before ? 'renewed' : 'left'
}

async function copiesSeenBy(login: Login, recordId: string): Promise<number> {
  const seen = await withActor(stage.site.sql, { kind: 'person', id: demoPersonId(login) }, async (tx) => {
    const [row] = await tx<{ n: number }[]>`
      select (select count(*) from object_copy where subject_id = ${recordId})::int
        + (select count(*) from object_text where subject_id = ${recordId})::int as n`
    return row?.n ?? 0
  })
  if (seen.kind === 'refused') throw new Error(seen.code)
  return seen.value
}
