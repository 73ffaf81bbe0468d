import { Writable } from 'node:stream'
import exceljs from 'exceljs'
import yazl from 'yazl'
import { describe, expect, test } from 'vitest'
import type { TableRow } from '#db/import/csv-stream.ts'
import { xlsxRows } from '#db/import/xlsx-rows.ts'

async function zipped(parts: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new yazl.ZipFile()
  for (const [name, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(text), name)
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const BOOK = {
  'xl/workbook.xml':
    '<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId7"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="rId7" Target="worksheets/list.xml"/></Relationships>',
}
async function read(file: Buffer): Promise<readonly TableRow[]> {
  const found: TableRow[] = []
  for await (const row of xlsxRows(file)) found.push(row)
  return found
}

describe('FEA-A7 what is refused of an XLSX', () => {
  test('what is no zip, a zip without a book, a sheet that is cut off', async () => {
    await expect(read(Buffer.from('PK\u0003\u0004 and no more'))).rejects.toMatchObject({
      code: 'import.file-broken',
    })
    await expect(read(await zipped({ 'a.txt': 'x' }))).rejects.toMatchObject({ code: 'import.file-broken' })
    const cut = await zipped({
      ...BOOK,
      'xl/worksheets/list.xml': '<worksheet><sheetData><row r="1"><c r="A1"><v>1',
    })
    await expect(read(cut)).rejects.toMatchObject({ code: 'import.file-broken' })
    const whole = await zipped({ ...BOOK, 'xl/worksheets/list.xml': '<worksheet/>' })
    await expect(read(whole.subarray(0, whole.length - 30))).rejects.toMatchObject({
      code: 'import.file-broken',
    })
  })

  test('a bomb, while it is unpacked', async () => {
    const bomb = await zipped({ ...BOOK, 'xl/worksheets/list.xml': Buffer.alloc(64 * 1024 * 1024, ' ') })
    expect(bomb.length).toBeLessThan(100_000)
    await expect(read(bomb)).rejects.toMatchObject({ code: 'import.file-bomb' })
  })

  test('entities that a parser would resolve', async () => {
    const entity = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet><sheetData/></worksheet>'
    await expect(read(await zipped({ ...BOOK, 'xl/worksheets/list.xml': entity }))).rejects.toMatchObject({
      code: 'import.file-broken',
    })
  })
})

test('FEA-A7 a sheet as a spreadsheet program saves it: shared and own texts, gaps, numbers and dates', async () => {
  const chunks: Buffer[] = []
  const out = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk)
      done()
    },
  })
  const book = new exceljs.Workbook()
  const sheet = book.addWorksheet('存量')
  sheet.addRow(['档号', '题名', '形成日期', '页数'])
  sheet.addRow([
    'J021-RS·1998·Y-0001',
    { richText: [{ text: '退休' }, { text: '档案𠮷' }] },
    new Date(Date.UTC(2001, 4, 4)),
    120,
  ])
  sheet.addRow([])
  sheet.addRow([null, '只有题名'])
  await book.xlsx.write(out)
  expect(await read(Buffer.concat(chunks))).toEqual([
    { number: 1, cells: ['档号', '题名', '形成日期', '页数'] },
    { number: 2, cells: ['J021-RS·1998·Y-0001', '退休档案𠮷', '37015', '120'] },
    { number: 4, cells: ['', '只有题名', '', ''] },
  ])
})
