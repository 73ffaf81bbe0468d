import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { claimTask } from '#domain/acts/claim-task.ts'
import { completeTask } from '#domain/acts/complete-task.ts'
import { createRecord } from '#domain/acts/create-record.ts'
import type { ActFacts, Decision } from '#domain/acts/act.ts'
import type { Sql } from '#db/client.ts'
import { gatherFacts, type Principal } from '#db/gate/facts.ts'
import { openGate, type Gate } from '#db/gate/gate.ts'
import { FORMS_WITH_MORE } from '#db/gate/kept.ts'
import { newId } from '#db/ids.ts'
import { readReference } from '#db/reference/read.ts'
import { demoPersonId, type DemoLogin } from '#db/seed/demo-organisation.ts'
import { textAt } from '#scripts/bench/caller.ts'
import { aBenchRecord, BENCH_DONE, BENCH_STEPS, loadEightSteps } from '#scripts/bench/eight-steps.ts'
import { openTestSite, type TestSite } from '#test/support/database.ts'

let site: TestSite
beforeAll(async () => {
  site = await openTestSite()
  await loadEightSteps(site.admin)
})
afterAll(async () => site.close())

/** One process's gate, and what it asked of the database. */
interface Desk {
  readonly gate: Gate
  readonly asked: string[]
}

async function openDesk(): Promise<Desk> {
  const reference = await readReference(site.sql)
  const asked: string[] = []
  const told = (strings: TemplateStringsArray, ...values: never[]): unknown => {
    asked.push(/gate_\w+/.exec(strings[0] ?? '')?.[0] ?? 'other')
    return site.sql(strings, ...values)
  }
  const watched = Object.assign(told, { json: site.sql.json.bind(site.sql) }) as unknown as Sql
  return { gate: openGate(watched, () => reference), asked }
}

const person = (login: DemoLogin): Principal => ({ kind: 'person', id: demoPersonId(login) })

interface Act {
  readonly by: Principal
  readonly taskId: string
  readonly key?: string
}

let seen: ActFacts | undefined
const act = async (
  { gate }: Desk,
  { by, taskId, key = newId() }: Act,
  decide: (facts: ActFacts) => Decision,
) =>
  gate.act({ name: 'task', facts: { principal: by, key, task: taskId }, body: { taskId } }, (facts) => {
    seen = facts
    return decide(facts)
  })
const claim = async (desk: Desk, of: Act) => act(desk, of, (facts) => claimTask(facts, { taskId: of.taskId }))
const complete = async (desk: Desk, of: Act) =>
  act(desk, of, (facts) => completeTask(facts, { taskId: of.taskId, ...BENCH_DONE }))

let desk: Desk
let recordId = ''
let taskId = ''
const [first, second] = BENCH_STEPS
beforeEach(async () => {
  desk = await openDesk()
  const record = aBenchRecord()
  const facts = { principal: person(first.login), key: newId(), unit: record.formingUnitId, uploads: [] }
  const made = await desk.gate.act({ name: 'record.create', facts, body: {} }, (known) =>
    createRecord(known, record),
  )
  if (made.kind === 'refused') throw new Error(made.code)
  recordId = textAt(made.answer, 'recordId')
  taskId = await openTask()
  desk.asked.length = 0
})

async function openTask(): Promise<string> {
  const [row] = await site.admin<{ id: string }[]>`
    select id from task where subject_id = ${recordId} and state in ('open', 'claimed')`
  return row?.id ?? ''
}

test('FLT-26 a record that this process made is still the same 404 to whoever does not see it', async () => {
  const by = person('tang.ruoxi')
  expect(await claim(desk, { by, taskId })).toEqual(await claim(desk, { by, taskId: newId() }))
  expect(await claim(desk, { by, taskId })).toMatchObject({ kind: 'refused', code: 'not-found' })
})

test('PRM-3 what another process did since is found by the commit, and the act is decided again on what is true', async () => {
  const other = await openDesk()
  expect(await claim(other, { by: person(first.login), taskId })).toMatchObject({ kind: 'accepted' })
  // The kept task is open; in truth it is claimed: completing is refused by what is kept, and accepted by what is read.
  expect(await complete(desk, { by: person(first.login), taskId })).toMatchObject({ kind: 'accepted' })
  // The kept task is claimed; in truth it is done, and the answer is that of a process that keeps nothing.
  const again = { by: person(first.login), taskId }
  expect(await complete(other, again)).toEqual(await complete(await openDesk(), again))
  const next = await openTask()
  expect(await claim(desk, { by: person(second.login), taskId: next })).toMatchObject({ kind: 'accepted' })
  expect(await complete(other, { by: person(second.login), taskId: next })).toMatchObject({
    kind: 'accepted',
  })
})

test('PRM-3 FLT-1 a key that was used is answered again, whichever process it comes to', async () => {
  const key = newId()
  const by = person(first.login)
  await claim(desk, { by, taskId, key })
  desk.asked.length = 0
  expect(await claim(desk, { by, taskId, key })).toMatchObject({ kind: 'accepted', replayed: true })
  expect(await claim(await openDesk(), { by, taskId, key })).toMatchObject({
    kind: 'accepted',
    replayed: true,
  })
  const [count] =
    await site.admin`select count(*)::int as n from event where stream_id = ${recordId} and type = 'task.claimed'`
  expect(count).toEqual({ n: 1 })
})

test('FLT-27 a right that was taken since, a session that ended and a day that passed are seen by the commit', async () => {
  const by = person(first.login)
  const session = { kind: 'session', hash: newId(), idleMinutes: 30 } as const
  await site.admin`insert into session (id, person_id, expires_at) values (${session.hash}, ${demoPersonId(first.login)}, now() + interval '1 hour')`
  expect(await claim(desk, { by: session, taskId })).toMatchObject({ kind: 'accepted' })
  desk.asked.length = 0
  await site.admin`delete from session where id = ${session.hash}`
  expect(await complete(desk, { by: session, taskId })).toMatchObject({ code: 'auth.required' })
  expect(desk.asked).toContain('gate_apply')

  await site.admin`update site set clock_ahead = clock_ahead + interval '3 days'`
  expect(await complete(desk, { by, taskId })).toMatchObject({ kind: 'accepted' })
  const [event] = await site.admin<{ on: string; today: string }[]>`
    select canonical::jsonb->>'on' as on, archive_today()::text as today from event where stream_id = ${recordId} order by seq desc limit 1`
  expect(event?.on).toBe(event?.today)

  const next = await openTask()
  const head = person(second.login)
  expect(await claim(desk, { by: head, taskId: next })).toMatchObject({ kind: 'accepted' })
  await site.admin`update post set to_on = archive_today() - 1 where person_id = ${demoPersonId(second.login)}`
  expect(await complete(desk, { by: head, taskId: next })).toMatchObject({ kind: 'refused' })
  await site.admin`update post set to_on = null where person_id = ${demoPersonId(second.login)}`
})

test('from step to step the database is asked once, and what is kept is what it would say', async () => {
  for (const [index, step] of BENCH_STEPS.entries()) {
    const id = await openTask()
    const by = person(step.login)
    for (const each of [claim, complete]) {
      const reference = await readReference(site.sql)
      const read = await gatherFacts(site.sql, { principal: by, task: id }, reference)
      desk.asked.length = 0
      expect(await each(desk, { by, taskId: id })).toMatchObject({ kind: 'accepted' })
      // The first act of a person reads who that is.
      if (each === complete) expect(desk.asked).toEqual(['gate_apply'])
      expect(factsOf(seen), `${each.name} of ${step.id}`).toEqual(factsOf(read?.facts))
    }
    expect(index).toBeLessThan(BENCH_STEPS.length)
  }
})

/** What decisions rest on, without the instant. */
function factsOf(facts: ActFacts | undefined): unknown {
  if (facts === undefined) return undefined
  const rows = facts.subjects.get(recordId)
  const { archiveNow: _now, ...of } = facts.site
  return {
    actor: facts.actor,
    today: facts.today,
    site: of,
    fonds: facts.fonds,
    record: rows?.all('record'),
    tasks: rows?.all('task'),
    placements: rows?.all('placement'),
    calendar: [...facts.calendar.holidays].length,
    rest: [facts.counters, facts.uploads, facts.participants],
  }
}

test('a form that rests on more is one for which the facts read more', () => {
  const sql = readFileSync(new URL('../../../db/gate/facts.sql', import.meta.url), 'utf8')
  const lists = [...sql.matchAll(/of_task\.form in \(([^)]*)\)/g)].flatMap(([, list = '']) =>
    [...list.matchAll(/'([^']+)'/g)].map(([, form]) => form),
  )
  expect(new Set(lists)).toEqual(new Set(FORMS_WITH_MORE))
})
