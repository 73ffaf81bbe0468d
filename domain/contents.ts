/**
 * The contents list of a file (卷内目录, form F06): what lies in it and on which pages. Pages are numbered through the whole file,
 * so a list without gaps and overlaps is a proof that nothing is missing (DA/T 31-2017, 7: numbered before it is scanned).
 */
import { isPlainDate, type PlainDate } from './dates.ts'
import { isLegibleLine } from './legible.ts'

export interface ContentsEntry {
  readonly title: string
  /** Author, 责任者. */
  readonly responsible: string
  readonly documentNo: string | null
  readonly formedOn: PlainDate
  /** Where it is of another class than it seems: what does not belong into the file is refused. */
  readonly classCode?: string | null
  readonly firstPage: number
  readonly lastPage: number
}

export const CONTENTS_FAULT_CODES = [
  'contents.empty',
  'contents.too-many',
  'contents.line-unreadable',
  'contents.no-title',
  'contents.too-long',
  'contents.control-character',
  'contents.not-a-date',
  'contents.formed-in-future',
  'contents.page-unreadable',
  'contents.pages-reversed',
  'contents.gap',
  'contents.overlap',
  'contents.total-differs',
  'contents.mixed-year',
  'contents.mixed-class',
  'contents.mixed-period',
] as const

/** `no` is the line, counted from 1; null speaks of the whole list. */
export interface ContentsFault {
  readonly no: number | null
  readonly code: (typeof CONTENTS_FAULT_CODES)[number]
  readonly detail?: string
}

/** The thickest file that a person can arrange; more lines are a mistake of a machine. */
export const MOST_ENTRIES = 500
const LONGEST_TITLE = 200
const LONGEST_NAME = 100

interface Checking {
  /** Pages of the file as counted. */
  readonly total: number | null
  readonly today: PlainDate
  /** The last page before the first entry, where the entries go on behind others. */
  readonly after?: number
}

/** Everything that is wrong with a list: every fault is named, so that one look is enough. */
export function contentsFaults(
  entries: readonly ContentsEntry[],
  { total, today, after = 0 }: Checking,
): readonly ContentsFault[] {
  if (entries.length === 0) return [{ no: null, code: 'contents.empty' }]
  if (entries.length > MOST_ENTRIES)
    return [{ no: null, code: 'contents.too-many', detail: String(MOST_ENTRIES) }]
  const faults = entries.flatMap((entry, index) => [
    ...entryFaults(entry, { no: index + 1, today }),
    ...joinFaults(entry, { no: index + 1, expected: (entries[index - 1]?.lastPage ?? after) + 1 }),
  ])
  const listed = pagesOf(entries)
  if (total === null || total === listed) return faults
  return [...faults, { no: null, code: 'contents.total-differs', detail: `${listed}/${total}` }]
}

/** Pages of a list: the last page of its last entry, because pages are numbered through. */
export function pagesOf(entries: readonly Pick<ContentsEntry, 'lastPage'>[]): number {
  return entries.at(-1)?.lastPage ?? 0
}

function entryFaults(
  entry: ContentsEntry,
  { no, today }: { readonly no: number; readonly today: PlainDate },
): readonly ContentsFault[] {
  const texts = [entry.title, entry.responsible, entry.documentNo ?? '']
  return [
    ...(entry.title.trim() === '' ? [{ no, code: 'contents.no-title' as const }] : []),
    ...(entry.title.length > LONGEST_TITLE || texts.slice(1).some((text) => text.length > LONGEST_NAME)
      ? [{ no, code: 'contents.too-long' as const }]
      : []),
    ...(!texts.every(isLegibleLine) ? [{ no, code: 'contents.control-character' as const }] : []),
    ...(entry.formedOn > today ? [{ no, code: 'contents.formed-in-future' as const }] : []),
  ]
}

function joinFaults(
  { firstPage, lastPage }: ContentsEntry,
  { no, expected }: { readonly no: number; readonly expected: number },
): readonly ContentsFault[] {
  if (!Number.isSafeInteger(firstPage) || !Number.isSafeInteger(lastPage) || firstPage < 1)
    return [{ no, code: 'contents.page-unreadable' }]
  const detail = `${expected}/${firstPage}`
  return [
    ...(lastPage < firstPage ? [{ no, code: 'contents.pages-reversed' as const }] : []),
    ...(firstPage > expected ? [{ no, code: 'contents.gap' as const, detail }] : []),
    ...(firstPage < expected ? [{ no, code: 'contents.overlap' as const, detail }] : []),
  ]
}

export type ReadContents =
  | { readonly kind: 'entries'; readonly entries: readonly ContentsEntry[] }
  | { readonly kind: 'refused'; readonly faults: readonly ContentsFault[] }

/**
 * A list typed or pasted as text: one entry a line, `title | author | document number | date | pages`, separated by bars or tabs,
 * pages as `3` or `3-5`.
 */
export function readContents(text: string): ReadContents {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const read = lines.map((line, index) => readLine(line, index + 1))
  const faults = read.flatMap((line) => (line.kind === 'refused' ? line.faults : []))
  if (faults.length > 0) return { kind: 'refused', faults }
  return { kind: 'entries', entries: read.flatMap((line) => (line.kind === 'entries' ? line.entries : [])) }
}

function readLine(line: string, no: number): ReadContents {
  const cells = line.split(/[\t|｜]/u).map((cell) => cell.normalize('NFC').trim())
  const [title = '', responsible = '', documentNo = '', formedOn = '', pages = ''] = cells
  if (cells.length !== 5) return { kind: 'refused', faults: [{ no, code: 'contents.line-unreadable' }] }
  if (!isPlainDate(formedOn)) return { kind: 'refused', faults: [{ no, code: 'contents.not-a-date' }] }
  const range = /^(\d{1,6})(?:\s*[-–—~～]\s*(\d{1,6}))?$/u.exec(pages)
  if (range === null) return { kind: 'refused', faults: [{ no, code: 'contents.page-unreadable' }] }
  const firstPage = Number(range[1])
  const lastPage = Number(range[2] ?? range[1])
  const entry = {
    title,
    responsible,
    documentNo: documentNo === '' ? null : documentNo,
    formedOn,
    firstPage,
    lastPage,
  }
  return { kind: 'entries', entries: [entry] }
}
