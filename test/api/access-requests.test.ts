import { beforeAll, expect, test } from 'vitest'
import { moveClock } from '#domain/acts/clock.ts'
import { addDays } from '#domain/dates.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { newId } from '#db/ids.ts'
import { refreshSearchWhole } from '#db/search/refresh.ts'
import { demoPersonId, demoUnitId } from '#db/seed/demo-organisation.ts'
import { verifyAll } from '#db/verify.ts'
import { actorOn } from '#test/support/actors.ts'
import { aHandIn, aRecordAtArrange, doNext, personAt, type Person } from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'
import { todayOf } from '#test/support/lives.ts'
import { passProbe } from '#test/support/database.ts'

const { api, asker, head } = openApi({ asker: 'tang.ruoxi', head: 'guo.huaiyuan' })
let recordId: string
let code: string
beforeAll(async () => {
  await passProbe(api.site.admin)
  const archivist = await personAt(api.app, 'shen.zhiqiu')
  recordId = (await aRecordAtArrange(api)).recordId
  await doNext(api, recordId, { person: archivist, outcome: 'arranged', form: { pages: 3 } })
  await doNext(api, recordId, { person: archivist, outcome: 'filed', form: { classCode: 'SI-5-03' } })
  const [row] = await api.site.admin<
    { code: string }[]
  >`select archival_code as code from record where id = ${recordId}`
  code = row?.code ?? ''
})

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

test('REG-9 FEA-H9 is refused: without a purpose, for too long, for what one sees already', async () => {
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

test('REG-9 FEA-H9 a grant shows the record to look at and nothing else, and ends by itself', async () => {
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

test('REG-8 FEA-H9 a grant never stands in for a clearance', async () => {
  await api.site.admin`update record set grade = 'restricted' where id = ${recordId}`
  const id = await idOfAsked(asker)
  expect((await decide(head, id)).json()).toMatchObject({ code: 'access.not-cleared' })
  await api.site.admin`update record set grade = 'internal' where id = ${recordId}`
})

const askClass = async (person: Person, over: object = {}) =>
  person.post('/api/access-requests/class', {
    body: {
      unitId: demoUnitId('unemployment'),
      classCode: 'SI-5-03',
      years: { from: 2015, to: 2016 },
      days: 10,
      purpose: '专项检查 2026-3',
      ...over,
    },
  })
const codeOf = (answer: { json: <T>() => T }) => answer.json<{ code: string }>().code

test('REG-9 FEA-H9 a class is refused: the files of persons, too many days, what one sees; and decided by its head alone', async () => {
  expect(codeOf(await askClass(asker, { classCode: 'RS-02' }))).toBe('access.class-personal')
  expect(codeOf(await askClass(asker, { days: 31 }))).toBe('request.invalid')
  expect(codeOf(await askClass(asker, { unitId: newId() }))).toBe('unit.unknown')
  expect(codeOf(await askClass(await personAt(api.app, 'shen.zhiqiu')))).toBe('access.seen-already')
  const id = (await askClass(asker)).json<{ requestId: string }>().requestId
  for (const login of ['shen.zhiqiu', 'fang.mingche', 'wei.changqing', 'he.jingyi'] as const) {
    const other = await personAt(api.app, login)
    expect(codeOf(await decide(other, id))).toBe('not-found')
    expect(await waiting(other)).not.toContain(id)
  }
  expect(await waiting(head)).toContain(id)
  expect((await decide(head, id, 'refuse')).statusCode).toBe(200)
  expect(await look(asker)).toBe(404)
})

test('REQ-51 REQ-56 REG-9 FEA-H9 a look at a class opens its records of those years, to look at, within the clearances, but no side volume; it ends by itself and by who gave it', async () => {
  const { admin } = api.site
  const another = async (over: object) =>
    (await aRecordAtArrange(api, aHandIn({ sourceReference: newId(), ...over }))).recordId
  const earlier = await another({ formedOn: '2014-05-05' })
  const otherClass = await another({ classCode: 'SI-5-07' })
  const side = await another({})
  const restricted = await another({})
  await admin`update record set volume = 'side', main_record_id = ${recordId} where id = ${side}`
  await admin`update record set grade = 'restricted' where id = ${restricted}`
  await refreshSearchWhole(api.site.sql, ENGINE_ID)
  const closed = [earlier, otherClass, side, restricted]
  const seenBy = async (person: Person) => {
    const page = (await person.get('/api/records?limit=200')).json<{ items: { id: string }[] }>()
    const found = (await person.get('/api/search?q=失业保险待遇')).json<{
      items: { record: { id: string } }[]
    }>()
    return {
      listed: page.items.map(({ id }) => id),
      found: found.items.map(({ record }) => record.id),
    }
  }
  const before = await seenBy(asker)
  expect(before.listed).not.toContain(recordId)
  const id = (await askClass(asker)).json<{ requestId: string }>().requestId
  type Item = { id: string; ofClass: { opens: { count: number } | null } | null }
  const itemFor = async (person: Person, view: string) =>
    (await person.get(`/api/access-requests?view=${view}`))
      .json<{ items: Item[] }>()
      .items.find((one) => one.id === id)
  // The head is told how many it opens, who asks is not.
  const [counted] = await admin<{ n: number }[]>`
    select count(*)::int as n from record where class_code = 'SI-5-03' and extract(year from formed_on) between 2015 and 2016
      and grade <> 'restricted' and volume is distinct from 'side' and forming_unit_id = ${demoUnitId('unemployment')}`
  expect((await itemFor(head, 'to-decide'))?.ofClass?.opens).toEqual({
    count: counted?.n,
    isCapped: false,
  })
  expect((await itemFor(asker, 'mine'))?.ofClass?.opens).toBeNull()
  const given = { decision: 'grant', reason: '同意', days: 5 }
  expect((await head.post(`/api/access-requests/${id}/decision`, { body: given })).statusCode).toBe(200)
  const during = await seenBy(asker)
  expect(await itemFor(head, 'given')).toBeDefined()
  expect(await itemFor(asker, 'given')).toBeUndefined()
  expect(during.listed).toContain(recordId)
  expect(during.found).toContain(recordId)
  expect([...during.listed, ...during.found].filter((one) => closed.includes(one))).toEqual([])
  expect(await look(asker)).toBe(200)
  expect((await asker.get(`/api/records/${restricted}`)).statusCode).toBe(404)
  const comment = await asker.post(`/api/comments/${recordId}`, { body: { text: '请核对' } })
  expect(codeOf(comment)).toBe('access.look-only')
  // What others ask about these records is not the holder's to see, nor to decide.
  const other = await idOfAsked(await personAt(api.app, 'he.jingyi'))
  expect(codeOf(await decide(asker, other))).toBe('not-found')
  const auditor = await personAt(api.app, 'duan.jingxing')
  const today = await todayOf(api.site)
  const rights = await auditor.get(`/api/audit/rights?personId=${demoPersonId('tang.ruoxi')}&on=${today}`)
  expect(rights.json<{ looks: unknown[] }>().looks).toContainEqual(
    expect.objectContaining({
      code: 'SI-5-03',
      ofClass: expect.objectContaining({ years: { from: 2015, to: 2016 }, grade: 'internal' }),
      toOn: addDays(today, 4),
    }),
  )
  expect((await head.post(`/api/access-requests/${id}/end`)).statusCode).toBe(200)
  expect(await seenBy(asker)).toEqual(before)
  const again = (await askClass(asker, { days: 1, years: null })).json<{ requestId: string }>().requestId
  await decide(head, again)
  expect((await seenBy(asker)).listed).toContain(earlier)
  const move = { to: addDays(today, 1), reason: '演示' }
  await actorOn(api.site, 'song.anran').act({}, (f) => moveClock(f, move))
  expect(await seenBy(asker)).toEqual(before)
  await admin`update record set volume = null, main_record_id = null where id = ${side}`
  await admin`update record set grade = 'internal' where id = ${restricted}`
})

test('PRM-2 requests and grants are events of the site, equal to their table', async () => {
  const { broken } = await verifyAll(api.site.sql, ENGINE_ID)
  expect(broken.map(({ differing, firstBad }) => ({ differing, firstBad }))).toEqual([])
})
