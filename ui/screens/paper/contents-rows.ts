import { contentsFaults, type ContentsEntry, type ContentsFault } from '#domain/contents.ts'
import { isPlainDate, type PlainDate } from '#domain/dates.ts'

/** The columns of the editor, in their order on the screen. */
export const COLUMNS = ['title', 'responsible', 'documentNo', 'formedOn', 'firstPage', 'lastPage'] as const
export type Column = (typeof COLUMNS)[number]

/** A row as it is typed; what is not yet right has a place as well. */
export type Row = Readonly<Record<Column, string>>

const BLANK: Row = { title: '', responsible: '', documentNo: '', formedOn: '', firstPage: '', lastPage: '' }

interface Listed {
  readonly title: string | null
  readonly responsible: string | null
  readonly documentNo: string | null
  readonly formedOn: string
  readonly firstPage: number
  readonly lastPage: number
}

export function rowsFrom(entries: readonly Listed[]): readonly Row[] {
  return entries.map((entry) => ({
    title: entry.title ?? '',
    responsible: entry.responsible ?? '',
    documentNo: entry.documentNo ?? '',
    formedOn: entry.formedOn,
    firstPage: String(entry.firstPage),
    lastPage: String(entry.lastPage),
  }))
}

/** The next row begins on the page after the last one. */
export function rowAfter(rows: readonly Row[]): Row {
  const end = rows.at(-1)
  const last = end === undefined ? 0 : lastPageOf(end)
  return { ...BLANK, firstPage: Number.isSafeInteger(last) ? String(last + 1) : '' }
}

/** What is offered and not yet filled in counts for nothing at the end of a list. */
export function withoutBlankEnd(rows: readonly Row[]): readonly Row[] {
  const last = rows.findLastIndex((row) => !isBlank(row))
  return rows.slice(0, last + 1)
}

function isBlank(row: Row): boolean {
  return COLUMNS.every((column) => column === 'firstPage' || row[column].trim() === '')
}

function pageIn(text: string): number {
  return /^\d{1,6}$/u.test(text.trim()) ? Number(text) : Number.NaN
}

/** A single page needs no last one. */
function lastPageOf(row: Row): number {
  return pageIn(row.lastPage.trim() === '' ? row.firstPage : row.lastPage)
}

/** `instead` stands for a date that cannot be read, which has a fault of its own. */
function entryFrom(row: Row, instead: PlainDate): ContentsEntry {
  const day = row.formedOn.trim()
  const number = tidy(row.documentNo)
  return {
    title: tidy(row.title),
    responsible: tidy(row.responsible),
    documentNo: number === '' ? null : number,
    formedOn: isPlainDate(day) ? day : instead,
    firstPage: pageIn(row.firstPage),
    lastPage: lastPageOf(row),
  }
}

function tidy(text: string): string {
  return text.normalize('NFC').trim()
}

export interface CheckedRows {
  readonly entries: readonly ContentsEntry[]
  readonly faults: readonly ContentsFault[]
}

/** The rows as entries, judged by the function that the gate judges them by. */
export function checkRows(
  rows: readonly Row[],
  { total, today }: { readonly total: number | null; readonly today: PlainDate },
): CheckedRows {
  const filled = withoutBlankEnd(rows)
  const entries = filled.map((row) => entryFrom(row, today))
  const unreadable = filled.flatMap((row, index): readonly ContentsFault[] =>
    isPlainDate(row.formedOn.trim()) ? [] : [{ no: index + 1, code: 'contents.not-a-date' }],
  )
  return { entries, faults: [...unreadable, ...contentsFaults(entries, { total, today })] }
}

export interface PastedAt {
  readonly row: number
  readonly column: Column
}

/** Cells of a spreadsheet, put down from one cell on as a spreadsheet does it; undefined: no block of cells. */
export function pasted(
  rows: readonly Row[],
  text: string,
  { row: at, column }: PastedAt,
): readonly Row[] | undefined {
  const lines = text.replaceAll('\r', '').split('\n')
  const block = lines.filter((line) => line.trim() !== '').map((line) => line.split('\t'))
  if (block.length < 2 && (block[0]?.length ?? 0) < 2) return undefined
  const next = [...rows]
  for (const [index, cells] of withoutNumbers(block, column).entries())
    next[at + index] = filledRow(next[at + index] ?? BLANK, cells, column)
  return next
}

/** A spreadsheet's own first column of running numbers. */
function withoutNumbers(
  block: readonly (readonly string[])[],
  column: Column,
): readonly (readonly string[])[] {
  const isNumbered =
    column === 'title' &&
    block.every((cells, index) => cells.length > 4 && cells[0]?.trim() === String(index + 1))
  return isNumbered ? block.map((cells) => cells.slice(1)) : block
}

function filledRow(row: Row, cells: readonly string[], from: Column): Row {
  const columns = COLUMNS.slice(COLUMNS.indexOf(from))
  const filled = new Map<Column, string>(COLUMNS.map((column) => [column, row[column]]))
  for (const [index, cell] of cells.entries()) {
    const column = columns[index]
    if (column === undefined) break
    const range = column === 'firstPage' ? /^(\d+)\s*[-–—~～]\s*(\d+)$/u.exec(cell.trim()) : null
    filled.set(column, range?.[1] ?? (column === 'formedOn' ? dayFrom(cell) : cell.trim()))
    if (range?.[2] !== undefined) filled.set('lastPage', range[2])
  }
  const of = (column: Column): string => filled.get(column) ?? ''
  return {
    title: of('title'),
    responsible: of('responsible'),
    documentNo: of('documentNo'),
    formedOn: of('formedOn'),
    firstPage: of('firstPage'),
    lastPage: of('lastPage'),
  }
}

/** Days as spreadsheets write them: `2016/3/5`, `2016.3.5`, `2016年3月5日`, `20160305`. */
export function dayFrom(text: string): string {
  const trimmed = text.trim()
  const found =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/u.exec(trimmed) ?? /^(\d{4})(\d{2})(\d{2})$/u.exec(trimmed)
  if (found === null) return trimmed
  const [, year = '', month = '', day = ''] = found
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}
