import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Grade } from '#domain/vocabulary.ts'
import { readPolicy, type PolicyRow } from '#scripts/checks/access-policy.ts'
import { callOf, foretold, isGraded, sees, type SweepCall } from '#test/support/access-sweep.ts'
import { openSweepSite, type Asker, type SweepSite } from '#test/support/sweep-site.ts'

let site: SweepSite
beforeAll(async () => {
  site = await openSweepSite('stand')
})
afterAll(async () => site?.api.close())

interface Parameter {
  readonly name: string
}
type Paths = Readonly<
  Record<string, Readonly<Record<string, { readonly parameters?: readonly Parameter[] }>>>
>

/** Every write of the document that takes a key, as the policy table names it. */
async function keyedWrites(): Promise<readonly string[]> {
  const { paths } = (await site.api.app.inject('/openapi.json')).json<{ paths: Paths }>()
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([, { parameters = [] }]) => parameters.some(({ name }) => name === 'Idempotency-Key'))
      .map(([method]) => `${method.toUpperCase()} ${path}`),
  )
}

/** Everything that a write may leave behind; logs of who asked what are kept of each call. */
async function effects(): Promise<string> {
  const [row] = await site.api.site.admin<{ counted: string }[]>`
    select concat_ws('/', (select count(*) from event), (select count(*) from command), (select count(*) from saved_view),
      (select jsonb_agg(v.values order by v.saved_at) from task_draft v), (select count(*) from upload), (select count(*) from upload_session),
      (select count(*) from verification_run), (select jsonb_agg(v.purpose) from view_purpose v), (select sum(position) from notice_read)) as counted`
  return row?.counted ?? ''
}

async function send({ payload, ...call }: SweepCall) {
  const { statusCode, body } = await site.api.app.inject({
    ...call,
    ...(payload === undefined ? {} : { payload: payload as Record<string, unknown> }),
  })
  // What is true of the moment of the answer, and no part of what was done.
  return {
    statusCode,
    body: body.replaceAll(/"(realNow|archiveNow|traceId|finishedAt|state)":("[^"]*"|null)/g, ''),
  }
}

/** The same call with something else said; undefined where it says nothing. */
function otherwise({ payload, ...call }: SweepCall): SweepCall | undefined {
  if (payload === undefined) return undefined
  if (Buffer.isBuffer(payload) || typeof payload === 'string')
    return { ...call, payload: Buffer.from(String(payload).replace('\r\n\r\nx', '\r\n\r\ny')) }
  const said = { ...(payload as Record<string, unknown>) }
  for (const word of ['reason', 'text', 'title', 'name', 'purpose'])
    if (typeof said[word] === 'string') return { ...call, payload: { ...said, [word]: `${said[word]}二` } }
  if (typeof said['version'] === 'string')
    return { ...call, payload: { ...said, version: `${said['version']}2` } }
  for (const [word, other] of Object.entries({
    positions: [1],
    values: { note: call.url.endsWith('metadata') ? ['二'] : '二' },
    decision: 'refuse',
  }))
    if (word in said) return { ...call, payload: { ...said, [word]: other } }
  throw new Error(`nothing else could be said than ${JSON.stringify(payload)}`)
}

/** Somebody who may do it, and a thing of theirs; undefined where the table foretells a refusal to everybody. */
function performerOf(row: PolicyRow): { asker: Asker; grade: Grade } | undefined {
  const grade = 'internal'
  const asker = site.askers.find(
    (one) =>
      /^20\d$/.test(foretold(row, one, grade)) &&
      (!isGraded(row) || row.unseen === '200' || sees(one, grade)),
  )
  return asker === undefined ? undefined : { asker, grade }
}

/** What ends or changes what others need comes last. */
const LAST = ['stop', 'abort', 'discard', 'retry', 'claim', 'reassignment', 'clock', 'redating']

test('PRM-3 every write that takes a key is answered again under it, does nothing twice, and refuses another body', async () => {
  const keyed = await keyedWrites()
  const policy = readPolicy()
  const rows = keyed
    .flatMap((route) => policy.filter((row) => row.route === route))
    .toSorted((a, b) => lateness(a) - lateness(b))
  expect(rows.map(({ route }) => route).toSorted()).toEqual([...keyed].toSorted())
  const faults: unknown[] = []
  const done: string[] = []
  for (const row of rows) {
    const performer = performerOf(row)
    if (performer === undefined) continue
    const call = callOf(site, { row, ...performer })
    const first = await send(call)
    if (first.statusCode >= 300) {
      faults.push({ route: row.route, first })
      continue
    }
    done.push(row.route)
    const before = await effects()
    const again = await send(call)
    if (again.statusCode !== first.statusCode || again.body !== first.body)
      faults.push({ route: row.route, first, again })
    const other = otherwise(call)
    const refused = other === undefined ? undefined : await send(other)
    if (refused !== undefined && !refused.body.includes('request.key-reused'))
      faults.push({ route: row.route, refused })
    if ((await effects()) !== before) faults.push({ route: row.route, effects: [before, await effects()] })
  }
  expect(faults).toEqual([])
  expect(done.length).toBeGreaterThan(22)
})

function lateness({ route }: PolicyRow): number {
  return LAST.findIndex((word) => route.endsWith(word)) + 1
}
