import { beforeAll, describe, expect, test } from 'vitest'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { newId } from '#db/ids.ts'
import { refreshSearchWhole } from '#db/search/refresh.ts'
import type { FindView } from '#api/contract/find.ts'
import { aHandIn, aRecordAtArrange, type Person } from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'

const TITLE = '失业保险待遇核定材料（一处查找）'
const { api, archivist, stranger, head } = openApi({
  archivist: 'shen.zhiqiu',
  stranger: 'tang.ruoxi',
  head: 'wei.changqing',
})
beforeAll(async () => {
  await aRecordAtArrange(api, aHandIn({ title: TITLE }))
  await refreshSearchWhole(api.site.sql, ENGINE_ID)
})

const NOTHING: FindView = { records: [], stubs: [], lists: [], batches: [], tasks: [], people: [] }

async function finds(person: Person, q: string): Promise<FindView> {
  return (await person.get(`/api/find?q=${encodeURIComponent(q)}`)).json<FindView>()
}

describe('one box for everything is refused', () => {
  test('to nobody known', async () => {
    const answer = await api.app.inject({ method: 'GET', url: '/api/find?q=x' })
    expect(answer.json()).toMatchObject({ status: 401, code: 'auth.required' })
  })

  test.each(['', ' ', '\u200B', '长'.repeat(201)])('as malformed: %j', async (q) => {
    expect(await finds(archivist, q)).toMatchObject({ status: 400, code: 'request.invalid' })
  })
})

test('REQ-51 FEA-H6 what is of another unit is as if it were not there, and so are colleagues to who does not look for people', async () => {
  expect(await finds(stranger, '一处查找')).toEqual(NOTHING)
  expect(await finds(stranger, newId())).toEqual(NOTHING)
  expect(await finds(stranger, '沈知秋')).toEqual(NOTHING)
})

test('FEA-I1 a record and the task at it are found by one part of the title', async () => {
  const found = await finds(archivist, '一处查找')
  expect(found.records).toMatchObject([{ record: { title: TITLE } }])
  expect(found.records[0]?.title).toContainEqual({ text: '一处查找', isHit: true })
  expect(found.tasks).toMatchObject([{ title: TITLE, stepName: { zh: '整理' }, isMine: false }])
  expect(found.people).toEqual([])
})

test('FEA-I1 a head finds a colleague by name, with unit and post', async () => {
  expect((await finds(head, '沈知秋')).people).toMatchObject([
    { name: { zh: '沈知秋' }, unitName: { zh: '失业保险科' }, role: 'unit-archivist' },
  ])
})

test('FEA-I1 signs of SQL mean themselves', async () => {
  expect(await finds(head, '%')).toMatchObject({ lists: [], batches: [], people: [] })
  expect(await finds(head, '_')).toMatchObject({ lists: [], batches: [], people: [] })
})

test('FEA-H7 the log names no word that was looked for', async () => {
  await finds(archivist, '一处查找')
  await api.accessLog.flush()
  const logged = await api.site.admin<
    { detail: string }[]
  >`select detail from access_log where action = 'search'`
  expect(logged.length).toBeGreaterThan(0)
  expect(logged.filter(({ detail }) => detail.includes('查找'))).toEqual([])
})
