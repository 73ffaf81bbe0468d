import { beforeAll, describe, expect, test } from 'vitest'
import { grantClasses, withdrawClasses } from '#domain/acts/class-grants.ts'
import type { RecordFamily } from '#domain/vocabulary.ts'
import { administer } from '#db/gate/administration.ts'
import { newId } from '#db/ids.ts'
import { ensureProbed } from '#db/store-probe.ts'
import { demoUnitId } from '#db/seed/demo-organisation.ts'
import { demoCellBarcode } from '#db/seed/demo-shelves.ts'
import type { EngineDeps } from '#activities/engine.ts'
import { advanceImport } from '#activities/imports/advance.ts'
import type { ImportDetailView, ImportTableView } from '#api/contract/imports.ts'
import { multipart, peopleOf, type Person } from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'
import { CLERK, engineDeps, HEAD, settled } from '#test/support/imports.ts'

const { api, clerk, head, keeper } = openApi({ clerk: CLERK, head: HEAD, keeper: 'cen.yuhe' })
const people = peopleOf(api)
let deps: EngineDeps
beforeAll(async () => {
  deps = engineDeps(api.site, api.store)
  await ensureProbed(api.site.sql, api.store)
})

const HEADS_POST = { login: HEAD, unit: demoUnitId('archives'), role: 'archives-head' as const }
const HEADERS = ['档案编号', '题名', '类别代码', '形成日期']
const tableOf = (...rows: readonly string[]): string => [HEADERS.join(','), ...rows].join('\n')
const row = (number: number, formedOn = '1998-05-04'): string =>
  `J021-RS·1998·Y-${String(number).padStart(4, '0')},第${number}卷,RS-02,${formedOn}`
const MAPPING = { archivalCode: 0, title: 1, classCode: 2, formedOn: 3 }

async function uploads(person: Person, content: string | Buffer, filename = 'backlog.csv'): Promise<string> {
  const { body, headers } = multipart([{ name: 'file', content, filename, type: 'text/csv' }])
  const answer = await person.post('/api/uploads', { body, headers })
  if (answer.statusCode !== 201 && answer.statusCode !== 200) throw new Error(answer.body)
  return answer.json<{ id: string }>().id
}

async function looksAt(person: Person, uploadId: string): Promise<ImportTableView> {
  return (await person.get(`/api/import-tables/${uploadId}`)).json<ImportTableView>()
}

const asked = (uploadId: string, over: object = {}) => ({
  uploadId,
  name: '退休存量',
  mapping: MAPPING,
  formingUnitId: demoUnitId('pension'),
  classCode: null,
  grade: 'internal',
  carrier: 'paper',
  ...over,
})

async function brings(person: Person, content: string, over: object = {}): Promise<string> {
  const answer = await person.post('/api/imports', { body: asked(await uploads(person, content), over) })
  if (answer.statusCode !== 201) throw new Error(answer.body)
  return answer.json<{ importId: string }>().importId
}

async function detailOf(person: Person, id: string): Promise<ImportDetailView> {
  return (await person.get(`/api/imports/${id}`)).json<ImportDetailView>()
}

const codeOf = async (answer: ReturnType<Person['post']>) => (await answer).json<{ code: string }>().code

describe('FEA-A7 what is refused', () => {
  test('a table of somebody else, one that cannot be read, and one that is no table', async () => {
    const foreign = await uploads(head, tableOf(row(1)))
    expect((await clerk.get(`/api/import-tables/${foreign}`)).statusCode).toBe(404)
    expect(await codeOf(clerk.post('/api/imports', { body: asked(foreign) }))).toBe('upload.unknown')
    const open = await clerk.get(`/api/import-tables/${await uploads(clerk, '档号,题名\n"open')}`)
    expect(open.json()).toMatchObject({
      code: 'import.file-invalid',
      detail: { fault: 'import.file-quotes' },
    })
    const unit = await people.as('shen.zhiqiu')
    const denied = await unit.get(`/api/import-tables/${await uploads(unit, tableOf(row(1)))}`)
    expect(denied.json()).toMatchObject({ code: 'access.denied' })
  })

  test('a mapping that lacks a class, and two files of one name', async () => {
    const uploadId = await uploads(clerk, tableOf(row(1)))
    const { classCode: _class, ...lacking } = MAPPING
    expect(await codeOf(clerk.post('/api/imports', { body: asked(uploadId, { mapping: lacking }) }))).toBe(
      'import.mapping-invalid',
    )
    const fileIds = [await uploads(clerk, 'a', 'a.txt'), await uploads(clerk, 'b', 'a.txt')]
    expect(await codeOf(clerk.post('/api/imports', { body: asked(uploadId, { fileIds }) }))).toBe(
      'import.files-alike',
    )
  })

  test('a start by who brought it in, by a clerk, or with another name than is shown', async () => {
    const id = await brings(head, tableOf(row(2)))
    const { checkDigest } = await settled(deps, id)
    const starts = (person: Person, confirm: string) =>
      codeOf(person.post(`/api/imports/${id}/approval`, { body: { checkDigest, confirm } }))
    expect(await starts(clerk, '退休存量')).toBe('access.denied')
    expect(await starts(head, '退休')).toBe('import.confirm-differs')
    expect(await starts(head, '退休存量')).toBe('import.second-person')
    expect((await detailOf(head, id)).allowed.approve).toEqual({
      allowed: false,
      reason: 'import.second-person',
    })
  })
})

test('REQ-51 an import is seen, with its rows and faults, by those alone who are granted every family of its classes', async () => {
  const id = await brings(clerk, tableOf(row(901), row(902, '1998-02-30').replace('RS-02', 'SI-5-03')))
  await settled(deps, id)
  const auditor = await people.as('duan.jingxing')
  const seenBy = async (person: Person) => {
    const all = (await person.get('/api/imports')).json<{ items: { id: string }[]; total: object }>()
    const statuses = [`/api/imports/${id}`, `/api/imports/${id}/faults`, `/api/imports/${id}/faults.csv`]
    const answers = await Promise.all(statuses.map(async (path) => (await person.get(path)).statusCode))
    return [all.items.some((one) => one.id === id), ...answers]
  }
  for (const person of [clerk, head, auditor]) expect(await seenBy(person)).toEqual([true, 200, 200, 200])
  // The faulty row is of it as well: one family less, and it is as if there were none.
  const ungrant = (families: readonly RecordFamily[]) =>
    administer(api.site.admin, { name: 'test', key: newId(), body: {}, operator: 'test' }, (facts) =>
      withdrawClasses(facts, { ...HEADS_POST, families }),
    )
  expect(await ungrant(['business'])).toMatchObject({ kind: 'accepted' })
  expect(await seenBy(head)).toEqual([false, 404, 404, 404])
  const missing = await head.get(`/api/imports/${newId()}`)
  const answer = { ...(await head.get(`/api/imports/${id}`)).json<object>(), traceId: '', instance: '' }
  expect(answer).toEqual({ ...missing.json<object>(), traceId: '', instance: '' })
  expect(await seenBy(clerk)).toEqual([true, 200, 200, 200])
  await administer(api.site.admin, { name: 'test', key: newId(), body: {}, operator: 'test' }, (facts) =>
    grantClasses(facts, { ...HEADS_POST, families: ['business'] }),
  )
  expect(await seenBy(head)).toEqual([true, 200, 200, 200])
})

test('FEA-A7 columns are guessed from their headers, corrected, and remembered for the next table', async () => {
  const first = await looksAt(clerk, await uploads(clerk, tableOf(row(3))))
  expect(first).toMatchObject({
    format: 'csv',
    encoding: 'utf-8',
    headers: HEADERS,
    rows: [['J021-RS·1998·Y-0003', '第3卷', 'RS-02', '1998-05-04']],
  })
  await brings(clerk, tableOf(row(3)))
  expect(await looksAt(head, await uploads(head, tableOf(row(4))))).toMatchObject({
    mapping: MAPPING,
    mappedFrom: 'same-headers',
  })
  const gb18030 = Buffer.from([0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xcc, 0xe2, 0xc3, 0xfb, 0x0a, 0x31, 0x2c, 0x32]) // 姓名,题名
  expect(await looksAt(clerk, await uploads(clerk, gb18030))).toMatchObject({
    encoding: 'gb18030',
    mapping: { person: 0, title: 1 },
    mappedFrom: 'some-headers',
  })
})

test('FEA-A7 REQ-60 REG-3 a dry run, its error file, the start by another person, progress, and the undo, of a unit that is not live yet', async () => {
  const admin = await people.as('song.anran')
  const livesFrom = async (on: string) =>
    (
      await admin.post(`/api/structure/units/${demoUnitId('pension')}/live-day`, {
        body: { on, authority: '示范市人社〔2027〕5号' },
      })
    ).json<object>()
  expect(await livesFrom('2126-01-01')).toEqual({ unitId: demoUnitId('pension') })
  const id = await brings(clerk, tableOf(row(11), row(12, '1998-02-30'), row(13)))
  await settled(deps, id)
  const checked = await detailOf(clerk, id)
  expect(checked).toMatchObject({
    state: 'checked',
    rows: 3,
    goodRows: 2,
    faults: { 'import.date': 1 },
    allowed: { discard: { allowed: true }, approve: { reason: 'access.denied' } },
  })
  expect((await clerk.get(`/api/imports/${id}/faults`)).json()).toMatchObject({
    items: [{ number: 3, faults: [{ field: 'formedOn', code: 'import.date' }] }],
    total: { count: 1 },
  })
  const file = await clerk.get(`/api/imports/${id}/faults.csv`)
  expect(file.body).toContain('3,formedOn,import.date,Is no valid date')
  const key = newId()
  const start = { body: { checkDigest: checked.checkDigest, confirm: '退休存量' }, key }
  expect((await head.post(`/api/imports/${id}/approval`, start)).json()).toMatchObject({ state: 'running' })
  expect((await head.post(`/api/imports/${id}/approval`, start)).json()).toMatchObject({ importId: id })
  await settled(deps, id)
  expect(await detailOf(head, id)).toMatchObject({
    state: 'finished',
    counts: { imported: 2, faulty: 1 },
    touched: { count: 0 },
  })
  // What an import brings is no work of the unit: its day can still be moved.
  expect(await livesFrom('2126-02-01')).toEqual({ unitId: demoUnitId('pension') })
  const of = (await head.get(`/api/records?importId=${id}`)).json<{ items: { archivalCode: string }[] }>()
  expect(of.items.map(({ archivalCode }) => archivalCode).toSorted()).toEqual([
    'J021-RS·1998·Y-0011',
    'J021-RS·1998·Y-0013',
  ])
  const undo = { body: { confirm: '退休存量', reason: '列对应有误' } }
  expect((await head.post(`/api/imports/${id}/withdrawal`, undo)).json()).toMatchObject({
    state: 'withdrawing',
  })
  await settled(deps, id)
  expect(await detailOf(head, id)).toMatchObject({ state: 'withdrawn', counts: { withdrawn: 2 } })
  const list = (await clerk.get('/api/imports')).json<{ items: { id: string }[]; bring: object }>()
  expect(list.items.some((one) => one.id === id)).toBe(true)
  expect(list.bring).toEqual({ allowed: true, reason: null })
})

test('FEA-A7 a paused import is given up with what it has made, and its table goes', async () => {
  const id = await brings(clerk, tableOf(...Array.from({ length: 230 }, (_, n) => row(1000 + n))))
  const { checkDigest } = await settled(deps, id)
  await head.post(`/api/imports/${id}/approval`, { body: { checkDigest, confirm: '退休存量' } })
  await advanceImport(deps, { importId: id })
  await clerk.post(`/api/imports/${id}/state`, { body: { to: 'paused' } })
  await api.site.admin`update import_row set verdict = null where import_id = ${id} and number = 2`
  const undo = { body: { confirm: '退休存量', reason: '表有误' } }
  expect((await head.post(`/api/imports/${id}/withdrawal`, undo)).statusCode).toBe(200)
  await settled(deps, id)
  expect(await detailOf(head, id)).toMatchObject({ state: 'withdrawn', counts: { withdrawn: 200 } })
  expect(await api.site.admin`select 1 from upload where taken_by = ${id}`).toEqual([])
  const left = await api.site.admin`select 1 from import_row where import_id = ${id} and row is not null`
  expect(left).toEqual([])
})

test('FEA-G1 FEA-A7 paper that came without a place is listed, found by the code on its box, put into a cell once, and listed no more', async () => {
  const id = await brings(clerk, tableOf(row(2001), row(2002)))
  const { checkDigest } = await settled(deps, id)
  await head.post(`/api/imports/${id}/approval`, { body: { checkDigest, confirm: '退休存量' } })
  await settled(deps, id)
  const code = (number: number) => `J021-RS·1998·Y-${number}`
  const found = async (query: string) =>
    (await keeper.get(`/api/records?${query}`)).json<{ items: { id: string; archivalCode: string }[] }>()
      .items
  const waiting = `state=unshelved&importId=${id}`
  const listed = (await found(waiting)).map(({ archivalCode }) => archivalCode)
  expect(listed.toSorted()).toEqual([code(2001), code(2002)])
  expect(await found(`${waiting}&formedInYear=1999`)).toEqual([])
  const [record] = await found(`archivalCode=${encodeURIComponent(code(2001))}`)
  const [full, barcode] = [demoCellBarcode(2, 6), demoCellBarcode(1, 1)]
  const put = (person: Person, body: object) =>
    person.post(`/api/records/${record?.id}/placements`, { body: { from: null, ...body } })
  expect(await codeOf(put(clerk, { barcode }))).toBe('access.denied')
  expect(await codeOf(put(keeper, { barcode: 'K9-99' }))).toBe('cell.unknown')
  const [other] = await found(`archivalCode=${encodeURIComponent(code(2002))}`)
  const both = await Promise.all(
    [record, other].map((one) =>
      keeper.post(`/api/records/${one?.id}/placements`, { body: { barcode: full, from: null } }),
    ),
  )
  expect(both.map((answer) => answer.json<object>())).toEqual(
    expect.arrayContaining([
      { barcode: full, from: null, slot: 1 },
      expect.objectContaining({ code: 'cell.full', detail: { barcode: full, capacity: 1 } }),
    ]),
  )
  const [left, ...more] = await found(waiting)
  expect(more).toEqual([])
  const sheet = await keeper.get(`/api/exports?what=records&${waiting}&language=en`)
  expect(sheet.body).toContain(left?.archivalCode)
  const last = { body: { barcode, from: null } }
  expect((await keeper.post(`/api/records/${left?.id}/placements`, last)).statusCode).toBe(200)
  expect(await found(waiting)).toEqual([])
  expect(await codeOf(keeper.post(`/api/records/${left?.id}/placements`, last))).toBe('cell.same')
})

test('FEA-A7 FEA-G1 a backlog comes with its cells: unknown and full ones stand in the error file, and the undo frees the others', async () => {
  const barcode = demoCellBarcode(2, 5)
  await api.site.admin`update location set capacity = 2 where barcode = ${barcode}`
  const rows = [barcode, barcode, barcode, 'K9-99'].map((cell, index) => `${row(3001 + index)},${cell}`)
  const table = [[...HEADERS, '架位'].join(','), ...rows, row(3009) + ','].join('\n')
  const id = await brings(clerk, table, { mapping: { ...MAPPING, cell: 4 } })
  const { checkDigest } = await settled(deps, id)
  const file = await clerk.get(`/api/imports/${id}/faults.csv`)
  expect(file.body).toContain('4,cell,import.cell-full')
  expect(file.body).toContain('5,cell,import.cell-unknown')
  await head.post(`/api/imports/${id}/approval`, { body: { checkDigest, confirm: '退休存量' } })
  await settled(deps, id)
  expect(await detailOf(head, id)).toMatchObject({ counts: { imported: 3, faulty: 2 } })
  const inCell = async () => (await keeper.get(`/api/locations/cells/${barcode}`)).json<{ files: object[] }>()
  expect(await inCell()).toMatchObject({ free: 0, files: [{ slot: 1 }, { slot: 2 }] })
  await head.post(`/api/imports/${id}/withdrawal`, { body: { confirm: '退休存量', reason: '列对应有误' } })
  await settled(deps, id)
  expect(await inCell()).toMatchObject({ free: 2, files: [] })
})
