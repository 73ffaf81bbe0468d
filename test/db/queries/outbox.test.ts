import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '#db/ids.ts'
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

async function queue(subjectId: string, seq: number, restsFor: string): Promise<void> {
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

test('PRM-2 what Temporal did not acknowledge stays in line', async () => {
  await queue(newId(), 1, '0')
  const refused = takeNudges(site.sql, async () => ({ acknowledged: [], failed: true }))
  await expect(refused).rejects.toThrow('acknowledged no nudge')
  expect(await taken()).toHaveLength(1)
})
