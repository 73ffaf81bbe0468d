import { beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import type { CodeGapView } from '#api/contract/codes.ts'
import type { FindView } from '#api/contract/find.ts'
import type { SearchView } from '#api/contract/search.ts'
import type { FoundStubsView, SecretStubsView } from '#api/contract/secret-stubs.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { newId } from '#db/ids.ts'
import { demoUnitId } from '#db/seed/demo-organisation.ts'
import { verifyAll } from '#db/verify.ts'
import { personAt, type Person } from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'
import { fileHandedOver } from '#test/support/paper-files.ts'

const { api, head, clerk, security } = openApi({
  head: 'wei.changqing',
  clerk: 'han.shuning',
  security: 'mo.weilan',
})
let fondsId: string
beforeAll(async () => {
  fondsId = (await stubs(head)).fonds[0]?.id ?? ''
})

async function stubs(person: Person): Promise<SecretStubsView> {
  return (await person.get('/api/secret-stubs')).json<SecretStubsView>()
}
const aStub = (over: object = {}) => ({
  fondsId,
  classCode: 'SI-5-03',
  year: 2016,
  formingUnitId: demoUnitId('unemployment'),
  grade: 'secret',
  secrecyYears: 20,
  custodyCode: 'BM-03-0012',
  ...over,
})
const enter = async (over: object = {}, person = head) =>
  (await person.post('/api/secret-stubs', { body: aStub(over) })).json<{ id?: string; code?: string }>()
async function viewsOfStubs(): Promise<number> {
  await api.accessLog.flush()
  const [written] = await api.site.admin<{ n: number }[]>`
    select count(*)::int as n from access_log where subject_kind = 'secret-stub' and action = 'view'`
  return written?.n ?? 0
}
const end = async (person: Person, id: string, as = 'declassified') =>
  (
    await person.post(`/api/secret-stubs/${id}/end`, { body: { as, reference: '密解〔2026〕3号' } })
  ).json<object>()

test('REG-10 a stub is refused to whoever does not head the archives office, and any word of what the file says', async () => {
  for (const person of [clerk, security, await personAt(api.app, 'shen.zhiqiu')])
    expect(await enter({}, person)).toMatchObject({ code: 'access.denied' })
  for (const over of [
    { title: '关于某事项' },
    { custodyCode: '关于某事项的报告' },
    { note: '内容' },
    { uploadIds: [newId()] },
  ])
    expect(await enter(over)).toMatchObject({ code: 'request.invalid' })
  expect(await enter({ fondsId: newId() })).toMatchObject({ code: 'not-found' })
  expect(await enter({ secrecyYears: 21 })).toMatchObject({ code: 'stub.term-too-long' })
  expect(await enter({ number: 9000 })).toMatchObject({ code: 'stub.number-ahead' })
})

test('REG-10 REQ-51 it takes no content, and whoever may not know of it hears what they would of a missing record', async () => {
  const { id = '' } = await enter()
  const give = async (person: Person, path: string, body: object) =>
    (await person.post(`/api/records/${id}/${path}`, { body })).json<object>()
  expect(await give(head, 'objects', { uploadIds: [newId()] })).toMatchObject({
    code: 'stub.no-content',
    status: 409,
  })
  expect(await give(head, 'metadata', { values: {} })).toMatchObject({ code: 'stub.no-content' })
  const comment = await head.post(`/api/comments/${id}`, { body: { text: '内容' } })
  expect(comment.json()).toMatchObject({ code: 'stub.no-content' })
  expect(await give(clerk, 'objects', { uploadIds: [newId()] })).toMatchObject({ code: 'not-found' })
  expect((await head.get(`/api/records/${id}`)).statusCode).toBe(404)
  expect((await stubs(clerk)).items).toEqual([])
  expect(await end(clerk, id)).toMatchObject({ code: 'not-found' })
})

test('REG-10 FEA-A5 it explains a gap: no record takes its code while it stands, another person ends it', async () => {
  const recordId = await fileHandedOver(api.site, { title: '失业保险待遇核定卷', scanPolicy: 'never' })
  const reserved = await clerk.get('/api/codes')
  const next =
    reserved
      .json<{ sequences: { block: string; next: number }[] }>()
      .sequences.find(({ block }) => block.includes('·SY·DY·2016·'))?.next ?? 1
  const range = {
    firstNumber: next,
    lastNumber: next,
    purpose: '涉密卷',
    holderUnitId: demoUnitId('unemployment'),
  }
  await clerk.post('/api/codes/reservations', {
    body: { fondsId, classCode: 'SI-5-03', year: 2016, ...range },
  })
  const { id = '' } = await enter({ number: next })
  expect(await enter({ number: next })).toMatchObject({ code: 'code.taken' })
  const gap = (await clerk.get('/api/codes/gaps'))
    .json<{ items: CodeGapView[] }>()
    .items.find(({ number }) => number === next)
  expect(gap).toMatchObject({
    state: 'classified',
    recordId: null,
    reason: { en: expect.stringContaining('stub') },
  })
  const renumbered = await head.post(`/api/records/${recordId}/renumbering`, {
    body: { reason: '更正', number: next },
  })
  expect(renumbered.json()).toMatchObject({ code: 'code.taken' })
  const code = gap?.code ?? ''
  await expect(
    api.site.admin`update record set archival_code = ${code} where id = ${recordId}`,
  ).rejects.toThrow('the code is a classified file')
  expect(await end(head, id)).toMatchObject({ code: 'stub.own-entry' })
  expect(await end(security, id)).toEqual({ done: true })
  expect(await end(security, id)).toMatchObject({ code: 'stub.ended' })
  const [seen] = (await stubs(security)).items.filter((one) => one.id === id)
  expect(seen).toMatchObject({ code, ended: { as: 'declassified', reference: '密解〔2026〕3号' } })
})

test('REQ-51 REG-10 FEA-H7 who may know of stubs reads them, and that they were read is written', async () => {
  await enter({ grade: 'top-secret', secrecyYears: null })
  const unitHead = await personAt(api.app, 'guo.huaiyuan')
  const auditor = await personAt(api.app, 'duan.jingxing')
  for (const person of [head, security, auditor, unitHead])
    expect((await stubs(person)).items.length).toBeGreaterThan(0)
  const [ofOthers] = (await stubs(head)).items
  await api.site
    .admin`update secret_stub set forming_unit_id = ${demoUnitId('pension')} where id = ${ofOthers?.id ?? ''}`
  expect((await stubs(unitHead)).items.map(({ id }) => id)).not.toContain(ofOthers?.id)
  await api.site
    .admin`update secret_stub set forming_unit_id = ${demoUnitId('unemployment')} where id = ${ofOthers?.id ?? ''}`
  expect(await viewsOfStubs()).toBeGreaterThanOrEqual(3)
  // The clerk reads the history of the sequence for its reservations, and nothing of stubs.
  const types = (await clerk.get('/api/audit/events')).body
  expect(types).not.toContain('code.stub-entered')
  expect(types).not.toContain('BM-03-0012')
})

test('REG-10 REQ-51 stubs stand among records within rights, with their own count; else they are as if they were not there', async () => {
  const { id } = await enter({ custodyCode: 'BM-77-0001', year: 2011 })
  const searched = async (person: Person, query: string) =>
    (await person.get(`/api/search?${query}`)).json<z.output<typeof SearchView>>()
  const foundBy = async (person: Person, q: string) =>
    (await person.get(`/api/find?q=${q}`)).json<FindView>().stubs.map((one) => one.id)
  const listed = async (person: Person, query: string) =>
    (await person.get(`/api/records?${query}`))
      .json<{ stubs: FoundStubsView }>()
      .stubs.items.map((one) => one.id)
  for (const person of [clerk, await personAt(api.app, 'shen.zhiqiu')]) {
    expect(await searched(person, 'q=bm-77')).toEqual(await searched(person, 'q=bm-79'))
    expect(await foundBy(person, 'bm-77')).toEqual([])
    expect(await listed(person, 'formedInYear=2011')).toEqual([])
  }
  for (const query of [
    'q=bm-77&state=open',
    'q=bm-77&grade=internal',
    'q=bm-77&in=persons&purpose=x',
    'q=bm-78',
  ])
    expect((await searched(head, query)).stubs).toEqual({ items: [], total: { count: 0, isCapped: false } })
  expect(await listed(head, 'formedInYear=2012')).toEqual([])
  expect(await listed(head, 'formedInYear=2011&dueFrom=2010-01-01')).toEqual([])

  const before = await viewsOfStubs()
  const { items, stubs: own, facets } = await searched(head, 'q=bm-77%20失业&formedInYear=2011')
  expect([items, own.total.count]).toEqual([[], 1])
  expect(own.items).toMatchObject([{ id, classCode: 'SI-5-03', year: 2011, grade: 'secret', code: null }])
  expect(Object.keys(own.items[0] ?? {})).not.toContain('title')
  for (const [facet, value] of [
    ['class', 'SI-5-03'],
    ['year', '2011'],
    ['unit', demoUnitId('unemployment')],
  ] as const)
    expect(facets[facet]).toMatchObject([{ value, count: 1 }])
  for (const person of [head, security, await personAt(api.app, 'guo.huaiyuan')])
    expect(await foundBy(person, 'BM-77')).toEqual([id])
  expect(await listed(head, `formedInYear=2011&unitId=${demoUnitId('unemployment')}`)).toEqual([id])
  expect((await head.get('/api/secret-stubs?q=bm-77')).json()).toMatchObject({
    items: [{ id }],
    total: { count: 1 },
  })
  expect((await viewsOfStubs()) - before).toBe(6)
})

test('PRM-2 stubs are the fold of their events', async () => {
  const { broken } = await verifyAll(api.site.sql, ENGINE_ID)
  expect(broken.map(({ differing, firstBad }) => ({ differing, firstBad }))).toEqual([])
})
