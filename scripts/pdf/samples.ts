/** Every kind of PDF that the product makes, filled with invented content: what a validator of PDF/A is shown. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { cataloguesOf } from '#domain/catalogues.ts'
import { plainDate } from '#domain/dates.ts'
import { printedForms, type FileForPrint } from '#domain/printed-forms.ts'
import type { SentBatch, SentRecord } from '#domain/transfer-tree.ts'
import { renderBoxSheet, renderStamps } from '#activities/documents/box-forms.ts'
import { renderCatalogue } from '#activities/documents/catalogue.ts'
import { renderCertificate } from '#activities/documents/certificate.ts'
import { renderDualLayer, type DualLayerPage } from '#activities/documents/dual-layer.ts'
import { recogniseText } from '#activities/documents/ocr.ts'
import { pageJpeg } from '#activities/documents/page-image.ts'
import { renderHandOverSheet } from '#activities/documents/hand-over-sheet.ts'
import { renderPrintedForm } from '#activities/documents/printed-form.ts'
import { renderRegister } from '#activities/documents/register.ts'
import { renderTransferForm } from '#activities/documents/transfer-form.ts'
import { aScan } from '#scripts/demo/sample-scan.ts'
import { aCertificateView, aCertifiedItem, aRegisterView } from './disposal-papers.ts'
import { aHandOverSheet } from './hand-over-paper.ts'

export interface SamplePdf {
  readonly name: string
  readonly bytes: Buffer
}

const SITE = '示范市人力资源和社会保障局'
const CREATED_AT = '2031-04-02T06:31:12.000Z'
const DIGEST = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
/** More than a page of rows, and signs that the font has no glyph for: where files go wrong. */
const ROWS = 60
const RARE = '关于𠮷田🙂同志 שלום 的批复'
/** Where a scan does not say. */
const USUAL_DPI = 300

/** Papers and forms: everything but the searchable copy. */
export async function samplePdfs(): Promise<readonly SamplePdf[]> {
  return [
    ...(await disposalPapers()),
    ...(await transferPapers()),
    ...(await formsOfAFile()),
    ...(await boxPapers()),
    {
      name: 'hand-over',
      bytes: await renderHandOverSheet({ sheet: aHandOverSheet(), siteName: SITE, createdAt: CREATED_AT }),
    },
  ]
}

async function disposalPapers(): Promise<readonly SamplePdf[]> {
  return [
    { name: 'certificate', bytes: await renderCertificate(certificate) },
    { name: 'register', bytes: await renderRegister(register) },
  ]
}

async function transferPapers(): Promise<readonly SamplePdf[]> {
  const catalogues = cataloguesOf(batch).map(async (catalogue) => ({
    name: catalogue.id,
    bytes: await renderCatalogue({
      catalogue,
      siteName: SITE,
      of: `批次 Batch ${batch.number}`,
      createdAt: CREATED_AT,
    }),
  }))
  const form = { siteName: SITE, batch, filledBy: '林知远', createdAt: CREATED_AT }
  return [...(await Promise.all(catalogues)), { name: 'F19', bytes: await renderTransferForm(form) }]
}

async function formsOfAFile(): Promise<readonly SamplePdf[]> {
  return Promise.all(
    printedForms(file).map(async (form) => ({
      name: form.id,
      bytes: await renderPrintedForm({ form, siteName: SITE, createdAt: CREATED_AT }),
    })),
  )
}

async function boxPapers(): Promise<readonly SamplePdf[]> {
  const items = Array.from({ length: ROWS }, (_, index) => ({
    archivalCode: codeOf(index),
    pages: index + 1,
    state: 'kept' as const,
    filedBy: '沈知秋',
    filedOn: plainDate('2017-03-01'),
  }))
  const box = { fondsCode: 'J021', year: 2016, periodYears: 10, unit: file.custodyUnit, items }
  const paper = { box, siteName: SITE, createdAt: CREATED_AT }
  return [
    { name: 'F01', bytes: await renderStamps(paper) },
    { name: 'F03', bytes: await renderBoxSheet(paper) },
  ]
}

/** The searchable copy (双层 PDF) of the scans in a folder, or of two pages drawn here. Several seconds a page. */
export async function sampleDualLayer(folder: string | undefined): Promise<SamplePdf> {
  const scans = folder === undefined ? [await aScan(), await aScan({ dpi: 300 })] : await scansIn(folder)
  const pages: DualLayerPage[] = []
  for (const scan of scans) pages.push(await readPage(scan))
  return {
    name: 'dual-layer',
    bytes: await renderDualLayer({ title: file.archivalCode, createdAt: CREATED_AT, pages }),
  }
}

async function scansIn(folder: string): Promise<readonly Buffer[]> {
  const names = (await readdir(folder)).filter((name) => /\.(?:tiff?|jpe?g)$/i.test(name)).toSorted()
  if (names.length === 0) throw new Error(`${folder} holds no scans`)
  return Promise.all(names.map((name) => readFile(join(folder, name))))
}

async function readPage(scan: Buffer): Promise<DualLayerPage> {
  const png = await sharp(scan).png().toBuffer()
  const { density = USUAL_DPI, width } = await sharp(scan).metadata()
  const { words } = await recogniseText(png)
  const { bytes, widthPx, heightPx } = await pageJpeg(png)
  return {
    picture: bytes,
    widthPx,
    heightPx,
    dpi: Math.round(density * (widthPx / width)),
    words,
  }
}

const codeOf = (index: number) => `J021-ZY·SY·DY·2016·D10-${String(index + 1).padStart(4, '0')}`

const fonds = { code: 'J021', name: '示范市社会保险基金管理中心' }

const certificate = aCertificateView({
  fonds,
  items: Array.from({ length: ROWS }, (_, index) =>
    aCertifiedItem(index + 1, {
      archivalCode: codeOf(index),
      title: index === 0 ? RARE : `失业保险待遇核定表（第${index + 1}批）`,
      formedOn: '2016-04-02',
      endsOn: '2026-12-31',
    }),
  ),
})

const register = aRegisterView({
  fonds,
  items: certificate.items.flatMap(({ title, archivalCode }) =>
    aRegisterView().items.map((item) => ({ ...item, title, archivalCode })),
  ),
})

const sent = (index: number): SentRecord => ({
  archivalCode: codeOf(index),
  level: index % 2 === 0 ? 'item' : 'file',
  items:
    index % 2 === 0 ? [] : [{ formedOn: plainDate('2016-03-02') }, { formedOn: plainDate('2016-05-30') }],
  title: index === 0 ? RARE : '失业保险待遇核定材料',
  classCode: 'SI-5-03',
  creator: '失业保险科',
  formedOn: plainDate('2016-03-02'),
  periodYears: index % 3 === 0 ? null : 30,
  grade: 'internal',
  openingState: 'controlled',
  carrier: 'electronic',
  pages: 4,
  metadata: [],
  objects: [
    {
      id: 'o1',
      role: 'content',
      originalName: '核定表.pdf',
      mediaType: 'application/pdf',
      formatName: 'PDF/A-2b',
      sizeBytes: 190_000,
      sha256: DIGEST,
      pages: 4,
    },
  ],
  history: [],
})

const batch: SentBatch = {
  number: 'YJ-2031-0002',
  fondsCode: 'J021',
  sender: SITE,
  title: '2016年度失业保险业务档案',
  receiver: '示范市档案馆',
  packagedOn: '2031-04-02',
  records: Array.from({ length: ROWS }, (_, index) => sent(index)),
}

const file: FileForPrint = {
  archivalCode: codeOf(0),
  title: RARE,
  fondsCode: 'J021',
  fondsName: '示范市社会保险基金管理中心全宗',
  className: '失业保险待遇核定材料',
  formingUnit: '失业保险科',
  custodyUnit: '办公室（档案）',
  formedOn: plainDate('2016-03-02'),
  period: '10年',
  pages: ROWS,
  items: Array.from({ length: ROWS }, (_, index) => ({
    title: `第${index + 1}份材料`,
    responsible: '失业保险科',
    documentNo: `失核〔2016〕${index + 1}号`,
    formedOn: plainDate('2016-03-02'),
    firstPage: index + 1,
    lastPage: index + 1,
  })),
  filing: { by: '沈知秋', on: plainDate('2017-03-01'), state: '完好', checkedBy: '韩书宁' },
  handOver: {
    sender: '沈知秋',
    receiver: '韩书宁',
    on: plainDate('2017-03-02'),
    copies: 1,
    pages: ROWS,
    remarks: '',
  },
  shelf: { barcode: 'K1-01-01', boxNumber: '12' },
}
