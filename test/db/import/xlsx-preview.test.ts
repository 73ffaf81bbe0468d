import yazl from 'yazl'
import { expect, test } from 'vitest'
import { xlsxPreview } from '#db/import/xlsx-preview.ts'

async function bookOf(parts: Readonly<Record<string, string>>): Promise<Buffer> {
  const zip = new yazl.ZipFile()
  const all = {
    'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="r1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="r1" Target="worksheets/a.xml"/></Relationships>',
    ...parts,
  }
  for (const [name, text] of Object.entries(all)) zip.addBuffer(Buffer.from(text), name)
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const row = (number: number, ...texts: readonly string[]): string =>
  `<row r="${number}">${texts.map((text) => `<c t="str"><f>1+1</f><v>${text}</v></c>`).join('')}</row>`
const SHEET = 'xl/worksheets/a.xml'
const sheetOf = (...rows: readonly string[]): string =>
  `<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`

test('FEA-A7 FLT-17 a workbook whose texts fill all memory that it may have ends its own process alone', async () => {
  // Each differs from the other, so that it packs as an honest list does and no ratio gives it away.
  const texts = Array.from(
    { length: 400_000 },
    (_, n) => `<si><t>${(n * 2_654_435_761) % 4_294_967_291}</t></si>`,
  )
  const file = await bookOf({
    [SHEET]: sheetOf(row(1, '题名')),
    'xl/sharedStrings.xml': `<sst>${texts.join('')}</sst>`,
  })
  const limits = { timeoutMs: 60_000, memoryMiB: 16 }
  await expect(xlsxPreview(async () => file, { rows: 6, limits })).rejects.toMatchObject({
    code: 'import.file-bomb',
  })
})

test('FEA-A7 FLT-17 one that takes longer than it may is ended', async () => {
  const file = await bookOf({ [SHEET]: sheetOf(row(1, '题名')) })
  const limits = { timeoutMs: 1, memoryMiB: 64 }
  await expect(xlsxPreview(async () => file, { rows: 6, limits })).rejects.toMatchObject({
    code: 'import.file-bomb',
  })
})

test('FEA-A7 the faults of a workbook are said as where its rows are read, each with its line', async () => {
  const preview = async (file: Buffer) => xlsxPreview(async () => file, { rows: 6 })
  const wide = await bookOf({
    [SHEET]: sheetOf(row(1, 'a'), row(2, ...Array.from({ length: 300 }, () => 'b'))),
  })
  const found = await Promise.allSettled([preview(Buffer.from('PK no zip')), preview(wide)])
  expect(found).toMatchObject([
    { reason: { code: 'import.file-broken', line: null } },
    { reason: { code: 'import.file-too-long', line: 2 } },
  ])
})

test('FEA-A7 the first rows of a workbook, and of a formula what it came to', async () => {
  const rows = Array.from({ length: 9 }, (_, n) => row(n + 1, `${n}`, '𠮷'))
  const file = await bookOf({ [SHEET]: sheetOf(...rows) })
  expect(await xlsxPreview(async () => file, { rows: 3 })).toEqual([
    ['0', '𠮷'],
    ['1', '𠮷'],
    ['2', '𠮷'],
  ])
})
