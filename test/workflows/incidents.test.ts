import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { addContents } from '#domain/acts/change-contents.ts'
import { retryJob } from '#domain/acts/retry-job.ts'
import { addDays, addWorkingDays, plainDate } from '#domain/dates.ts'
import { newId } from '#db/ids.ts'
import { objectKeyOf } from '#db/objects/keys.ts'
import { actorOn, openTask, placeOf, until } from '#test/support/actors.ts'
import { aPdf, aPng } from '#test/support/documents.ts'
import { moveClockTo, ownStage } from '#test/support/lives.ts'

const stage = ownStage()

interface JobSeen {
  readonly id: string
  readonly state: string
  readonly code: string | null
  readonly owner: string
}

async function jobOf(recordId: string, state: string): Promise<JobSeen> {
  return until(`a job of ${recordId} that is ${state}`, async () => {
    const [row] = await stage.site.admin<
      JobSeen[]
    >`select id, state, error_code as code, owner_group as owner from job where subject_id = ${recordId} and state = ${state}`
    return row
  })
}

test(
  'REQ-28 FLT-32 FLT-13 work that cannot be done is an incident with owner and cause, and goes on when it was repaired',
  { timeout: 400_000 },
  async () => {
    const { site, engine } = stage
    const system = actorOn(site, 'benefits-system')
    const body = await aPdf({ pages: 1, text: '核定' })
    const upload = newId()
    const key = objectKeyOf({ area: 'upload', ownerId: system.id, objectId: upload })
    const sha256 = createHash('sha256').update(body).digest('hex')
    await site.sql`insert into upload (id, owner_id, key, name, media_type, size_bytes, sha256)
    values (${upload}, ${system.id}, ${key}, '核定表.pdf', 'application/pdf', ${body.length}, ${sha256})`
    const recordId = await system.creates({ uploadIds: [upload] })
    const other = await system.creates({
      uploadIds: [await system.upload(engine.store, { name: '二.pdf', body })],
    })

    const incident = await jobOf(recordId, 'incident')
    expect(incident.code).toMatch(/^store\./)
    expect(incident.owner).toMatch(/^unit-archivist@/)
    expect(await placeOf(site, 'record', recordId)).toBe('inspect')
    await openTask(site, other, 'arrange')

    const ref = { subjectId: recordId, jobId: incident.id }
    const again = async (login: 'lu.yunfan' | 'chen.lidong' | 'shen.zhiqiu') =>
      actorOn(site, login).act({ subjects: [recordId] }, (facts) => retryJob(facts, ref))
    expect(await again('lu.yunfan')).toMatchObject({ code: 'not-found' })
    expect(await again('chen.lidong')).toMatchObject({ code: 'access.denied' })
    await engine.store.put({ bucket: 'intake', key, body: Readable.from([body]) })
    expect(await again('shen.zhiqiu')).toMatchObject({ kind: 'accepted' })
    await openTask(site, recordId, 'arrange')
    expect(await jobOf(recordId, 'completed')).toMatchObject({ id: incident.id })
    expect(await again('shen.zhiqiu')).toMatchObject({ kind: 'refused' })
  },
)

test(
  'a file that is not what its name says goes back to its creator, who replaces it',
  { timeout: 400_000 },
  async () => {
    const { site, engine } = stage
    const clerk = actorOn(site, 'chen.lidong')
    const lie = await clerk.upload(engine.store, {
      name: '核定表.pdf',
      body: await aPng({ width: 40, height: 40 }),
    })
    const recordId = await clerk.creates({ uploadIds: [lie] })
    const form = { title: '核定材料', classCode: 'SI-5-03', formedOn: '2016-03-02' }
    await clerk.does(recordId, 'create', { outcome: 'submitted', form })
    await until('the record back at create', async () =>
      (await placeOf(site, 'record', recordId)) === 'create' ? true : undefined,
    )
    const [object] =
      await site.admin`select findings, withdrawn_at is not null as withdrawn from digital_object where subject_id = ${recordId}`
    expect(object).toMatchObject({ withdrawn: true })
    expect(object?.['findings']).toContain('format.lies')

    const task = await openTask(site, recordId, 'create')
    await clerk.claim(task)
    expect(await clerk.complete(task, { outcome: 'submitted', form })).toMatchObject({
      code: 'record.incomplete',
    })
    const truth = await clerk.upload(engine.store, { name: '核定表.pdf', body: await aPdf({ pages: 1 }) })
    const facts = { subjects: [recordId], uploads: [truth], want: { objects: true } } as const
    expect(await clerk.act(facts, (f) => addContents(f, { recordId, uploadIds: [truth] }))).toMatchObject({
      kind: 'accepted',
    })
    await clerk.does(recordId, 'create', { outcome: 'submitted', form })
    await openTask(site, recordId, 'arrange')
  },
)

test(
  'REQ-18 FEA-C5 FEA-C6 a task is reminded of on its eve and escalated at three and seven working days',
  { timeout: 400_000 },
  async () => {
    const { site } = stage
    const recordId = await actorOn(site, 'chen.lidong').creates({})
    const task = await openTask(site, recordId, 'create')
    const [row] = await site.admin<{ due: string }[]>`select due_on::text as due from task where id = ${task}`
    const dueOn = plainDate(row?.due ?? '')
    const calendar = { holidays: new Set<never>(), makeUpWorkdays: new Set<never>() }
    const days = [
      { on: addDays(dueOn, -1), type: 'task.reminded' },
      { on: addWorkingDays(dueOn, 3, calendar), type: 'task.escalated' },
      { on: addWorkingDays(dueOn, 7, calendar), type: 'task.escalated' },
    ]
    const said: { type: string; on: string; toGroup: string | null }[] = []
    for (const { on } of days) {
      await moveClockTo(site, on)
      await until(`what is said on ${on}`, async () => {
        const rows = await site.admin<{ type: string; on: string; toGroup: string | null }[]>`
        select type, canonical::jsonb->>'on' as on, canonical::jsonb->'data'->>'toGroup' as "toGroup" from event
        where stream_id = ${recordId} and type in ('task.reminded', 'task.escalated') order by seq`
        if (rows.at(-1)?.on !== on) return undefined
        said.splice(0, said.length, ...rows)
        return true
      })
    }
    expect(said.map(({ type, on }) => ({ type, on }))).toEqual(days.map(({ on, type }) => ({ type, on })))
    expect(said.map(({ toGroup }) => toGroup?.split('@')[0])).toEqual([
      undefined,
      'unit-head',
      'archives-head',
    ])
    expect(await placeOf(site, 'record', recordId)).toBe('create')
  },
)
