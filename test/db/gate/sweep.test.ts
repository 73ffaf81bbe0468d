import { afterAll, beforeAll, expect, test } from 'vitest'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { actorOn } from '#test/support/actors.ts'
import { openTestSite, type TestSite } from '#test/support/database.ts'

let site: TestSite
beforeAll(async () => {
  site = await openTestSite()
})
afterAll(async () => site?.close())

async function sweep(): Promise<number> {
  const [row] = await site.sql<{ n: number }[]>`select sweep_due(${ENGINE_ID}, 1000) as n`
  return row?.n ?? -1
}

test('REQ-18 the sweep nudges what is due and has no nudge waiting, and nothing else', async () => {
  const recordId = await actorOn(site, 'chen.lidong').creates({})
  await site.admin`delete from outbox`
  expect(await sweep()).toBe(0)
  await site.admin`update task set look_on = archive_today() where subject_id = ${recordId}`
  expect(await sweep()).toBe(1)
  expect(await sweep()).toBe(0)
  const [row] = await site.admin`select subject_kind, subject_id from outbox`
  expect(row).toEqual({ subject_kind: 'record', subject_id: recordId })
  await site.admin`delete from outbox`
  await site.admin`update task set look_on = null`
  await site.admin`update record set wake_on = archive_today() where id = ${recordId}`
  expect(await sweep()).toBe(1)
})
