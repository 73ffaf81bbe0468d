import { afterAll, beforeAll, expect, test } from 'vitest'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { newId } from '#db/ids.ts'
import { markAllForSearch, markUnlessIndexed, refreshSearchWhole } from '#db/search/refresh.ts'
import { actorOn } from '#test/support/actors.ts'
import { openTestSite, type TestSite } from '#test/support/database.ts'

let site: TestSite
beforeAll(async () => {
  site = await openTestSite()
})
afterAll(async () => site?.close())

const entriesOf = async (id: string) =>
  site.admin<{ page: number; text: string; number: number }[]>`
    select page, text, number::int as number from search_entry where record_id = ${id} order by page`

test('PRM-6 FEA-H6 nobody looks into the index itself, nor writes it past its functions', async () => {
  for (const statement of [
    'select 1 from search_entry',
    'delete from search_entry',
    `insert into search_entry select gen_random_uuid(), gen_random_uuid(), 0, 1, '{1}', 'x'`,
  ]) {
    await expect(site.sql.unsafe(statement)).rejects.toMatchObject({ code: '42501' })
  }
})

test('FEA-I1 a record that was made is due, and has entries of itself, its pages and whom it is about', async () => {
  await refreshSearchWhole(site.sql, ENGINE_ID)
  const id = await actorOn(site, 'chen.lidong').creates({ title: '失业金申领表' })
  const object = newId()
  await site.admin`insert into object_text (object_id, subject_id, page, text, source) values (${object}, ${id}, 1, '第一页', 'document')`
  expect(await entriesOf(id)).toEqual([])
  expect(await refreshSearchWhole(site.sql, ENGINE_ID)).toBe(1)
  const entries = await entriesOf(id)
  expect(entries.map(({ page }) => page)).toEqual([-1, 0, 1])
  expect(entries.map(({ text }) => text)).toEqual([
    expect.stringContaining('周明远\nzmy'),
    expect.stringContaining('失业金申领表'),
    '第一页',
  ])
  expect(entries[1]?.text).toContain('syjslb')
})

test('FEA-I1 what changes is indexed again under its number, what stays is not', async () => {
  const id = await actorOn(site, 'chen.lidong').creates({ title: '工伤认定' })
  await refreshSearchWhole(site.sql, ENGINE_ID)
  const [before] = await entriesOf(id)
  await site.admin`update record set place_version = place_version + 1 where id = ${id}`
  expect(await refreshSearchWhole(site.sql, ENGINE_ID)).toBe(0)
  await site.admin`update record set archival_code = 'X043-0001' where id = ${id}`
  expect(await refreshSearchWhole(site.sql, ENGINE_ID)).toBe(1)
  const after = await entriesOf(id)
  expect(after[1]?.text).toContain('x043-0001')
  expect(after[0]?.number).toBe(before?.number)
})

test('REQ-25 of a record that has ended, title and codes alone can be found', async () => {
  const id = await actorOn(site, 'chen.lidong').creates({ title: '到期材料' })
  await site.admin`insert into object_text (object_id, subject_id, page, text, source) values (${newId()}, ${id}, 1, '秘密内容', 'document')`
  await refreshSearchWhole(site.sql, ENGINE_ID)
  expect(await entriesOf(id)).toHaveLength(3)
  await site.admin`update record set ended_on = '2026-01-01' where id = ${id}`
  await refreshSearchWhole(site.sql, ENGINE_ID)
  expect((await entriesOf(id)).map(({ page }) => page)).toEqual([0])
})

test('FEA-I1 a lost index is made again from the records, the same', async () => {
  const read = async () =>
    site.admin`select record_id, source_id, page, text from search_entry order by record_id, source_id, page`
  const before = await read()
  expect(await markUnlessIndexed(site.sql, ENGINE_ID)).toBe(0)
  await site.admin`delete from search_entry`
  expect(await markUnlessIndexed(site.sql, ENGINE_ID)).toBeGreaterThan(0)
  expect(await markUnlessIndexed(site.sql, ENGINE_ID)).toBe(0)
  expect(await markAllForSearch(site.sql, ENGINE_ID)).toBeGreaterThan(0)
  await refreshSearchWhole(site.sql, ENGINE_ID)
  expect(await read()).toEqual(before)
})
