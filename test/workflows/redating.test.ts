import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { restoreSite } from '#activities/export/restore-site.ts'
import { rehydrate } from '#api/rehydrate.ts'
import { startRelay } from '#api/relay.ts'
import { createLogger } from '#logger.ts'
import { withActorAtOneMoment } from '#db/actor.ts'
import type { Sql } from '#db/client.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { verifyAll, verifyStream } from '#db/verify.ts'
import { faultsBeside } from '#db/verify-site.ts'
import { orderRedating, steerRedating } from '#domain/acts/redate.ts'
import { CONSENT } from '#test/support/domain.ts'
import { activateSchedule, approveSchedule, draftSchedule, reviewSchedule } from '#domain/acts/schedules.ts'
import { plainDate } from '#domain/dates.ts'
import type { ScheduleRow } from '#domain/schedule.ts'
import { actorOn, idIn, until } from '#test/support/actors.ts'
import { anEmptyPlace, exported } from '#test/support/elsewhere.ts'
import { faultsOfDocuments } from '#test/support/export-schema.ts'
import { aKeptRecord, ownStage } from '#test/support/lives.ts'

const stage = ownStage()

type Seat = ReturnType<typeof actorOn>

async function seat(role: string): Promise<Seat> {
  const [row] = await stage.site.admin<{ login: Parameters<typeof actorOn>[1] }[]>`
    select p.login from person p join post o on o.person_id = p.id where o.role = ${role} order by p.login limit 1`
  if (row === undefined) throw new Error(`nobody is ${role}`)
  return actorOn(stage.site, row.login)
}

/** A version in which unemployment benefits are kept so many years, in force. */
async function inForce(name: string, years: number): Promise<string> {
  const { admin } = stage.site
  const [active] = await admin<{ id: string }[]>`
    select id from schedule_version where schedule = 'social-insurance' and state = 'active'`
  const activeId = String(active?.id)
  const rules = await admin<
    { rule: ScheduleRow }[]
  >`select rule from schedule_row where schedule_version_id = ${activeId}`
  const rows = rules.map(({ rule }): ScheduleRow => ({
    ...rule,
    scheduleVersion: name,
    ...(rule.code === 'SI-5-03' ? { period: { kind: 'years', years } } : {}),
  }))
  const effectiveOn = plainDate('2020-01-01')
  const [clerk, head, main] = [
    await seat('archives-clerk'),
    await seat('archives-head'),
    await seat('main-head'),
  ]
  const drafted = await clerk.act({ subjects: [activeId] }, (facts) =>
    draftSchedule(facts, { basedOnId: activeId, version: name, effectiveOn, rows }),
  )
  if (drafted.kind === 'refused') throw new Error(drafted.code)
  const id = idIn(drafted.answer, 'scheduleVersionId')
  const [version] = await admin<{ sha256: string }[]>`select sha256 from schedule_version where id = ${id}`
  const signed = { id, sha256: String(version?.sha256), note: '核对' }
  const subjects = [id, activeId]
  for (const answer of [
    await head.act({ subjects }, (facts) => reviewSchedule(facts, signed)),
    await main.act({ subjects }, (facts) => approveSchedule(facts, signed)),
    await head.act({ subjects }, (facts) =>
      activateSchedule(facts, { ...signed, activeId, consent: CONSENT }),
    ),
  ])
    if (answer.kind === 'refused') throw new Error(answer.code)
  return id
}

interface JobSeen {
  readonly state: string
  readonly counts: Readonly<Record<string, number>> | null
}

async function finished(jobId: string): Promise<JobSeen> {
  return until('the re-dating has finished', async () => {
    const [row] = await stage.site.admin<JobSeen[]>`
      select state, counts from bulk_job where id = ${jobId} and state = 'finished'`
    return row
  })
}

test(
  'REQ-2 FEA-B14 PRM-5 a re-dating moves every record with an event, a verdict and an explanation, and wakes only what comes sooner',
  { timeout: 400_000 },
  async () => {
    const { admin, sql } = stage.site
    const records = [await aKeptRecord(stage), await aKeptRecord(stage)]
    const wakes = async () =>
      (
        await admin<
          { wake: string }[]
        >`select wake_on::text as wake from record where id = any(${records}::uuid[]) order by id`
      ).map(({ wake }) => wake)
    const asleep = await wakes()
    const versionId = await inForce('LONGER-30', 30)
    const head = await seat('archives-head')
    const ordered = await head.act({ subjects: [versionId] }, (facts) =>
      orderRedating(facts, { id: versionId }),
    )
    if (ordered.kind === 'refused') throw new Error(ordered.code)
    const job = await finished(idIn(ordered.answer, 'jobId'))
    expect(job.counts).toEqual({ later: 2 })
    expect(await wakes()).toEqual(asleep)
    for (const id of records) {
      const [row] =
        await admin`select schedule_version_id, due_on - formed_on as days from record where id = ${id}`
      expect(row).toMatchObject({ schedule_version_id: versionId })
      const events = await admin<{ type: string; canonical: string }[]>`
        select type, canonical from event where stream_id = ${id} order by seq desc limit 2`
      expect(events.map(({ type }) => type)).toEqual(['retention.computed', 'record.repinned'])
      expect(events[0]?.canonical).toContain('LONGER-30')
      const principal = { kind: 'person' as const, id: ENGINE_ID }
      const read = await withActorAtOneMoment(sql, principal, (tx) => verifyStream(tx, id))
      expect(read).toMatchObject({ value: { verdict: 'whole' } })
    }
  },
)

test(
  'FEA-B14 a batch that is paused stays where it is, and goes on when a person says so',
  { timeout: 400_000 },
  async () => {
    const { admin, sql } = stage.site
    const versionId = await inForce('LONGER-50', 50)
    const head = await seat('archives-head')
    await stage.engine.relay.stop()
    const ordered = await head.act({ subjects: [versionId] }, (facts) =>
      orderRedating(facts, { id: versionId }),
    )
    if (ordered.kind === 'refused') throw new Error(ordered.code)
    const jobId = idIn(ordered.answer, 'jobId')
    const steer = async (to: 'paused' | 'running') =>
      head.act({ subjects: [versionId] }, (facts) => steerRedating(facts, { id: versionId, jobId, to }))
    expect(await steer('paused')).toMatchObject({ kind: 'accepted' })
    const relay = startRelay({ config: stage.site.config, logger: createLogger('test', 'silent') })
    try {
      await until('the workflow was told', async () => {
        const [row] = await admin<
          { n: number }[]
        >`select count(*)::int as n from outbox where subject_id = ${jobId}`
        return row?.n === 0 ? true : undefined
      })
      const [moved] = await admin<
        { n: number }[]
      >`select count(*)::int as n from bulk_verdict where job_id = ${jobId}`
      expect(moved?.n).toBe(0)
      expect(await steer('running')).toMatchObject({ kind: 'accepted' })
      expect((await finished(jobId)).counts).toEqual({ later: 2 })
    } finally {
      await relay.stop()
    }
    const principal = { kind: 'person' as const, id: ENGINE_ID }
    const read = await withActorAtOneMoment(sql, principal, (tx) => verifyStream(tx, versionId))
    expect(read).toMatchObject({ value: { verdict: 'whole' } })
  },
)

test(
  'FLT-4 REQ-62 a re-dating of which Temporal knows nothing is begun again by rehydrate, and the check of the site finds it whole, here and where it was taken',
  { timeout: 400_000 },
  async () => {
    const { admin, sql, config } = stage.site
    const versionId = await inForce('LONGER-100', 100)
    const head = await seat('archives-head')
    await stage.engine.relay.stop()
    const ordered = await head.act({ subjects: [versionId] }, (facts) =>
      orderRedating(facts, { id: versionId }),
    )
    if (ordered.kind === 'refused') throw new Error(ordered.code)
    const jobId = idIn(ordered.answer, 'jobId')
    await admin`delete from outbox where subject_id = ${jobId}`
    expect(await rehydrate(config)).toMatchObject({ bulk: 1 })
    expect((await finished(jobId)).counts).toEqual({ later: 2 })
    expect(await rehydrate(config)).toMatchObject({ bulk: 0 })

    const beside = async () =>
      withActorAtOneMoment(sql, { kind: 'person', id: ENGINE_ID }, async (tx) => {
        const { faults } = await faultsBeside(tx)
        return faults.filter(({ kind }) => kind.startsWith('bulk') || kind === 'verdict-without-event')
      })
    expect(await beside()).toMatchObject({ value: [] })
    await isEqualElsewhere()
    const [lost] = await admin<{ id: string }[]>`
      delete from bulk_verdict where job_id = ${jobId} and subject_id = (
        select subject_id from bulk_verdict where job_id = ${jobId} limit 1) returning subject_id as id`
    await admin`insert into bulk_verdict (job_id, subject_id, verdict) values (${jobId}, ${jobId}, 'later')`
    expect(await beside()).toMatchObject({ value: [{ kind: 'verdict-without-event', id: jobId }] })
    expect(lost).toBeDefined()
  },
)

/** Every version, every verdict and every moved date is the same on a site that was restored from an export of this one. */
async function isEqualElsewhere(): Promise<void> {
  const { site, engine } = stage
  const folder = await mkdtemp(join(tmpdir(), 'everfile-redated-'))
  const elsewhere = await anEmptyPlace()
  const read = async (admin: Sql) => [
    await admin`select job_id, subject_id, verdict, at from bulk_verdict order by 1, 2`,
    await admin`select id, state, sha256, stream_version, head_hash from schedule_version order by id`,
    await admin`select id, schedule_version_id, due_on::text, retention_ends_on::text from record order by id`,
  ]
  try {
    expect(await exported(site, engine.store, folder)).toMatchObject({ found: [] })
    expect(faultsOfDocuments(folder).faults).toEqual([])
    const told = { operator: 'tester', now: new Date().toISOString(), progress: () => undefined }
    await restoreSite({ ...elsewhere, ...told }, { folder, way: 'anew' })
    expect(await read(elsewhere.admin)).toEqual(await read(site.admin))
    expect(await verifyAll(elsewhere.sql, ENGINE_ID)).toMatchObject({
      verdict: 'whole',
      broken: [],
      faults: [],
    })
  } finally {
    await elsewhere.close()
    await rm(folder, { recursive: true })
  }
}
