import { afterAll, beforeAll, expect, test } from 'vitest'
import { DIRECT_RUN, type EngineDeps } from '#activities/engine.ts'
import { inspect } from '#activities/records/inspect.ts'
import { preserve } from '#activities/records/preserve.ts'
import type { RecordDetailView } from '#api/contract/records.ts'
import type { VariantsView } from '#api/contract/variants.ts'
import { withActor, withActorAtOneMoment } from '#db/actor.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { refreshSearchWhole } from '#db/search/refresh.ts'
import { demoPersonId } from '#db/seed/demo-organisation.ts'
import { verifyStream } from '#db/verify.ts'
import {
  aFile,
  aHandIn,
  doNext,
  handIn,
  multipart,
  openTestApi,
  personAt,
  type Person,
  type TestApi,
} from '#test/support/api.ts'
import { passProbe } from '#test/support/database.ts'
import { aPdf } from '#test/support/documents.ts'
import { proposalsOf } from '#test/support/proposals.ts'

let api: TestApi
let deps: EngineDeps
let clerk: Person
let archivist: Person
let head: Person
let stranger: Person
let recordId: string
let originalId: string
let original: Buffer
let redacted: Buffer

beforeAll(async () => {
  api = await openTestApi()
  const { sql, gate, admin } = api.site
  deps = { sql, gate, store: api.store, engineId: ENGINE_ID, siteMode: 'test', run: DIRECT_RUN }
  await passProbe(admin)
  await admin`update person set clearance = 'restricted' where id = ${demoPersonId('shen.zhiqiu')}`
  clerk = await personAt(api.app, 'chen.lidong')
  archivist = await personAt(api.app, 'shen.zhiqiu')
  head = await personAt(api.app, 'guo.huaiyuan')
  stranger = await personAt(api.app, 'tang.ruoxi')
  original = await aPdf({ pages: 1, text: '举报人慕容秋水' })
  redacted = await aPdf({ pages: 1, text: '举报人已隐去' })
  const files = [aFile('调查笔录.pdf', original)]
  recordId = (await handIn(api.app, { record: aHandIn(), files })).json<{ recordId: string }>().recordId
  await work('inspect')
  await doNext(api, recordId, { person: archivist, outcome: 'arranged', form: { pages: 1 } })
  await doNext(api, recordId, { person: archivist, outcome: 'filed', form: { classCode: 'SI-5-03' } })
  await work('preserve')
  originalId = (await items(clerk)).find(({ role }) => role === 'content')?.id ?? ''
})
afterAll(async () => api?.close())

/** Does the machine's work of a kind that waits, as the worker would. */
async function work(kind: 'inspect' | 'preserve'): Promise<void> {
  const [job] = await api.site.admin<{ id: string }[]>`
    select id from job where subject_id = ${recordId} and kind = ${kind} and state = 'running'`
  if (job === undefined) throw new Error(`no ${kind} waits`)
  const ticket = { jobId: job.id, subjectId: recordId, subjectKind: 'record', kind } as const
  await (kind === 'inspect' ? inspect(deps, ticket) : preserve(deps, ticket))
}

const codeOf = (answer: { json: <T>() => T }) => answer.json<{ code: string }>().code
const items = async (person: Person) =>
  (await person.get(`/api/records/${recordId}`)).json<RecordDetailView>().items
const contentFor = async (person: Person, id = originalId) => person.get(`/api/objects/${id}/content`)
const uploads = async (person: Person, content: Buffer) => {
  const { body, headers } = multipart([
    { name: 'file', content, filename: '调查笔录.pdf', type: 'application/pdf' },
  ])
  return (await person.post('/api/uploads', { body, headers })).json<{ id: string }>().id
}
const proposes = async (person: Person, content: Buffer) =>
  person.post(`/api/records/${recordId}/variants`, {
    body: {
      originalId,
      uploadId: await uploads(person, content),
      originalGrade: 'restricted',
      removed: '隐去举报人姓名',
      clause: '劳动保障监察条例第九条',
    },
  })

test('REQ-52 REQ-51 who may not see an original is shown its public variant, once two persons said so; the original stays', async () => {
  expect(codeOf(await proposes(clerk, redacted))).toBe('access.denied')
  expect(codeOf(await proposes(stranger, redacted))).toBe('not-found')
  expect(codeOf(await proposes(archivist, original))).toBe('variant.same-bytes')
  const { objectId } = (await proposes(archivist, redacted)).json<{ objectId: string }>()
  expect(await proposalsOf(head)).toEqual([])
  await work('inspect')
  await work('preserve')
  for (const other of [archivist, clerk, stranger]) expect(await proposalsOf(other)).toEqual([])
  await api.site.admin`update person set clearance = 'internal' where id = ${demoPersonId('guo.huaiyuan')}`
  expect(await proposalsOf(head)).toEqual([])
  await api.site.admin`update person set clearance = 'restricted' where id = ${demoPersonId('guo.huaiyuan')}`
  expect(await proposalsOf(head)).toEqual(['variant'])
  // What nobody has confirmed is neither shown to others nor indelible.
  expect((await contentFor(clerk, objectId)).statusCode).toBe(404)
  expect((await contentFor(clerk)).rawPayload.equals(original)).toBe(true)
  const path = `/api/records/${recordId}/variants/${objectId}/decision`
  const confirm = { body: { decision: 'confirm', reason: '比对无误' } }
  expect(codeOf(await archivist.post(path, confirm))).toBe('access.denied')
  expect((await head.post(path, confirm)).json()).toEqual({ done: true })
  expect(await proposalsOf(head)).toEqual([])
  await work('preserve')

  const forClerk = await contentFor(clerk)
  expect(forClerk.rawPayload.equals(redacted)).toBe(true)
  expect(decodeURIComponent(forClerk.headers['content-disposition'] ?? '')).toContain('公开版-调查笔录.pdf')
  expect((await contentFor(head)).rawPayload.equals(original)).toBe(true)
  expect((await clerk.get(`/api/objects/${originalId}/text`)).body).toContain('已隐去')
  expect((await clerk.get(`/api/objects/${originalId}/text`)).body).not.toContain('慕容秋水')
  expect((await head.get(`/api/objects/${originalId}/text`)).body).toContain('慕容秋水')
  const [forHead, shown] = [await items(head), await items(clerk)]
  expect(shown.map((item) => item.shown)).toEqual(expect.arrayContaining(['stands-in', 'variant']))
  expect(forHead.map((item) => item.shown)).toEqual(expect.arrayContaining(['itself', 'variant']))
  const image = async (person: Person) =>
    (await person.get(`/api/objects/${originalId}/pages/1.png`)).rawPayload
  expect((await image(clerk)).equals(await image(head))).toBe(false)

  // The last wall: nothing of the original’s bytes, pictures and words comes through row security.
  const asClerk = { kind: 'person' as const, id: demoPersonId('chen.lidong') }
  const left = await withActor(api.site.sql, asClerk, async (tx) => [
    await tx`select 1 from object_copy where object_id = ${originalId}`,
    await tx`select 1 from object_text where object_id = ${originalId}`,
    await tx`select 1 from object_copy c join digital_object o on o.id = c.object_id where o.derived_from = ${originalId} and o.role = 'thumbnail'`,
  ])
  expect(left).toMatchObject({ value: [[], [], []] })
  await refreshSearchWhole(api.site.sql, ENGINE_ID)
  const hits = async (q: string) =>
    (await clerk.get(`/api/search?q=${encodeURIComponent(q)}`)).json<{ items: unknown[] }>().items.length
  expect([await hits('慕容秋水'), await hits('举报人已隐去')]).toEqual([0, 1])

  const view = (await clerk.get(`/api/records/${recordId}/variants`)).json<VariantsView>()
  expect(view).toMatchObject({
    items: [{ objectId, state: 'confirmed', clause: '劳动保障监察条例第九条', originalGrade: 'restricted' }],
    open: [],
  })
  const copies = await api.site.admin<{ bucket: string; state: string }[]>`
    select bucket, state from object_copy where object_id = ${objectId} order by bucket`
  expect(copies).toEqual([
    { bucket: 'intake', state: 'destroyed' },
    { bucket: 'masters', state: 'stored' },
  ])
  const principal = { kind: 'person' as const, id: ENGINE_ID }
  expect(
    await withActorAtOneMoment(api.site.sql, principal, (tx) => verifyStream(tx, recordId)),
  ).toMatchObject({ value: { verdict: 'whole', differing: [] } })
})
