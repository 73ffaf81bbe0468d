import { afterAll, beforeAll, expect, test } from 'vitest'
import { claimTask } from '#domain/acts/claim-task.ts'
import { completeTask } from '#domain/acts/complete-task.ts'
import { createRecord } from '#domain/acts/create-record.ts'
import { decided } from '#domain/acts/act.ts'
import type { Refusal } from '#domain/refusal.ts'
import type { Accepted } from '#db/gate/gate.ts'
import { newId } from '#db/ids.ts'
import { actorOn, aRecord, openTask } from '#test/support/actors.ts'
import { passProbe, grantAllClasses, openTestSite, type TestSite } from '#test/support/database.ts'

let site: TestSite
beforeAll(async () => {
  site = await openTestSite()
  await passProbe(site.admin)
  await site.admin`insert into person (id, kind, login, name_zh, name_en, clearance) select gen_random_uuid(), 'person', 'clerk.' || n, '甲', 'A', 'internal' from generate_series(1, 8) n`
  await site.admin`insert into post (id, person_id, unit_id, role, gives_scope, from_on)
    select gen_random_uuid(), p.id, o.unit_id, o.role, true, '2009-01-01' from person p, post o where p.login like 'clerk.%' and o.person_id = ${actorOn(site, 'chen.lidong').id}`
  await grantAllClasses(site.admin)
})
afterAll(async () => site?.close())

async function rival(n: number): Promise<{ readonly kind: 'person'; readonly id: string }> {
  const [row] = await site.admin<{ id: string }[]>`select id from person where login = ${`clerk.${n}`}`
  return { kind: 'person', id: row?.id ?? '' }
}

/** A paper item at the step `file`: the machine has nothing to inspect, so the test says that it did. */
async function atFiling(): Promise<string> {
  const recordId = await actorOn(site, 'chen.lidong').creates({})
  await site.admin`update record set place_step = 'arrange', carrier = 'paper' where id = ${recordId}`
  await site.admin`update task set step = 'arrange', slot = 'archivist', form = 'arrange', candidate_group = replace(candidate_group, 'business-clerk', 'unit-archivist') where subject_id = ${recordId}`
  await site.admin`update record set open_groups = (select array_agg(candidate_group) from task where subject_id = ${recordId}) where id = ${recordId}`
  await actorOn(site, 'shen.zhiqiu').does(recordId, 'arrange', { outcome: 'arranged', form: { pages: 3 } })
  return recordId
}

/** As a client does that is told to try again. */
async function persistently(act: () => Promise<Accepted | Refusal>): Promise<Accepted | Refusal> {
  for (;;) {
    const answer = await act()
    if (answer.kind === 'accepted' || answer.code !== 'act.stale') return answer
  }
}

test(
  'FLT-28 of eight clerks who claim one task at once one wins, and the others are told why not',
  { timeout: 400_000 },
  async () => {
    for (let round = 0; round < 5; round += 1) {
      const recordId = await actorOn(site, 'chen.lidong').creates({})
      const task = await openTask(site, recordId, 'create')
      const rivals = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(rival))
      const answers = await Promise.all(
        rivals.map(async (principal) =>
          site.gate.act({ name: 'claim', facts: { principal, key: newId(), task }, body: {} }, (facts) =>
            claimTask(facts, { taskId: task }),
          ),
        ),
      )
      expect(answers.filter((answer) => answer.kind === 'accepted')).toHaveLength(1)
      const codes = answers.flatMap((answer) => (answer.kind === 'refused' ? [answer.code] : []))
      expect(codes.filter((code) => code !== 'task.not-yours' && code !== 'act.stale')).toEqual([])
      const events =
        await site.admin`select 1 from event where stream_id = ${recordId} and type = 'task.claimed'`
      expect(events).toHaveLength(1)
    }
  },
)

test(
  'PRM-3 ten requests with one key at once have one effect and one answer',
  { timeout: 400_000 },
  async () => {
    const input = { ...aRecord(), sourceReference: 'PRM-3' }
    const key = newId()
    const principal = await rival(1)
    const send = async (body: unknown) =>
      site.gate.act(
        { name: 'record.create', facts: { principal, key, unit: input.formingUnitId, uploads: [] }, body },
        (facts) => createRecord(facts, input),
      )
    const answers = await Promise.all(Array.from({ length: 10 }, async () => send(input)))
    const ids = answers.map((answer) =>
      answer.kind === 'accepted' ? answer.answer['recordId'] : answer.code,
    )
    expect(new Set(ids).size).toBe(1)
    expect(answers.filter((answer) => answer.kind === 'accepted' && !answer.replayed)).toHaveLength(1)
    const rows = await site.admin`select 1 from record where source_reference = 'PRM-3'`
    expect(rows).toHaveLength(1)
    expect(await send({ other: true })).toMatchObject({ code: 'request.key-reused' })
    const others = await Promise.all([send({ other: 1 }), send(input)])
    expect(others).toMatchObject([{ code: 'request.key-reused' }, { kind: 'accepted', replayed: true }])
  },
)

test('PRM-3 the same key of two persons is two keys', async () => {
  const key = newId()
  const answers = await Promise.all(
    [await rival(1), await rival(2)].map(async (principal) =>
      site.gate.act({ name: 'nothing', facts: { principal, key }, body: {} }, () =>
        decided([], { by: principal.id }),
      ),
    ),
  )
  expect(answers.map((answer) => answer.kind === 'accepted' && answer.replayed)).toEqual([false, false])
})

test('PRM-3 a refused act leaves its key free', async () => {
  const clerk = actorOn(site, 'chen.lidong')
  const recordId = await clerk.creates({})
  const task = await openTask(site, recordId, 'create')
  const key = newId()
  const complete = async () =>
    clerk.act({ task, key }, (facts) => completeTask(facts, { taskId: task, outcome: 'submitted', form: {} }))
  expect(await complete()).toMatchObject({ code: 'task.not-claimed' })
  const claim = await clerk.act({ task, key }, (facts) => claimTask(facts, { taskId: task }))
  expect(claim).toMatchObject({ kind: 'accepted', replayed: false })
})

test(
  'FEA-A5 twenty filings at once give twenty codes without a gap or a double',
  { timeout: 400_000 },
  async () => {
    const records: string[] = []
    for (let n = 0; n < 20; n += 1) records.push(await atFiling())
    const archivist = actorOn(site, 'shen.zhiqiu')
    const tasks = await Promise.all(records.map(async (id) => openTask(site, id, 'file')))
    await Promise.all(tasks.map(async (task) => persistently(async () => archivist.claim(task))))
    const answers = await Promise.all(
      tasks.map(async (task) =>
        persistently(async () =>
          archivist.complete(task, { outcome: 'filed', form: { classCode: 'SI-5-03' } }),
        ),
      ),
    )
    expect(answers.map((answer) => (answer.kind === 'accepted' ? 'accepted' : answer.code))).toEqual(
      records.map(() => 'accepted'),
    )
    const rows = await site.admin<
      { code: string }[]
    >`select archival_code as code from record where id = any(${records}) order by 1`
    expect(rows.map(({ code }) => Number(code.slice(-4)))).toEqual(records.map((_, index) => index + 1))
  },
)

test('FEA-A5 a filing that is rolled back leaves no gap', async () => {
  const first = await atFiling()
  const second = await atFiling()
  const archivist = actorOn(site, 'shen.zhiqiu')
  const [task, next] = [await openTask(site, first, 'file'), await openTask(site, second, 'file')]
  await archivist.claim(task)
  await archivist.claim(next)
  await site.admin`alter table job add constraint no_job check (state <> 'running') not valid`
  await expect(
    archivist.complete(task, { outcome: 'filed', form: { classCode: 'SI-5-03' } }),
  ).rejects.toThrow(/no_job/)
  await site.admin`alter table job drop constraint no_job`
  const before = await lastNumber()
  await archivist.complete(next, { outcome: 'filed', form: { classCode: 'SI-5-03' } })
  await archivist.complete(task, { outcome: 'filed', form: { classCode: 'SI-5-03' } })
  expect([await numberOf(second), await numberOf(first)]).toEqual([before + 1, before + 2])
})

async function numberOf(recordId: string): Promise<number> {
  const [row] = await site.admin<
    { code: string }[]
  >`select archival_code as code from record where id = ${recordId}`
  return Number(row?.code.slice(-4))
}

async function lastNumber(): Promise<number> {
  const [row] = await site.admin<{ next: number }[]>`select next from code_counter where year = 2016`
  return (row?.next ?? 1) - 1
}
