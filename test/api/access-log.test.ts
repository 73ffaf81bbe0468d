import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPolicy } from '#scripts/checks/access-policy.ts'
import { newId } from '#db/ids.ts'
import {
  aFile,
  aHandIn,
  engineDoes,
  handIn,
  openTaskOf,
  openTestApi,
  personAt,
  type Person,
  type TestApi,
} from '#test/support/api.ts'

let api: TestApi
let auditor: Person
beforeAll(async () => {
  api = await openTestApi()
  auditor = await personAt(api.app, 'duan.jingxing')
})
afterAll(async () => api.close())

/** What a record says is shown by these; of lists, batches and rules there is the same log, by the same function. */
const SHOWING = ['record', 'task', 'object']
/** Reads that leave no entry of their own, and why. */
const EXEMPT: ReadonlyMap<string, string> = new Map([])

const QUERIES: Readonly<Record<string, string>> = {
  'GET /api/records/{id}/replay': '?on=2026-01-01',
  'GET /api/records/{id}/comparison': '?from=2026-01-01&to=2026-01-02',
}

const routes = readPolicy().filter(
  ({ route, subject }) => route.startsWith('GET ') && SHOWING.includes(subject),
)

test('REG-9 every read of what a record says is in the access log: each route of the policy table, or it is named as exempt', async () => {
  const files = [aFile('a.txt', '第一页')]
  const made = await handIn(api.app, { record: aHandIn(), files })
  const { recordId } = made.json<{ recordId: string }>()
  await engineDoes(api.site, recordId, 'inspected')
  const [object] = await api.site.admin<{ id: string }[]>`
    select id from digital_object where subject_id = ${recordId} and role = 'content'`
  const ids: Readonly<Record<string, string>> = {
    record: recordId,
    task: await openTaskOf(api, recordId),
    object: object?.id ?? newId(),
  }
  const unlogged: string[] = []
  for (const { route, subject } of routes) {
    const [, path = ''] = route.split(' ')
    const url = path
      .replace('{id}', ids[subject] ?? '')
      .replace('{form}', 'F04')
      .replaceAll(/\{\w+\}/g, '1')
    const [before] = await count(recordId, ids['object'])
    await auditor.get(`${url}${QUERIES[route] ?? ''}`)
    const [after] = await count(recordId, ids['object'])
    if ((after?.n ?? 0) <= (before?.n ?? 0) && !EXEMPT.has(route)) unlogged.push(route)
  }
  expect(routes.length).toBeGreaterThan(18)
  expect(unlogged).toEqual([])
})

/** Entries about the record; a refusal that names the object is one too. */
async function count(recordId: string, objectId = recordId) {
  await api.accessLog.flush()
  return await api.site.admin<{ n: number }[]>`
    select count(*)::int as n from access_log where subject_id in (${recordId}, ${objectId})`
}
