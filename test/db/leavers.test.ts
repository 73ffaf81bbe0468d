import { afterAll, beforeAll, expect, test } from 'vitest'
import { claimTask } from '#domain/acts/claim-task.ts'
import { makePassive } from '#domain/acts/administer.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { administer } from '#db/gate/administration.ts'
import { openGate } from '#db/gate/gate.ts'
import { newId } from '#db/ids.ts'
import { releaseTasksWithin } from '#db/leavers.ts'
import { readReference } from '#db/reference/read.ts'
import { demoUnitId } from '#db/seed/demo-organisation.ts'
import { verifyAll } from '#db/verify.ts'
import { actorOn, openTask, until, type Login } from '#test/support/actors.ts'
import { openTestSite, type TestSite } from '#test/support/database.ts'

let site: TestSite
beforeAll(async () => {
  site = await openTestSite()
})
afterAll(async () => site?.close())

/** A leave as the operator's console does it; `meanwhile` is done before its commit. */
async function leaves(login: Login, meanwhile: () => Promise<void> = async () => {}): Promise<number> {
  let released = 0
  const request = { name: 'person.make-passive', key: newId(), body: { login }, operator: 'test' }
  const left = await administer(
    site.admin,
    {
      ...request,
      async within(tx, { personId }) {
        released = await releaseTasksWithin(tx, personId ?? '')
        await meanwhile()
      },
    },
    (facts) => makePassive(facts, login),
  )
  expect(left).toMatchObject({ kind: 'accepted', replayed: false })
  return released
}

async function aTaskOf(login: Login, step: string): Promise<string> {
  return openTask(site, await actorOn(site, login).creates({}), step)
}

const stateOf = async (taskId: string) =>
  (
    await site.admin<
      { state: string; holder: string | null }[]
    >`select state, assignee_id as holder from task where id = ${taskId}`
  )[0]

const lockWaiters = async () =>
  (
    await site.admin`select 1 from pg_locks l join pg_database d on d.oid = l.database
      where d.datname = current_database() and l.locktype = 'advisory' and not l.granted`
  ).length

test('FLT-27 a leave that is broken off before its commit takes neither rights nor tasks', async () => {
  const leaver = actorOn(site, 'chen.lidong')
  const task = await aTaskOf('chen.lidong', 'create')
  await leaver.claim(task)
  await expect(leaves('chen.lidong', async () => Promise.reject(new Error('killed')))).rejects.toThrow(
    'killed',
  )
  expect(await stateOf(task)).toEqual({ state: 'claimed', holder: leaver.id })
  const [person] = await site.admin`select state from person where id = ${leaver.id}`
  expect(person).toEqual({ state: 'active' })
})

test('FLT-27 REQ-55 rights end and claimed tasks go back in one commit, what comes later is refused', async () => {
  const leaver = actorOn(site, 'chen.lidong')
  const claimed = [await aTaskOf('chen.lidong', 'create'), await aTaskOf('chen.lidong', 'create')]
  for (const task of claimed) await leaver.claim(task)
  const open = await aTaskOf('chen.lidong', 'create')
  const held = await site.admin`select 1 from task where assignee_id = ${leaver.id} and state = 'claimed'`
  const late: ReturnType<typeof leaver.claim>[] = []
  const released = await leaves('chen.lidong', async () => {
    late.push(leaver.claim(open))
    await until('the late act waits for the leave', async () =>
      (await lockWaiters()) > 0 ? true : undefined,
    )
  })
  expect(released).toBe(held.length)
  expect(await Promise.all(late)).toMatchObject([{ kind: 'refused', code: 'auth.required' }])
  expect(await stateOf(open)).toEqual({ state: 'open', holder: null })
  for (const task of claimed) expect(await stateOf(task)).toEqual({ state: 'open', holder: null })
  const commits = await site.admin<{ type: string; transaction: string }[]>`
    select type, transaction from event where transaction = (select transaction from event where stream_id = ${leaver.id} and type = 'person.made-passive')`
  expect(commits.filter(({ type }) => type === 'task.released')).toHaveLength(held.length)
  expect(commits.map(({ type }) => type)).toContain('post.ended')
  expect(await verifyAll(site.sql, ENGINE_ID)).toMatchObject({ verdict: 'whole', faults: [], broken: [] })
})

test('FLT-27 what a leaver has begun stands before the leave, and goes back with it', async () => {
  const leaver = actorOn(site, 'lu.yunfan')
  const task = await openTask(site, await leaver.creates({ formingUnitId: demoUnitId('pension') }), 'create')
  const reference = await readReference(site.sql)
  const leaving: Promise<number>[] = []
  await site.sql.begin(async (tx) => {
    const facts = { key: newId(), task, principal: { kind: 'person' as const, id: leaver.id } }
    const claimed = await openGate(tx, () => reference).act({ name: 'test', facts, body: {} }, (seen) =>
      claimTask(seen, { taskId: task }),
    )
    expect(claimed).toMatchObject({ kind: 'accepted' })
    leaving.push(leaves('lu.yunfan'))
    await until('the leave waits for the act', async () => ((await lockWaiters()) > 0 ? true : undefined))
  })
  expect(await Promise.all(leaving)).toEqual([1])
  expect(await stateOf(task)).toEqual({ state: 'open', holder: null })
})
