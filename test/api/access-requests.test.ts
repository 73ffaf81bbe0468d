import { afterAll, beforeAll, expect, test } from 'vitest'
import { moveClock } from '#domain/acts/clock.ts'
import { addDays } from '#domain/dates.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { demoPersonId } from '#db/seed/demo-organisation.ts'
import { verifyAll } from '#db/verify.ts'
import { actorOn } from '#test/support/actors.ts'
import {
  aRecordAtArrange,
  doNext,
  openTestApi,
  personAt,
  type Person,
  type TestApi,
} from '#test/support/api.ts'
import { todayOf } from '#test/support/lives.ts'
import { passProbe } from '#test/support/database.ts'

let api: TestApi
let asker: Person
let head: Person
let recordId: string
let code: string
beforeAll(async () => {
  api = await openTestApi()
  await passProbe(api.site.admin)
  asker = await personAt(api.app, 'tang.ruoxi')
  head = await personAt(api.app, 'guo.huaiyuan')
  const archivist = await personAt(api.app, 'shen.zhiqiu')
  recordId = (await aRecordAtArrange(api)).recordId
  await doNext(api, recordId, { person: archivist, outcome: 'arranged', form: { pages: 3 } })
  await doNext(api, recordId, { person: archivist, outcome: 'filed', form: { classCode: 'SI-5-03' } })
  const [row] = await api.site.admin<
    { code: string }[]
  >`select archival_code as code from record where id = ${recordId}`
  code = row?.code ?? ''
})
afterAll(async () => api?.close())

const asked = async (person: Person, of = code, days = 3) =>
  person.post('/api/access-requests', { body: { code: of, days, purpose: '工伤认定 2026-17' } })
const idOfAsked = async (person: Person, of = code) =>
  (await asked(person, of)).json<{ requestId: string }>().requestId
const decide = async (person: Person, id: string, decision: 'grant' | 'refuse' = 'grant') =>
  person.post(`/api/access-requests/${id}/decision`, { body: { decision, reason: '工作需要' } })
const look = async (person: Person) => (await person.get(`/api/records/${recordId}`)).statusCode
const waiting = async (person: Person) =>
  (await person.get('/api/access-requests?view=to-decide'))
    .json<{ items: { id: string }[] }>()
    .items.map((one) => one.id)

test('FEA-H9 REQ-51 a code that names nothing is answered like one that does, and masked alike', async () => {
  const [real, none] = [await asked(asker), await asked(asker, 'J021-NONE-0001')]
  expect([real.statusCode, none.statusCode]).toEqual([201, 201])
  const mine = (await asker.get('/api/access-requests')).json<{
    items: { code: string; recordId: null; title: null }[]
  }>()
  expect(mine.items.map(({ recordId: id, title }) => [id, title])).toEqual([
    [null, null],
    [null, null],
  ])
})

test('FEA-H9 is refused: without a purpose, for too long, for what one sees already', async () => {
  const post = async (body: object) =>
    (await asker.post('/api/access-requests', { body })).json<{ code: string }>().code
  expect(await post({ code, days: 3 })).toBe('request.invalid')
  expect(await post({ code, days: 91, purpose: '查阅' })).toBe('request.invalid')
  const own = await personAt(api.app, 'shen.zhiqiu')
  expect((await asked(own)).json()).toMatchObject({ code: 'access.seen-already' })
})

test('FEA-H9 nobody but the head decides: not the asker, not a colleague, and who does not see the record finds nothing', async () => {
  const id = await idOfAsked(asker)
  expect((await decide(asker, id)).json()).toMatchObject({ code: 'not-found' })
  expect((await decide(await personAt(api.app, 'shen.zhiqiu'), id)).json()).toMatchObject({
    code: 'access.denied',
  })
  expect((await decide(await personAt(api.app, 'he.jingyi'), id)).json()).toMatchObject({ code: 'not-found' })
  expect(await waiting(await personAt(api.app, 'fang.mingche'))).toEqual([])
  expect(await waiting(head)).toContain(id)
  expect((await decide(head, id, 'refuse')).statusCode).toBe(200)
  expect(await look(asker)).toBe(404)
  expect((await decide(head, id)).json()).toMatchObject({ code: 'access.decided-already' })
})

test('FEA-H9 a grant shows the record to look at and nothing else, and ends by itself', async () => {
  const id = await idOfAsked(asker)
  expect(await look(asker)).toBe(404)
  expect((await decide(head, id)).statusCode).toBe(200)
  expect(await look(asker)).toBe(200)
  const comment = await asker.post(`/api/comments/${recordId}`, { body: { text: '请核对' } })
  expect(comment.json()).toMatchObject({ status: 403, code: 'access.look-only' })
  // Nor does the look let its holder answer for who else looks.
  const other = await idOfAsked(await personAt(api.app, 'he.jingyi'))
  expect((await decide(asker, other)).json()).toMatchObject({ code: 'not-found' })
  const today = await todayOf(api.site)
  const move = async (days: number) =>
    actorOn(api.site, 'song.anran').act({}, (f) => moveClock(f, { to: addDays(today, days), reason: '演示' }))
  await move(2)
  expect(await look(asker)).toBe(200)
  await move(3)
  expect(await look(asker)).toBe(404)
})

test('FEA-H9 its holder or the head ends it before its day', async () => {
  const id = await idOfAsked(asker)
  await decide(head, id)
  expect(await look(asker)).toBe(200)
  expect((await head.post(`/api/access-requests/${id}/end`)).statusCode).toBe(200)
  expect(await look(asker)).toBe(404)
  expect((await asker.post(`/api/access-requests/${id}/end`)).json()).toMatchObject({
    code: 'access.not-granted',
  })
})

test('FEA-H9 FEA-C4 a request stands with its day among the work of whom it waits for; a deputy decides it without seeing the record', async () => {
  const id = await idOfAsked(asker)
  const deputy = await personAt(api.app, 'xu.wenbo')
  expect(await waiting(deputy)).not.toContain(id)
  expect((await decide(deputy, id)).json()).toMatchObject({ code: 'not-found' })
  const { posts } = (await head.get('/api/deputies')).json<{ posts: { id: string }[] }>()
  const today = await todayOf(api.site)
  const between = { deputyId: demoPersonId('xu.wenbo'), fromOn: today, toOn: today }
  await head.post('/api/deputies', { body: { postId: posts[0]?.id, ...between } })
  const found = (await deputy.get('/api/access-requests?view=to-decide'))
    .json<{ items: { id: string }[] }>()
    .items.find((one) => one.id === id)
  expect(found).toMatchObject({ code, title: null, recordId: null, deadline: 'on-time' })
  expect(await look(deputy)).toBe(404)
  // A deputy whose clearance does not reach the record is not told that there is one.
  await api.site.admin`update access_grant set grade = 'restricted' where id = ${id}`
  const clear = async (to: string) => {
    const [before] = await api.site.admin<{ clearance: string }[]>`
      select clearance from person where id = ${demoPersonId('xu.wenbo')}`
    await api.site.admin`update person set clearance = ${to} where id = ${demoPersonId('xu.wenbo')}`
    return before?.clearance ?? ''
  }
  const cleared = await clear('internal')
  expect(await waiting(deputy)).not.toContain(id)
  await clear(cleared)
  await api.site.admin`update access_grant set grade = 'internal' where id = ${id}`
  expect((await decide(deputy, id, 'refuse')).statusCode).toBe(200)
  const [said] = await api.site.admin<{ onBehalfOf: string }[]>`
    select canonical::jsonb->>'onBehalfOf' as "onBehalfOf" from event where type = 'access.refused' order by position desc limit 1`
  expect(said?.onBehalfOf).toBe(demoPersonId('guo.huaiyuan'))
  const rung = async (person: Person) =>
    (await person.get('/api/notices')).json<{ items: { kind: string; title: string }[] }>().items
  expect((await rung(asker))[0]).toMatchObject({ kind: 'look-refused', title: `${code} · 工作需要` })
  expect((await rung(deputy)).map(({ kind }) => kind)).not.toContain('look-refused')
})

test('FEA-H9 a grant never stands in for a clearance', async () => {
  await api.site.admin`update record set grade = 'restricted' where id = ${recordId}`
  const id = await idOfAsked(asker)
  expect((await decide(head, id)).json()).toMatchObject({ code: 'access.not-cleared' })
  await api.site.admin`update record set grade = 'internal' where id = ${recordId}`
})

test('REQ-58 requests and grants are events of the site, equal to their table', async () => {
  const { broken } = await verifyAll(api.site.sql, ENGINE_ID)
  expect(broken.map(({ differing, firstBad }) => ({ differing, firstBad }))).toEqual([])
})
