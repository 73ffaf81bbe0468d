import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { plainDate } from '#domain/dates.ts'
import { readInput } from '#scripts/demo/input.ts'
import { aPdf } from '#scripts/demo/sample-pdf.ts'
import { aScan } from '#scripts/demo/sample-scan.ts'

const TODAY = plainDate('2027-03-01')
let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'everfile-input-'))
})
afterEach(async () => rm(root, { recursive: true, force: true }))

async function given(folder: string, files: Readonly<Record<string, Buffer | string>>): Promise<void> {
  await mkdir(join(root, folder), { recursive: true })
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(root, folder, name), bytes)
}

const document = async () => aPdf({ pages: 1, randomBytes: crypto.getRandomValues(new Uint8Array(256)) })

test('what cannot be played is skipped with its reason, and never taken for something else', async () => {
  const scan = await aScan()
  await given('empty', { 'README.md': 'nothing' })
  await given('mixed', { 'a.pdf': await document(), 'b.tif': scan })
  await given('other-class', { '1.tif': scan, 'record.json': '{"class":"SI-5-03"}' })
  await given('unknown-field', { '1.tif': scan, 'record.json': '{"klass":"RS-01"}' })
  const { records, skipped } = await readInput(root, TODAY)
  expect(records).toEqual([])
  expect(skipped).toEqual([
    expect.stringContaining('no PDF and no scan'),
    expect.stringContaining('PDFs and scans'),
    expect.stringContaining('not SI-5-03'),
    expect.stringContaining('klass'),
  ])
})

test('PDFs make an item, scans a paper file in the order of their names; faulty ones say so', async () => {
  const scan = await aScan()
  await given('faulty-pages', { '1.tif': scan })
  await given('item', { 'guide.pdf': await document() })
  await given('poor', { '1.tif': scan, 'record.json': '{"scans":"faulty","title":"甲"}' })
  await given('scanned', { '002.tif': scan, '001.TIFF': scan })
  const { records, skipped } = await readInput(root, TODAY)
  expect(skipped).toEqual([])
  expect(records).toMatchObject([
    { kind: 'paper-file', title: 'faulty-pages', scans: 'faulty', classCode: 'RS-01' },
    { kind: 'item', title: 'guide', classCode: 'SI-5-03', formedOn: '2027-02-09' },
    { kind: 'paper-file', title: '甲', scans: 'faulty' },
    {
      kind: 'paper-file',
      scans: 'good',
      pages: [{ name: '001.TIFF' }, { name: '002.tif' }],
      contents: [{ firstPage: 1, lastPage: 2 }],
    },
  ])
})
