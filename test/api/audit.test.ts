import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { dayAfter, dayBefore, plainDate } from '#domain/dates.ts'
import type { AuditEventView, HistoryComparisonView, VerificationRunView } from '#api/contract/audit.ts'
import type { RecordDetailView } from '#api/contract/records.ts'
import { makeCheckpoint } from '#db/checkpoints.ts'
import { ENGINE_ID, SITE_ID } from '#db/fixed-ids.ts'
import { demoPersonId, demoUnitId } from '#db/seed/demo-organisation.ts'
import { signingKeyOf } from '#db/signing.ts'
import {
  aHandIn,
  aRecordAtArrange,
  openTestApi,
  personAt,
  type Person,
  type TestApi,
} from '#test/support/api.ts'

const seed = randomBytes(32).toString('hex')
let api: TestApi
let auditor: Person
let archivist: Person
let recordId: string
let today: string

beforeAll(async () => {
  vi.stubEnv('EVERFILE_SIGNING_KEY', seed)
  api = await openTestApi()
  auditor = await personAt(api.app, 'duan.jingxing')
  archivist = await personAt(api.app, 'shen.zhiqiu')
  const made = await aRecordAtArrange(api)
  recordId = made.recordId
  await archivist.post(`/api/tasks/${made.taskId}/claim`)
  await archivist.post(`/api/tasks/${made.taskId}/complete`, {
    body: { outcome: 'arranged', form: { pages: 7 } },
  })
  const clerk = await personAt(api.app, 'lu.yunfan')
  const { sourceReference: _none, ...pension } = aHandIn({
    title: '养老保险关系转移接续材料100%',
    formingUnitId: demoUnitId('pension'),
    classCode: 'SI-5-03',
    uploadIds: [],
  })
  const created = await clerk.post('/api/records', { body: pension })
  if (created.statusCode !== 201) throw new Error(created.body)
  const [row] = await api.site.admin<{ on: string }[]>`select archive_today()::text as "on"`
  today = row?.on ?? ''
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await api.close()
})

const compared = (id: string, from: string, to: string) =>
  `/api/audit/histories/${id}/comparison?from=${from}&to=${to}`

const eventsOf = async (person: Person, query = '') =>
  fine(await person.get(`/api/audit/events?limit=200${query}`)).json<{
    items: readonly AuditEventView[]
    nextCursor: string | null
    total: { count: number; isCapped: boolean }
  }>()

function fine<T extends { readonly statusCode: number; readonly body: string }>(answer: T): T {
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer
}

test('PRM-6 who sees no content sees no event of a record, and who sees one unit sees no event of another', async () => {
  const administrator = await personAt(api.app, 'mo.weilan')
  expect((await eventsOf(administrator)).items.filter(({ subject }) => subject.kind === 'record')).toEqual([])
  const seen = (await eventsOf(archivist)).items.filter(({ subject }) => subject.kind === 'record')
  expect(seen.length).toBeGreaterThan(0)
  expect(seen.map(({ subject }) => subject.title)).not.toContain('养老保险关系转移接续材料100%')
  const others = await personAt(api.app, 'tang.ruoxi')
  for (const path of ['replay?on=2026-01-01', 'comparison?from=2026-01-01&to=2026-01-02', 'evidence.zip'])
    expect((await others.get(`/api/records/${recordId}/${path}`)).statusCode).toBe(404)
  expect((await others.get(`/api/audit/acts/${recordId}/1`)).statusCode).toBe(404)
  for (const id of [recordId, demoPersonId('shen.zhiqiu'), SITE_ID])
    expect((await others.get(compared(id, '2026-01-01', '2026-01-02'))).statusCode).toBe(404)
})

test('PRM-6 checkpoints, verifications, people and evidence are for those who audit', async () => {
  for (const path of ['/api/audit/checkpoints', '/api/audit/verifications', '/api/audit/people'])
    expect((await archivist.get(path)).json()).toMatchObject({ status: 403, code: 'access.denied' })
  expect((await archivist.post('/api/audit/verifications')).statusCode).toBe(403)
  expect((await archivist.get(`/api/records/${recordId}/evidence.zip`)).statusCode).toBe(403)
})

test('FEA-L1 days, numbers and types that do not exist are refused', async () => {
  for (const path of [
    `/api/records/${recordId}/replay?on=2026-02-30`,
    `/api/records/${recordId}/replay`,
    `/api/audit/acts/${recordId}/0`,
    compared(recordId, '2026-02-30', '2026-03-01'),
    '/api/audit/events?type=no.such',
    '/api/audit/events?from=yesterday',
  ])
    expect((await auditor.get(path)).statusCode).toBe(400)
  expect((await auditor.get(`/api/audit/acts/${recordId}/999`)).statusCode).toBe(404)
  expect((await auditor.get('/api/audit/events?cursor=nonsense')).statusCode).toBe(400)
  for (const key of ['{}', '[]', '["x"]', '["1","2"]', '["99999999999999999999"]'])
    expect((await auditor.get(`/api/audit/events?cursor=${cursorOf(key)}`)).statusCode).toBe(400)
  for (const key of ['["x","y"]', `["2026-13-01","${recordId}"]`, '["1"]'])
    expect((await auditor.get(`/api/holds?cursor=${cursorOf(key)}`)).statusCode).toBe(400)
})

const cursorOf = (key: string) => Buffer.from(key).toString('base64url')

test('FEA-L1 every event can be found by who, what, where and when', async () => {
  const all = await eventsOf(auditor)
  expect(all.total.count).toBe(all.items.length)
  const expected = async (query: string, holds: (event: AuditEventView) => boolean) => {
    const { items } = await eventsOf(auditor, query)
    expect(items.map(({ position }) => position)).toEqual(
      all.items.filter(holds).map(({ position }) => position),
    )
    expect(items.length).toBeGreaterThan(0)
  }
  await expected(
    `&actorId=${demoPersonId('shen.zhiqiu')}`,
    ({ actor }) => actor.id === demoPersonId('shen.zhiqiu'),
  )
  await expected('&type=record.created', ({ type }) => type === 'record.created')
  await expected('&streamKind=record', ({ subject }) => subject.kind === 'record')
  await expected(
    `&q=${encodeURIComponent('100%')}`,
    ({ subject }) => subject.title?.includes('100%') === true,
  )
  await expected(`&from=${today}&to=${today}`, ({ on }) => on === today)
  await expected(
    `&unitId=${demoUnitId('pension')}`,
    ({ subject }) => subject.title === '养老保险关系转移接续材料100%',
  )
  expect((await eventsOf(auditor, `&from=${dayAfter(plainDate(today))}`)).items).toEqual([])
})

test('FEA-L1 pages follow one another without a gap', async () => {
  const all = (await eventsOf(auditor)).items.map(({ position }) => position)
  const seen: number[] = []
  let cursor = ''
  do {
    const page = await auditor.get(`/api/audit/events?limit=3${cursor}`)
    const { items, nextCursor } = page.json<{ items: AuditEventView[]; nextCursor: string | null }>()
    seen.push(...items.map(({ position }) => position))
    cursor = nextCursor === null ? '' : `&cursor=${nextCursor}`
  } while (cursor !== '')
  expect(seen).toEqual(all)
})

test('FEA-L1 an act shows what stood there before and after it', async () => {
  const { items } = await eventsOf(auditor, `&type=task.completed&q=${encodeURIComponent('失业保险')}`)
  const done = items.find(({ subject }) => subject.id === recordId)
  const act = (await auditor.get(`/api/audit/acts/${recordId}/${done?.seq}`)).json<{
    events: readonly { type: string }[]
    changes: readonly Record<string, unknown>[]
    names: Readonly<Record<string, unknown>>
  }>()
  expect(act.events.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['task.completed', 'place.moved']),
  )
  expect(act.changes).toContainEqual(
    expect.objectContaining({ table: 'record', field: 'pages', before: null, after: 7 }),
  )
  expect(act.changes).toContainEqual(
    expect.objectContaining({ table: 'record', field: 'placeStep', before: 'arrange', after: 'file' }),
  )
  expect(Object.keys(act.names)).toContain(demoPersonId('shen.zhiqiu'))
})

test('FEA-L1 before and after are told of people, of the site and of deputies as well', async () => {
  type Changes = { subject: { title: string | null }; changes: readonly Record<string, unknown>[] }
  const actAt = async (id: string, seq: number) =>
    fine(await auditor.get(`/api/audit/acts/${id}/${seq}`)).json<Changes>()
  const person = await actAt(demoPersonId('shen.zhiqiu'), 1)
  expect(person.subject.title).toBe('沈知秋')
  for (const [table, field, after] of [
    ['person', 'login', 'shen.zhiqiu'],
    ['post', 'role', 'unit-archivist'],
  ])
    expect(person.changes).toContainEqual(expect.objectContaining({ table, field, before: null, after }))
  const site = await actAt(SITE_ID, 1)
  expect(site.changes).toContainEqual(
    expect.objectContaining({ table: 'unit', rowId: demoUnitId('pension'), field: 'kind', before: null }),
  )

  const head = await personAt(api.app, 'guo.huaiyuan')
  const { posts } = (await head.get('/api/deputies')).json<{ posts: { id: string }[] }>()
  const appointment = { postId: posts[0]?.id, fromOn: today, toOn: today }
  await head.post('/api/deputies', { body: { ...appointment, deputyId: demoPersonId('xu.wenbo') } })
  const { items } = (await head.get('/api/deputies')).json<{ items: { id: string }[] }>()
  fine(await head.del(`/api/deputies/${items[0]?.id}`))
  const [last] = await api.site.admin<{ seq: number }[]>`
    select max(seq)::int as seq from event where stream_id = ${SITE_ID}`
  expect((await actAt(SITE_ID, last?.seq ?? 0)).changes).toMatchObject([
    { table: 'deputy', field: 'endedAt', before: null },
  ])
})

test('FEA-L5 the page of a record as of today is the page of today, and before its first day there was none', async () => {
  const now = (await auditor.get(`/api/records/${recordId}`)).json<RecordDetailView>()
  const replay = (await auditor.get(`/api/records/${recordId}/replay?on=${today}`)).json<{
    record: RecordDetailView
    days: readonly string[]
    events: number
    of: number
  }>()
  expect(replay).toMatchObject({ days: [today], events: now.events, of: now.events })
  const { allowedActions: _now, ...shown } = now
  const { allowedActions, ...then } = replay.record
  expect(Object.values(allowedActions).map(({ allowed }) => allowed)).not.toContain(true)
  const unlocked = (view: Partial<RecordDetailView>) => ({
    ...view,
    items: view.items?.map((item) => ({ ...item, canWithdraw: false, copies: [] })),
    retention: { ...view.retention, setByHand: undefined },
  })
  expect(unlocked(then)).toEqual(unlocked(shown))
  const before = await auditor.get(`/api/records/${recordId}/replay?on=${dayBefore(plainDate(today))}`)
  expect(before.json()).toMatchObject({ record: null, events: 0 })
})

test('FEA-L5 two days are compared field by field', async () => {
  const compare = `/api/records/${recordId}/comparison?from=${dayBefore(plainDate(today))}&to=${today}`
  const { changes } = (await auditor.get(compare)).json<{ changes: readonly Record<string, unknown>[] }>()
  expect(changes).toContainEqual(
    expect.objectContaining({ table: 'record', field: 'title', before: null, after: '失业保险待遇核定材料' }),
  )
  const same = await auditor.get(`/api/records/${recordId}/comparison?from=${today}&to=${today}`)
  expect(same.json<{ changes: unknown[] }>().changes).toEqual([])
})

test('FEA-L5 the replay names nobody whose name was erased', async () => {
  await api.site.admin`update event_private set value = null, salt = null where stream_id = ${recordId}`
  await api.site.admin`update digital_object set name = null where subject_id = ${recordId}`
  const replay = await auditor.get(`/api/records/${recordId}/replay?on=${today}`)
  expect(replay.statusCode).toBe(200)
  expect(replay.json<{ record: RecordDetailView }>().record.items.map(({ name }) => name)).toEqual(
    replay.json<{ record: RecordDetailView }>().record.items.map(() => null),
  )
})

test('FEA-L1 who looked, and who was refused, is found by person, act and outcome; others see their own entries', async () => {
  await api.accessLog.flush()
  const entries = async (person: Person, query: string) =>
    (await person.get(`/api/audit/access?limit=200${query}`)).json<{
      items: readonly {
        action: string
        result: string
        person: { id: string } | null
        subject: { id: string } | null
      }[]
    }>().items
  const refused = await entries(auditor, '&result=refused')
  expect(refused.length).toBeGreaterThan(0)
  expect(refused.map(({ result }) => result)).not.toContain('ok')
  const views = await entries(auditor, `&action=view&subjectId=${recordId}`)
  expect(views.length).toBeGreaterThan(0)
  expect(views.every(({ action, subject }) => action === 'view' && subject?.id === recordId)).toBe(true)
  const own = await entries(archivist, '')
  expect(new Set(own.map(({ person }) => person?.id))).toEqual(new Set([demoPersonId('shen.zhiqiu')]))
})

test('FEA-L5 two days of the site and of a person are compared in words', async () => {
  const compare = async (id: string, from: string, to: string) =>
    fine(await auditor.get(compared(id, from, to))).json<HistoryComparisonView>()
  const first = dayBefore(plainDate(today))
  const pension = demoUnitId('pension')
  const founded = await compare(SITE_ID, first, today)
  expect(founded.tables.map(({ table }) => table)).toEqual(expect.arrayContaining(['site', 'unit', 'fonds']))
  expect(founded.changes).toContainEqual(
    expect.objectContaining({ table: 'unit', rowId: pension, field: 'kind', before: null }),
  )
  expect(founded.names[pension]?.zh).toBe('养老保险科')
  expect(founded.names[SITE_ID]).toBeUndefined()
  const person = demoPersonId('shen.zhiqiu')
  const { subject, days, changes } = await compare(person, first, today)
  expect({ kind: subject.kind, days }).toEqual({ kind: 'person', days: [today] })
  expect(changes).toContainEqual(
    expect.objectContaining({ field: 'login', before: null, after: 'shen.zhiqiu' }),
  )
  expect((await compare(person, today, today)).changes).toEqual([])
})

test('REQ-58 the whole site is verified in front of the auditor, once for all who ask, with its figures', async () => {
  const signingKey = signingKeyOf(seed)
  await makeCheckpoint({
    sql: api.site.sql,
    store: api.store,
    engineId: ENGINE_ID,
    siteMode: 'test',
    signingKey,
  })
  const begun = await auditor.post('/api/audit/verifications', { key: 'verify-once' })
  expect(begun.statusCode).toBe(201)
  const { id } = begun.json<VerificationRunView>()
  const again = await auditor.post('/api/audit/verifications', { key: 'verify-once' })
  expect(again.json<VerificationRunView>().id).toBe(id)
  const run = async () => (await auditor.get(`/api/audit/verifications/${id}`)).json<VerificationRunView>()
  await expect.poll(async () => (await run()).state).toBe('finished')
  const { result, checked, total } = await run()
  expect(result).toMatchObject({ verdict: 'whole', checkpoints: 1, faults: [] })
  expect(result?.covered).toBe(result?.events)
  expect(checked).toBe(total)
  const { items } = (await auditor.get('/api/audit/checkpoints')).json<{
    items: readonly { keyFingerprint: string }[]
  }>()
  const key = await api.app.inject({ url: '/api/signing-key' })
  expect(key.json()).toMatchObject({ algorithm: 'Ed25519', fingerprint: items[0]?.keyFingerprint })
})
