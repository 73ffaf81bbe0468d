import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '#db/ids.ts'
import { outboxLag } from '#db/queries/health.ts'
import { takeNudges, type Nudges } from '#db/queries/outbox.ts'
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

async function taken(): Promise<readonly Nudges[]> {
  const seen: Nudges[] = []
  await takeNudges(site.sql, async (nudges) => {
    seen.push(...nudges)
    return { acknowledged: nudges.flatMap(({ rowIds }) => rowIds), failed: false }
  })
  return seen
}

test('PRM-2 a nudge that rests is not told before its time, and stays', async () => {
  await queue(newId(), 3, '1 hour')
  expect(await taken()).toEqual([])
  expect(await site.admin`select 1 from outbox`).toHaveLength(1)
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

test('FEA-A7 PRM-2 a backlog comes behind what is due, a few in each round, and is late for nobody', async () => {
  const behind = Array.from({ length: 30 }, () => newId())
  for (const id of behind) await queue(id, 2, null)
  const pressing = [newId(), newId()]
  for (const id of pressing) await queue(id, 5, '0')
  await queue(behind[29] ?? '', 3, '0')
  await site.admin`update outbox set queued_at = now() - interval '1 hour' where due_at is null`
  expect((await outboxLag(site.sql)).oldestAgeMs).toBeLessThan(60_000)
  const first = await taken()
  expect(first.slice(0, 2).map(({ subjectId }) => subjectId)).toEqual(pressing)
  // One that has become pressing is told once, with all that was said of it.
  expect(first[2]).toMatchObject({
    subjectId: behind[29],
    seq: 3,
    rowIds: [expect.any(String), expect.any(String)],
  })
  expect(first.slice(3).map(({ subjectId }) => subjectId)).toEqual(behind.slice(0, 20))
  expect(first.slice(3).every(({ ageMs }) => ageMs === 0)).toBe(true)
  expect((await taken()).map(({ subjectId }) => subjectId)).toEqual(behind.slice(20, 29))
  expect(await site.admin`select 1 from outbox`).toEqual([])
})

test('PRM-2 what Temporal did not acknowledge stays in line', async () => {
  await queue(newId(), 1, '0')
  const refused = takeNudges(site.sql, async () => ({ acknowledged: [], failed: true }))
  await expect(refused).rejects.toThrow('acknowledged no nudge')
  expect(await taken()).toHaveLength(1)
})
