import { afterAll, beforeAll, expect, test } from 'vitest'
import { extractText } from '#activities/documents/pdf.ts'
import { DIRECT_RUN, type EngineDeps } from '#activities/engine.ts'
import { doErrand } from '#activities/errands/errands.ts'
import type { ErrandView } from '#api/contract/errands.ts'
import type { GivingView, OwnRecordView } from '#api/contract/givings.ts'
import { withActorAtOneMoment } from '#db/actor.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { newId } from '#db/ids.ts'
import { refreshSearchWhole } from '#db/search/refresh.ts'
import { demoPersonId } from '#db/seed/demo-organisation.ts'
import { verifyStream } from '#db/verify.ts'
import {
  aFile,
  aHandIn,
  doNext,
  engineDoes,
  handIn,
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
let window: Person
let head: Person
let stranger: Person
let recordId: string
const SUBJECT = { name: '司马云舒', number: '11010119900307002X' }
const ASKED = { subject: SUBJECT, purpose: '核对失业保险缴费年限' }

beforeAll(async () => {
  api = await openTestApi()
  const { sql, gate, admin } = api.site
  deps = { sql, gate, store: api.store, engineId: ENGINE_ID, siteMode: 'test', run: DIRECT_RUN }
  await passProbe(admin)
  // The clerk of the unit serves at its window.
  await admin`update post set role = 'window-clerk' where person_id = ${demoPersonId('chen.lidong')}`
  const archivist = await personAt(api.app, 'shen.zhiqiu')
  window = await personAt(api.app, 'chen.lidong')
  head = await personAt(api.app, 'guo.huaiyuan')
  stranger = await personAt(api.app, 'tang.ruoxi')
  const files = [aFile('核定表.pdf', await aPdf({ pages: 2 })), aFile('数据.xml', '<a/>')]
  const answer = await handIn(api.app, { record: aHandIn({ subjectName: SUBJECT.name }), files })
  recordId = answer.json<{ recordId: string }>().recordId
  await engineDoes(api.site, recordId, 'inspected')
  await doNext(api, recordId, { person: archivist, outcome: 'arranged', form: { pages: 3 } })
  await doNext(api, recordId, { person: archivist, outcome: 'filed', form: { classCode: 'SI-5-03' } })
  await handIn(api.app, { record: aHandIn({ subjectName: '司马云帆', sourceReference: 'X-2' }) })
  await refreshSearchWhole(sql, ENGINE_ID)
})
afterAll(async () => api?.close())

const codeOf = (answer: { json: <T>() => T }) => answer.json<{ code: string }>().code
const finds = async (person: Person, body: object = ASKED) => person.post('/api/givings/search', { body })
const own = async () => (await finds(window)).json<{ items: OwnRecordView[] }>().items
const registerOf = async (person: Person) =>
  (await person.get('/api/givings')).json<{ items: GivingView[] }>().items
const asks = async (over: object = {}, person = window) => {
  const body = {
    ...ASKED,
    agent: null,
    proof: 'identity-card',
    way: 'copy',
    objectIds: [],
    refusal: null,
    ...over,
  }
  return person.post(`/api/records/${recordId}/givings`, { body })
}

test('REQ-54 REQ-51 nobody but the window looks for a person’s own data, and of what one does not see nothing is told', async () => {
  expect(codeOf(await finds(head))).toBe('access.denied')
  expect(codeOf(await finds(window, { ...ASKED, purpose: '' }))).toBe('request.invalid')
  expect(codeOf(await asks({}, head))).toBe('access.denied')
  const missing = await stranger.post(`/api/records/${newId()}/givings`, {
    body: {
      ...ASKED,
      agent: null,
      proof: 'identity-card',
      way: 'reading',
      objectIds: [],
      refusal: null,
    },
  })
  expect([codeOf(missing), codeOf(await asks({}, stranger))]).toEqual(['not-found', 'not-found'])
  expect(codeOf(await asks({ subject: { ...SUBJECT, number: '110101199003070010' } }))).toBe(
    'giving.number-invalid',
  )
  expect(codeOf(await asks({ subject: { ...SUBJECT, name: '司马云帆' } }))).toBe('giving.not-own')
})

test('REQ-54 REQ-53 FEA-I3 FEA-I5 a person gets a certified copy of own data: found, agreed to by a second person, given once, in register, ledger and log', async () => {
  const [record, ...others] = await own()
  if (record === undefined) throw new Error('nothing was found')
  expect(others).toEqual([])
  expect(record).toMatchObject({
    id: recordId,
    ownership: 'name-only',
    gives: 'own',
    approval: 'name-only',
    mayRead: { allowed: true },
    items: [
      { name: '核定表.pdf', mayCopy: { allowed: true } },
      { name: '数据.xml', mayCopy: { allowed: false, reason: 'giving.nothing-chosen' } },
    ],
  })
  const objectIds = record.items.filter(({ mayCopy }) => mayCopy.allowed).map(({ id }) => id)
  expect(codeOf(await asks({ objectIds: record.items.map(({ id }) => id) }))).toBe('giving.nothing-chosen')
  const asked = (await asks({ objectIds })).json<{ givingId: string; number: string; state: string }>()
  expect(asked).toMatchObject({ number: expect.stringMatching(/^LY\d{4}-00001$/), state: 'asked' })
  const path = `/api/givings/${asked.givingId}`
  const errand = async () =>
    window.post('/api/errands', { body: { kind: 'certified-copy', givingId: asked.givingId } })
  expect(codeOf(await window.post(`${path}/giving`))).toBe('giving.not-approved')
  expect(codeOf(await errand())).toBe('giving.not-approved')
  const approval = { body: { decision: 'approve', reason: '与核定台账一致' } }
  expect(codeOf(await window.post(`${path}/decision`, approval))).toBe('access.denied')
  expect(codeOf(await stranger.post(`${path}/decision`, approval))).toBe('not-found')
  const foreign = await personAt(api.app, 'fang.mingche')
  expect([await proposalsOf(window), await proposalsOf(stranger), await proposalsOf(foreign)]).toEqual([
    [],
    [],
    [],
  ])
  expect(await proposalsOf(head)).toEqual(['giving'])
  expect((await head.post(`${path}/decision`, approval)).json()).toEqual({ done: true })
  expect(await proposalsOf(head)).toEqual([])
  expect((await window.post(`${path}/giving`)).json()).toEqual({ done: true })
  expect(codeOf(await window.post(`${path}/giving`))).toBe('giving.decided')

  const { id } = (await errand()).json<ErrandView>()
  expect(await doErrand(deps)).toBe(1)
  const { made } = (await window.get(`/api/errands/${id}`)).json<ErrandView>()
  if (made?.kind !== 'certified-copy') throw new Error('no copy')
  expect(made.pages).toBe(2)
  const copy = await window.get(made.url)
  expect(copy.rawPayload.toString('latin1')).toContain('<pdfaid:part>2</pdfaid:part>')
  const { pages } = await extractText(copy.rawPayload)
  expect(pages).toHaveLength(3)
  const [first = '', second = ''] = pages.map(({ text }) => text.replaceAll(/\s/g, ''))
  for (const words of [record.code ?? '', asked.number, '司马云舒', '110***********002X', '陈立冬'])
    expect(first).toContain(words.replaceAll(/\s/g, ''))
  expect(first).not.toContain(SUBJECT.number)
  expect(second).toContain(`复制件COPY${asked.number}`)
  expect(codeOf(await head.get(made.url))).toBe('not-found')
  // Whose rights went meanwhile is not shown what was printed with them.
  const { admin } = api.site
  await admin`update record set grade = 'restricted' where id = ${recordId}`
  expect(codeOf(await window.get(made.url))).toBe('access.denied')
  await admin`update record set grade = 'internal' where id = ${recordId}`

  expect(await registerOf(window)).toMatchObject([
    { number: asked.number, state: 'given', applicant: { name: '司马云舒', number: '110***********002X' } },
  ])
  expect(await registerOf(stranger)).toEqual([])
  const csv = await window.get('/api/exports?what=givings&format=csv&language=zh-CN')
  expect(csv.body).toContain(asked.number)
  expect(csv.body).not.toContain(SUBJECT.number)
  const principal = { kind: 'person' as const, id: ENGINE_ID }
  expect(
    await withActorAtOneMoment(api.site.sql, principal, (tx) => verifyStream(tx, recordId)),
  ).toMatchObject({ value: { verdict: 'whole', differing: [] } })
  const events = await api.site.admin<{ type: string; canonical: string }[]>`
    select type, canonical from event where stream_id = ${recordId} and type like 'giving.%' order by seq`
  expect(events.map(({ type }) => type)).toEqual(['giving.asked', 'giving.approved', 'giving.given'])
  expect(events.some(({ canonical }) => canonical.includes(SUBJECT.name))).toBe(false)
  await api.accessLog.flush()
  const logged = await api.site.admin<{ action: string; purpose: string }[]>`
    select distinct action, purpose from access_log where purpose like 'window:%' order by action`
  expect(logged.map(({ action }) => action)).toEqual(expect.arrayContaining(['print', 'search-person']))
})

test('REQ-54 a refusal is told with the law it rests on, and stands in the register', async () => {
  const refusal = { ground: 'proof-lacking', reason: '证件过期' }
  const asked = await asks({ refusal })
  expect(asked.statusCode, asked.body).toBe(201)
  const { givingId } = asked.json<{ givingId: string }>()
  const line = (await registerOf(head)).find(({ id }) => id === givingId)
  expect(line).toMatchObject({
    number: expect.stringMatching(/-00002$/),
    state: 'refused',
    refusal: { ground: 'proof-lacking', source: { zh: expect.stringContaining('身份证件') } },
    allowed: { give: { allowed: false }, refuse: { allowed: false, reason: 'giving.decided' } },
  })
})
