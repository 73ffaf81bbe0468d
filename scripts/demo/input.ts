import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { basename, extname, join, resolve } from 'node:path'
import { z } from 'zod'
import { addDays, isPlainDate, type PlainDate } from '#domain/dates.ts'
import { canaryOf } from './canary.ts'
import { aPdf } from './sample-pdf.ts'
import { aScan } from './sample-scan.ts'

export interface GivenFile {
  readonly name: string
  readonly bytes: Buffer
}

interface GivenWords {
  readonly title: string
  readonly classCode: string
  readonly formedOn: PlainDate
  readonly subjectName: string | null
}

/** An electronic item to be handed in by the business system: its way leads to destruction. */
export interface GivenItem extends GivenWords {
  readonly kind: 'item'
  readonly files: readonly GivenFile[]
  readonly canaries: readonly Buffer[]
}

/** A retiree's file on paper with what the scanner makes of its pages: its way leads to another archive. */
export interface GivenPaperFile extends GivenWords {
  readonly kind: 'paper-file'
  readonly pages: readonly GivenFile[]
  readonly contents: readonly {
    readonly title: string
    readonly firstPage: number
    readonly lastPage: number
  }[]
  /** Faulty ones are to be stopped by the machine, with a fault named for each page. */
  readonly scans: 'good' | 'faulty'
  /** Empty where nothing in the images is random enough. */
  readonly canaries: readonly Buffer[]
}

export type GivenRecord = GivenItem | GivenPaperFile

export interface Given {
  readonly records: readonly GivenRecord[]
  /** What is not played, and why. */
  readonly skipped: readonly string[]
}

const DEFAULT_CLASS = 'SI-5-03'
/** A retiree's file while the person lives; it becomes RS-02 by the death. */
const RETIREE_CLASS = 'RS-01'
/** As if it was handed in some weeks after it was formed. */
const FORMED_DAYS_AGO = 20
const CANARY_SIZE = 256

/** The demo's own records: one for each ending. */
export async function ownRecords(today: PlainDate): Promise<readonly GivenRecord[]> {
  return [await ownItem(today), await ownPaperFile(today)]
}

const RETIREE = '司徒望舒'
const RETIREE_PAPERS = [
  { title: '职工履历表', firstPage: 1, lastPage: 2 },
  { title: '退休审批表', firstPage: 3, lastPage: 3 },
] as const
const LINES_A_PAGE = 22

/** Three drawn pages of an invented retiree. */
async function ownPaperFile(today: PlainDate): Promise<GivenPaperFile> {
  const titles = RETIREE_PAPERS.flatMap(({ title, firstPage, lastPage }) =>
    Array.from({ length: lastPage - firstPage + 1 }, () => title),
  )
  const pages = await Promise.all(
    titles.map(async (title, index) => {
      const marks = Array.from({ length: LINES_A_PAGE }, () => randomBytes(12).toString('hex'))
      const text = marks.map((mark, line) => `${line + 1} ${title} ${RETIREE} 虚构样例 ${mark}`).join('\n')
      return { name: `${String(index + 1).padStart(3, '0')}.tif`, bytes: await aScan({ text }) }
    }),
  )
  return {
    kind: 'paper-file',
    title: `${RETIREE}退休人员人事档案`,
    classCode: RETIREE_CLASS,
    formedOn: addDays(today, -FORMED_DAYS_AGO),
    subjectName: RETIREE,
    pages,
    contents: RETIREE_PAPERS,
    scans: 'good',
    canaries: pages.flatMap(({ bytes }) => canaryOf(bytes) ?? []),
  }
}

/** An invented notice that carries random bytes. */
async function ownItem(today: PlainDate): Promise<GivenItem> {
  const canary = randomBytes(CANARY_SIZE)
  const subjectName = '欧阳知夏'
  const text = `失业保险待遇核定表\n${subjectName}\n示范市社会保险基金管理中心\n本件为虚构样例，人员与单位均非真实。`
  return {
    kind: 'item',
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
  definition: z.enum(['electronic-item', 'paper-file']).optional(),
  class: z.string().optional(),
  classCode: z.string().optional(),
  title: z.string().optional(),
  formedOn: DateSchema.optional(),
  dates: z.object({ formedOn: DateSchema.optional() }).optional(),
  subjectName: z.string().optional(),
  scans: z.enum(['good', 'faulty']).optional(),
})
type RecordWords = z.output<typeof RecordFileSchema>

/**
 * Records of a folder: one record's files, or a folder of such. PDFs make an electronic item, TIFFs a paper file; scans that the
 * machine is to stop say so in `record.json`, or by a folder's name that begins with `faulty`.
 */
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
  const scans = names.filter((name) => SCANS.has(extname(name).toLowerCase()))
  if (pdfs.length === 0 && scans.length === 0) return `${folder}: holds no PDF and no scan, so it is skipped`
  if (pdfs.length > 0 && scans.length > 0) return `${folder}: holds PDFs and scans, so it is skipped`
  const said = names.includes('record.json') ? await readRecordFile(join(folder, 'record.json')) : {}
  if (typeof said === 'string') return said
  const files = await Promise.all(
    [...pdfs, ...scans].map(async (name) => ({ name, bytes: await readFile(join(folder, name)) })),
  )
  const words = {
    formedOn: said.formedOn ?? said.dates?.formedOn ?? addDays(today, -FORMED_DAYS_AGO),
    subjectName: said.subjectName ?? null,
  }
  return scans.length > 0
    ? paperFileOf(folder, { said, words, files })
    : itemOf(folder, { said, words, files })
}

interface ReadFolder {
  readonly said: RecordWords
  readonly words: Pick<GivenWords, 'formedOn' | 'subjectName'>
  readonly files: readonly GivenFile[]
}

function itemOf(folder: string, { said, words, files }: ReadFolder): GivenItem | string {
  const canaries = files.flatMap(({ bytes }) => canaryOf(bytes) ?? [])
  if (canaries.length < files.length)
    return `${folder}: a document without random bytes cannot be proved gone, so it is skipped`
  const first = files[0]?.name ?? ''
  return {
    ...words,
    kind: 'item',
    title: said.title ?? basename(first, extname(first)),
    classCode: said.classCode ?? said.class ?? DEFAULT_CLASS,
    files,
    canaries,
  }
}

function paperFileOf(folder: string, { said, words, files }: ReadFolder): GivenPaperFile | string {
  const classCode = said.classCode ?? said.class ?? RETIREE_CLASS
  if (classCode !== RETIREE_CLASS)
    return `${folder}: a paper file plays a retiree's (${RETIREE_CLASS}), not ${classCode}, so it is skipped`
  const title = said.title ?? basename(folder)
  return {
    ...words,
    kind: 'paper-file',
    title,
    classCode,
    pages: files,
    contents: [{ title, firstPage: 1, lastPage: files.length }],
    scans: said.scans ?? (basename(folder).startsWith('faulty') ? 'faulty' : 'good'),
    canaries: files.flatMap(({ bytes }) => canaryOf(bytes) ?? []),
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
