import { beforeAll, describe, expect, test } from 'vitest'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { newId } from '#db/ids.ts'
import { refreshSearchWhole } from '#db/search/refresh.ts'
import { demoUnitId } from '#db/seed/demo-organisation.ts'
import { aHandIn, handIn, type Person } from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'

const TITLE = '失业保险待遇核定材料（测试）'
const { api, archivist, stranger } = openApi({ archivist: 'shen.zhiqiu', stranger: 'tang.ruoxi' })
beforeAll(async () => {
  await handIn(api.app, { record: aHandIn({ title: TITLE, subjectName: '司马青云' }) })
  await refreshSearchWhole(api.site.sql, ENGINE_ID)
})

const search = (person: Person, query: Readonly<Record<string, string>>) =>
  person.get(`/api/search?${new URLSearchParams(query).toString()}`)

const NOTHING = {
  items: [],
  nextCursor: null,
  total: { count: 0, isCapped: false },
  stubs: { items: [], total: { count: 0, isCapped: false } },
  facets: { unit: [], class: [], year: [], place: [], grade: [], state: [] },
}

describe('a search is refused', () => {
  test('to nobody known', async () => {
    const answer = await api.app.inject({ method: 'GET', url: '/api/search?q=x' })
    expect(answer.json()).toMatchObject({ status: 401, code: 'auth.required' })
  })

  test.each([
    {},
    { q: '' },
    { q: ' ' },
    { q: '\u200B' },
    { q: '长'.repeat(201) },
    { q: 'x', orderBy: 'title' },
  ])('as malformed: %j', async (query) => {
    expect((await search(archivist, query)).json()).toMatchObject({ status: 400, code: 'request.invalid' })
  })

  test('with a cursor of another list', async () => {
    const cursor = Buffer.from('["x"]').toString('base64url')
    expect((await search(archivist, { q: '失业', cursor })).json()).toMatchObject({ code: 'request.invalid' })
  })

  test('FEA-H7 for a person without a purpose', async () => {
    expect((await search(archivist, { q: '司马', in: 'persons' })).json()).toMatchObject({
      status: 422,
      code: 'search.purpose-missing',
    })
  })
})

test('REQ-51 FEA-H6 forbidden and missing are answered alike, in counts and facets too', async () => {
  expect((await search(stranger, { q: '失业保险待遇' })).json()).toEqual(NOTHING)
  expect((await search(stranger, { q: newId() })).json()).toEqual(NOTHING)
  const purpose = '案件 17'
  expect((await search(stranger, { q: '司马', in: 'persons', purpose })).json()).toEqual(NOTHING)
})

test('FEA-I1 what is found is marked, and counted by facet', async () => {
  const found = (await search(archivist, { q: '待遇核定' })).json<{
    items: { title: object; archivalCode: object; page: null }[]
    total: object
    facets: object
  }>()
  expect(found.total).toEqual({ count: 1, isCapped: false })
  expect(found.items[0]).toMatchObject({
    title: [
      { text: '失业保险', isHit: false },
      { text: '待遇核定', isHit: true },
      { text: '材料(测试)', isHit: false },
    ],
    archivalCode: [],
    page: null,
  })
  expect(found.facets).toMatchObject({
    unit: [{ value: demoUnitId('unemployment'), count: 1, name: { zh: '失业保险科' } }],
    class: [{ name: { zh: '失业保险待遇核定材料' } }],
    grade: [{ value: 'internal', count: 1, name: null }],
    state: [{ value: 'open', count: 1 }],
  })
})

test('FEA-H7 a search for a person is logged with its purpose, and without the name', async () => {
  const purpose = '工伤认定 2026-17'
  const found = (await search(archivist, { q: '司马青云', in: 'persons', purpose })).json<{
    items: object[]
  }>()
  expect(found.items).toHaveLength(1)
  await api.accessLog.flush()
  const logged = await api.site.admin<{ detail: string }[]>`
    select detail from access_log where action = 'search-person' and detail like ${`${purpose}%`}`
  expect(logged).toHaveLength(1)
  expect(logged[0]?.detail).not.toContain('司马')
})
