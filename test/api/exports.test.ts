import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'
import { setImmediate } from 'node:timers/promises'
import exceljs from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { csvLine, safeCell } from '#api/exports/cells.ts'
import { bytesOf } from '#api/exports/write.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { newId } from '#db/ids.ts'
import { refreshSearchWhole } from '#db/search/refresh.ts'
import {
  aHandIn,
  aRecordAtArrange,
  openTestApi,
  personAt,
  type Person,
  type TestApi,
} from '#test/support/api.ts'

let api: TestApi
let archivist: Person
let stranger: Person
beforeAll(async () => {
  api = await openTestApi()
  archivist = await personAt(api.app, 'shen.zhiqiu')
  stranger = await personAt(api.app, 'tang.ruoxi')
})
afterAll(async () => api.close())

const FORMULA = '=HYPERLINK("http://example.invalid","点此")'

describe('TRUST a cell', () => {
  test('REQ-53 shows no identity number, also where one begins like a formula', () => {
    expect(safeCell('周明远110101200002290018')).toBe('周明远110***********0018')
    expect(csvLine(['=110101200002290018', 3])).toBe("'=110***********0018,3\r\n")
  })

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1', '　@A1'])(
    'that begins like a formula runs nowhere: %j',
    (text) => {
      expect(String(safeCell(text))).toBe(`'${text}`)
    },
  )

  test('that is a plain text or a number stays what it is', () => {
    expect([safeCell('失业保险'), safeCell('a=b'), safeCell(-3), safeCell(null)]).toEqual([
      '失业保险',
      'a=b',
      -3,
      null,
    ])
    expect(csvLine(['一,二', '说"好"', 3, null, '=1'])).toBe('"一,二","说""好""",3,,\'=1\r\n')
  })
})

test('FEA-O5 PRM-6 a workbook is made no faster than it is fetched, and no more of it once its reader has gone', async () => {
  let made = 0
  const pages = 120
  async function* rows() {
    for (; made < pages; made += 1)
      yield Array.from({ length: 500 }, () => [randomBytes(24).toString('base64'), made])
  }
  const waiting = bytesOf('xlsx', { name: '档案', head: ['甲', '乙'], rows: rows() })
  await once(waiting, 'readable')
  // As many turns as would write it all, were it not for the reader.
  for (let turn = 0; turn < 10 * pages; turn += 1) await setImmediate()
  expect(made).toBeLessThan(pages / 2)
  const book = new exceljs.Workbook()
  await book.xlsx.load((await buffer(waiting)) as never)
  expect(book.worksheets[0]?.rowCount).toBe(500 * pages + 1)

  made = 0
  const left = bytesOf('xlsx', { name: '档案', head: ['甲', '乙'], rows: rows() })
  await once(left, 'readable')
  left.on('error', () => {})
  left.destroy()
  for (let turn = 0; turn < 10 * pages; turn += 1) await setImmediate()
  expect(made).toBeLessThan(pages / 2)
})

describe('FEA-O5 an export', () => {
  test('REQ-51 holds nothing of what its reader may not see, and refuses what is no list', async () => {
    await aRecordAtArrange(api, aHandIn({ title: '仅本处可见的材料', sourceReference: newId() }))
    const theirs = await stranger.get('/api/exports?what=records&format=csv')
    expect(theirs.statusCode).toBe(200)
    expect(theirs.body).not.toContain('仅本处可见的材料')
    expect((await stranger.get(`/api/exports?what=list-items&id=${newId()}`)).json()).toMatchObject({
      code: 'not-found',
    })
    expect((await stranger.get('/api/exports?what=people')).json()).toMatchObject({ code: 'request.invalid' })
    expect((await api.app.inject('/api/exports?what=tasks')).json()).toMatchObject({ code: 'auth.required' })
  })

  test('as CSV has a mark of UTF-8, the filter of the screen and no formula, and is in the access log', async () => {
    await aRecordAtArrange(api, aHandIn({ title: FORMULA, sourceReference: newId() }))
    await refreshSearchWhole(api.site.sql, ENGINE_ID)
    const answer = await archivist.get('/api/exports?what=records&format=csv&q=HYPERLINK')
    expect(answer.headers['content-type']).toContain('text/csv')
    expect(answer.headers['content-disposition']).toContain('attachment')
    expect(answer.body.startsWith('\uFEFF档号,题名')).toBe(true)
    expect(answer.body.trimEnd().split('\r\n')).toHaveLength(2)
    expect(answer.body).toContain(`"'=HYPERLINK(""http`)
    await api.accessLog.flush()
    const rows = await api.site
      .admin`select 1 from access_log where action = 'export' and detail like '%HYPERLINK%'`
    expect(rows).toHaveLength(1)
  })

  test('as XLSX opens, in English, with the tasks of the view', async () => {
    const title = '司空见月失业保险待遇核定材料'
    await aRecordAtArrange(api, aHandIn({ title, sourceReference: newId() }))
    const answer = await archivist.get('/api/exports?what=tasks&view=group&format=xlsx&language=en')
    const book = new exceljs.Workbook()
    await book.xlsx.load(answer.rawPayload as never)
    const sheet = book.getWorksheet('Tasks')
    expect(sheet?.getRow(1).getCell(2).text).toBe('Title')
    const titles = sheet?.getColumn(2).values.map(String) ?? []
    expect(titles).toContain(title)
    expect(titles).toContain(`'${FORMULA}`)
  })
})

test('REQ-53 an identity number in a title is in no list and no export; who opens the record reads it', async () => {
  const number = '110101200002290018'
  const masked = '司空见月110***********0018核定'
  const title = `司空见月${number}核定`
  const made = await aRecordAtArrange(api, aHandIn({ title, sourceReference: newId() }))
  await refreshSearchWhole(api.site.sql, ENGINE_ID)
  for (const path of [
    `/api/records?q=${number}`,
    `/api/find?q=${number}`,
    '/api/tasks?view=group',
    `/api/exports?what=records&format=csv&q=${number}`,
    '/api/exports?what=tasks&view=group&format=csv',
  ]) {
    const { body, statusCode } = await archivist.get(path)
    expect([path, statusCode, body.includes(masked)]).toEqual([path, 200, true])
    expect(body, path).not.toContain(number)
  }
  expect((await archivist.get(`/api/records/${made.recordId}`)).json()).toMatchObject({ title })
  expect((await archivist.get(`/api/tasks/${made.taskId}`)).json()).toMatchObject({ title })
})
