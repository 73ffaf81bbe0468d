import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { basename, extname, join, resolve } from 'node:path'
import { z } from 'zod'
import { addDays, isPlainDate, type PlainDate } from '#domain/dates.ts'
import { canaryOf } from './canary.ts'
import { aPdf } from './sample-pdf.ts'

export interface GivenFile {
  readonly name: string
  readonly bytes: Buffer
}

/** A record to be handed in by the business system. */
export interface GivenRecord {
  readonly title: string
  readonly classCode: string
  readonly formedOn: PlainDate
  readonly subjectName: string | null
  readonly files: readonly GivenFile[]
  readonly canaries: readonly Buffer[]
}

export interface Given {
  readonly records: readonly GivenRecord[]
  /** What is not played, and why. */
  readonly skipped: readonly string[]
}

const DEFAULT_CLASS = 'SI-5-03'
/** As if it was handed in some weeks after it was formed. */
const FORMED_DAYS_AGO = 20
const CANARY_SIZE = 256

/** The demo's own record: an invented notice that carries random bytes. */
export async function ownRecord(today: PlainDate): Promise<GivenRecord> {
  const canary = randomBytes(CANARY_SIZE)
  const subjectName = '欧阳知夏'
  const text = `失业保险待遇核定表\n${subjectName}\n示范市社会保险基金管理中心\n本件为虚构样例，人员与单位均非真实。`
  return {
    title: `${subjectName}失业保险待遇核定材料`,
    classCode: DEFAULT_CLASS,
    formedOn: addDays(today, -FORMED_DAYS_AGO),
    subjectName,
    files: [{ name: '失业保险待遇核定表.pdf', bytes: await aPdf({ pages: 2, text, randomBytes: canary }) }],
    canaries: [canary.subarray(0, 48)],
  }
}

const DateSchema = z.string().refine(isPlainDate)
const RecordFileSchema = z.strictObject({
  definition: z.literal('electronic-item').optional(),
  class: z.string().optional(),
  classCode: z.string().optional(),
  title: z.string().optional(),
  formedOn: DateSchema.optional(),
  dates: z.object({ formedOn: DateSchema.optional() }).optional(),
  subjectName: z.string().optional(),
})

/** Records of a folder: one record's files, or a folder of such. PDFs make an electronic item. */
export async function readInput(folder: string, today: PlainDate): Promise<Given> {
  const root = resolve(folder)
  const entries = await readdir(root, { withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => join(root, entry.name))
  const isOne = entries.some((entry) => entry.isFile() && isDocument(entry.name))
  const read = await Promise.all((isOne ? [root] : folders.sort()).map(async (one) => readRecord(one, today)))
  return {
    records: read.flatMap((one) => (typeof one === 'string' ? [] : [one])),
    skipped: read.flatMap((one) => (typeof one === 'string' ? [one] : [])),
  }
}

const SCANS = new Set(['.tif', '.tiff'])

function isDocument(name: string): boolean {
  return extname(name).toLowerCase() === '.pdf' || SCANS.has(extname(name).toLowerCase())
}

/** A text says why the folder is left out. */
async function readRecord(folder: string, today: PlainDate): Promise<GivenRecord | string> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.')).sort()
  const pdfs = names.filter((name) => extname(name).toLowerCase() === '.pdf')
  if (pdfs.length === 0) {
    const isPaper = names.some((name) => SCANS.has(extname(name).toLowerCase()))
    return isPaper
      ? `${folder}: a paper file's scans; paper files come later, so it is skipped`
      : `${folder}: holds no PDF, so it is skipped`
  }
  const said = names.includes('record.json') ? await readRecordFile(join(folder, 'record.json')) : {}
  if (typeof said === 'string') return said
  const files = await Promise.all(
    pdfs.map(async (name) => ({ name, bytes: await readFile(join(folder, name)) })),
  )
  const canaries = files.flatMap(({ bytes }) => canaryOf(bytes) ?? [])
  if (canaries.length < files.length)
    return `${folder}: a document without random bytes cannot be proved gone, so it is skipped`
  return {
    title: said.title ?? basename(pdfs[0] ?? folder, extname(pdfs[0] ?? '')),
    classCode: said.classCode ?? said.class ?? DEFAULT_CLASS,
    formedOn: said.formedOn ?? said.dates?.formedOn ?? addDays(today, -FORMED_DAYS_AGO),
    subjectName: said.subjectName ?? null,
    files,
    canaries,
  }
}

async function readRecordFile(path: string): Promise<z.output<typeof RecordFileSchema> | string> {
  try {
    const parsed = RecordFileSchema.safeParse(JSON.parse(await readFile(path, 'utf8')))
    if (parsed.success) return parsed.data
    return `${path}: ${parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}; skipped`
  } catch (error) {
    return `${path}: ${error instanceof Error ? error.message : String(error)}; skipped`
  }
}
