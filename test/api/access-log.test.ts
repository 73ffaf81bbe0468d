import { expect, test } from 'vitest'
import { readPolicy } from '#scripts/checks/access-policy.ts'
import { openAccessLog } from '#db/access-log.ts'
import { newId } from '#db/ids.ts'
import { aFile, aHandIn, engineDoes, handIn, openTaskOf } from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'

const { api, auditor } = openApi({ auditor: 'duan.jingxing' })

/** What a record says is shown by these; of lists, batches and rules there is the same log, by the same function. */
const SHOWING = ['record', 'task', 'object']
/** Reads that leave no entry of their own, and why. */
const EXEMPT: ReadonlyMap<string, string> = new Map([
  [
    'GET /api/records/{id}/reserved-numbers',
    'numbers of a sequence on which nothing stands: it says nothing of the record',
  ],
])

const QUERIES: Readonly<Record<string, string>> = {
  'GET /api/records/{id}/reserved-numbers': '?classCode=SI-5-03',
  'GET /api/records/{id}/replay': '?on=2026-01-01',
  'GET /api/records/{id}/comparison': '?from=2026-01-01&to=2026-01-02',
}

const routes = readPolicy().filter(
  ({ route, subject }) => route.startsWith('GET ') && SHOWING.includes(subject),
)

test('REG-9 FEA-H7 every read of what a record says is in the access log: each route of the policy table, or it is named as exempt', async () => {
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

test('MLPS-8.1.4.3 nothing that a caller sends keeps the entries of others out of the access log', async () => {
  const faults: unknown[] = []
  const accessLog = openAccessLog(api.site.sql, { onFault: (error) => faults.push(error) })
  const words = (action: string, detail: string) => ({ action, result: 'ok', detail })
  for (const entry of [words('first', 'a'), words('second', 'a\u0000b'), words('third', 'c')])
    accessLog.note(entry)
  await accessLog.flush()
  const written = await api.site.admin<{ action: string; detail: string | null }[]>`
    select action, detail from access_log where action in ('first', 'second', 'third') order by action`
  expect(written).toEqual([
    { action: 'first', detail: 'a' },
    { action: 'second', detail: null },
    { action: 'third', detail: 'c' },
  ])
  expect(faults.length).toBeGreaterThan(0)
})

test.each([
  [
    'an API key that is none',
    '/api/units',
    () => ({ authorization: `Bearer evk_${'-'.repeat(36)}.${'a'.repeat(20)}` }),
  ],
  [
    'a purpose with a NUL',
    '/api/search?q=a&in=persons&purpose=a%00b',
    () => ({ cookie: auditor.session.cookie }),
  ],
])('MLPS-8.1.4.3 %s is refused, and the refusal is in the log', async (_name, url, headersOf) => {
  const answer = await api.app.inject({ url, headers: headersOf() })
  expect(answer.statusCode).toBeGreaterThanOrEqual(400)
  expect(answer.statusCode).toBeLessThan(500)
  await api.accessLog.flush()
  const [entry] = await api.site.admin<{ result: string }[]>`
    select result from access_log where trace_id = ${String(answer.headers['x-trace-id'])}`
  expect(entry?.result).toBe(answer.json<{ code: string }>().code)
})

/** Entries about the record; a refusal that names the object is one too. */
async function count(recordId: string, objectId = recordId) {
  await api.accessLog.flush()
  return await api.site.admin<{ n: number }[]>`
    select count(*)::int as n from access_log where subject_id in (${recordId}, ${objectId})`
}
