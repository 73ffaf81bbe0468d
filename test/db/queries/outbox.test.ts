import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '#db/ids.ts'
import { outboxLag } from '#db/queries/health.ts'
import { LANES, takeNudges, type Lane, type Nudges } from '#db/queries/outbox.ts'
import { openTestSite, type TestSite } from '#test/support/database.ts'

let site: TestSite
beforeAll(async () => {
  site = await openTestSite()
})
afterAll(async () => site?.close())
beforeEach(async () => {
  await site.admin`delete from outbox`
})

async function queue(subjectId: string, seq: number, restsFor: string | null): Promise<void> {
  await site.admin`
    insert into outbox (subject_kind, subject_id, seq, due_at) values ('record', ${subjectId}, ${seq}, now() + ${restsFor}::interval)`
}

/** As if so long had passed since all of it was queued. */
async function restFor(time: string): Promise<void> {
  await site.admin`update outbox set queued_at = queued_at - ${time}::interval, due_at = due_at - ${time}::interval`
}

async function taken(lane: Lane = 'now', whilePeopleAct = 1): Promise<readonly Nudges[]> {
  const seen: Nudges[] = []
  await takeNudges(site.sql, { lane, whilePeopleAct }, async (nudges) => {
    seen.push(...nudges)
    return { acknowledged: nudges.flatMap(({ rowIds }) => rowIds), failed: false }
  })
  return seen
}

test('PRM-2 a nudge that rests is not told before its time, and stays', async () => {
  await queue(newId(), 3, '1 hour')
  for (const lane of LANES) expect(await taken(lane)).toEqual([])
  expect(await site.admin`select 1 from outbox`).toHaveLength(1)
})

test('PRM-2 what has rested is told together, with all that was said of the same subject, and never by the lane of machines', async () => {
  const rested = Array.from({ length: 3 }, () => newId())
  for (const id of rested) {
    await queue(id, 2, '1 second')
    await queue(id, 4, '1 second')
  }
  await restFor('2 seconds')
  expect(await taken('now')).toEqual([])
  expect(await taken('rested')).toMatchObject(
    rested.map((subjectId) => ({ subjectId, seq: 4, rowIds: [expect.any(String), expect.any(String)] })),
  )
  expect(await site.admin`select 1 from outbox`).toEqual([])
})

test('PRM-2 while people act, what has rested is told a few subjects at a time, the oldest first; a machine waits for nobody', async () => {
  const rested = Array.from({ length: 5 }, () => newId())
  for (const id of rested) await queue(id, 2, '1 second')
  await queue(rested[0] ?? '', 4, '1 second')
  await restFor('2 seconds')
  const [acting, pressing] = [newId(), newId()]
  await queue(acting, 3, '1 hour')
  await queue(pressing, 6, '0')
  const told: (readonly Nudges[])[] = []
  const take = async (lane: Lane) =>
    takeNudges(site.sql, { lane, whilePeopleAct: 2 }, async (nudges) => {
      told.push(nudges)
      return { acknowledged: nudges.flatMap(({ rowIds }) => rowIds), failed: false }
    })
  // Nothing more is taken at once.
  expect(await take('rested')).toBe(0)
  expect(told.shift()).toMatchObject([{ subjectId: rested[0], seq: 4 }, { subjectId: rested[1] }])
  expect(await take('now')).toBe(1)
  expect(told.shift()).toMatchObject([{ subjectId: pressing }])
  await site.admin`delete from outbox where subject_id = ${acting}`
  // Nobody acts any more: all of it.
  expect(await take('rested')).toBe(3)
  expect(told.shift()?.map(({ subjectId }) => subjectId)).toEqual(rested.slice(2))
})

test('PRM-2 two relays share what has rested', async () => {
  const rested = Array.from({ length: 4 }, () => newId())
  for (const id of rested) await queue(id, 2, '1 second')
  await restFor('2 seconds')
  await queue(newId(), 3, '1 hour')
  const told: (readonly Nudges[])[] = []
  await takeNudges(site.sql, { lane: 'rested', whilePeopleAct: 2 }, async (nudges) => {
    told.push(nudges, await taken('rested', 2))
    return { acknowledged: nudges.flatMap(({ rowIds }) => rowIds), failed: false }
  })
  expect(told.map((nudges) => nudges.map(({ subjectId }) => subjectId))).toEqual([
    rested.slice(0, 2),
    rested.slice(2),
  ])
})

test('PRM-2 what is due takes along what rests for the same subject: it is told once', async () => {
  const [pressing, resting] = [newId(), newId()]
  await queue(pressing, 3, '1 hour')
  await queue(pressing, 5, '1 hour')
  await queue(pressing, 6, '0')
  await queue(resting, 2, '1 hour')
  const told = await taken()
  expect(told).toMatchObject([{ subjectId: pressing, seq: 6 }])
  expect(told[0]?.rowIds).toHaveLength(3)
  expect(await site.admin<{ subject_id: string }[]>`select subject_id from outbox`).toEqual([
    { subject_id: resting },
  ])
})

test('FEA-A7 PRM-2 a backlog has a lane of its own, a few in each round, and is late for nobody', async () => {
  const behind = Array.from({ length: 70 }, () => newId())
  for (const id of behind) await queue(id, 2, null)
  const pressing = newId()
  await queue(pressing, 5, '0')
  await queue(behind[69] ?? '', 3, '0')
  await site.admin`update outbox set queued_at = now() - interval '1 hour' where due_at is null`
  expect((await outboxLag(site.sql)).oldestAgeMs).toBeLessThan(60_000)
  const due = await taken()
  // One that has become pressing is told once, with all that was said of it.
  expect(due).toMatchObject([
    { subjectId: pressing, seq: 5 },
    { subjectId: behind[69], seq: 3, rowIds: [expect.any(String), expect.any(String)] },
  ])
  const first = await taken('behind')
  expect(first.map(({ subjectId }) => subjectId)).toEqual(behind.slice(0, 64))
  expect(first.every(({ ageMs }) => ageMs === 0)).toBe(true)
  expect((await taken('behind')).map(({ subjectId }) => subjectId)).toEqual(behind.slice(64, 69))
  expect(await site.admin`select 1 from outbox`).toEqual([])
})

test('FEA-A7 PRM-2 while a round of the backlog waits for Temporal, what people do is told', async () => {
  await queue(newId(), 2, null)
  const pressing = newId()
  await queue(pressing, 4, '0')
  const told: (readonly Nudges[])[] = []
  await takeNudges(site.sql, { lane: 'behind', whilePeopleAct: 1 }, async (nudges) => {
    told.push(await taken())
    return { acknowledged: nudges.flatMap(({ rowIds }) => rowIds), failed: false }
  })
  expect(told).toMatchObject([[{ subjectId: pressing }]])
  expect(await site.admin`select 1 from outbox`).toEqual([])
})

test('PRM-2 what Temporal did not acknowledge stays in line', async () => {
  await queue(newId(), 1, '0')
  const refused = takeNudges(site.sql, { lane: 'now', whilePeopleAct: 1 }, async () => ({
    acknowledged: [],
    failed: true,
  }))
  await expect(refused).rejects.toThrow('acknowledged no nudge')
  expect(await taken()).toHaveLength(1)
})

test('FLT-4 PRM-2 while Temporal does not answer, the database clears away what acts leave behind', async () => {
  await queue(newId(), 1, '0')
  await queue(newId(), 1, null)
  for (const lane of ['now', 'behind'] as const) {
    let seen: unknown
    await takeNudges(site.sql, { lane, whilePeopleAct: 1 }, async (nudges) => {
      seen = await site.admin`
        select backend_xid, backend_xmin from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`
      return { acknowledged: nudges.flatMap(({ rowIds }) => rowIds), failed: false }
    })
    expect(seen).toEqual([{ backend_xid: null, backend_xmin: null }])
  }
})
