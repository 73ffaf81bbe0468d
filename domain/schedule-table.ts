/**
 * A schedule as one table, in and out: a line for each row, every cell checked, every fault named by its line. What comes out goes in
 * again unchanged.
 */
import { dateFieldOf, type MetadataScheme } from './metadata-scheme.ts'
import type { Period, ScheduleRow, TransferReceiver, TransferRule, Trigger } from './schedule.ts'
import { isRelationType } from './relations.ts'
import { MAIN_VOLUME } from './starts.ts'
import { RULE_COLUMNS, type RuleCells, SCHEDULE_ROW_FAULTS, scheduleRowOf } from './schedule-rows.ts'

export const TABLE_COLUMNS = [
  'code',
  'family',
  'category_zh',
  'item_zh',
  'trigger',
  'cut_off',
  'period_years',
  'maximum_years',
  'follows',
  'at_expiry',
  'transfer_due',
  'scan_policy',
  'source',
  'basis_of_trigger',
  'also_for',
] as const
export type TableCells = Readonly<Record<(typeof TABLE_COLUMNS)[number], string>>

export const TABLE_FAULTS = [
  ...SCHEDULE_ROW_FAULTS,
  'schedule.code-twice',
  'schedule.follows-missing',
  'schedule.cell-control',
  'schedule.cell-formula',
  'schedule.cell-long',
  'schedule.maximum-invalid',
  'schedule.also-for-unknown',
  'schedule.start-unknown',
  'schedule.table-empty',
] as const

/** A fault of one line of the table, counted from 1 with the header as line 1. */
export type TableFault = {
  readonly line: number
  readonly row: string
  readonly code: (typeof TABLE_FAULTS)[number]
  readonly cell: string
}

export type ReadTable =
  | { readonly kind: 'rows'; readonly rows: readonly ScheduleRow[] }
  | { readonly kind: 'faults'; readonly faults: readonly TableFault[] }

/** Longer than any title or source of the schedules that were read; a cell beyond it is a slip. */
const LONGEST_CELL = 500

export type TableInput = {
  readonly scheduleVersion: string
  readonly lines: readonly TableCells[]
  /** Rows of the site's other schedules, which a row may follow. */
  readonly otherCodes: readonly string[]
  /** What may be said of records: a start that names a field finds it there. */
  readonly fields: MetadataScheme['fields']
}

/** The rows of a table, or every line that has a fault: a table is taken as a whole or not at all. */
export function readScheduleTable({ scheduleVersion, lines, otherCodes, fields }: TableInput): ReadTable {
  const read = lines.map((cells, index) => readLine(scheduleVersion, cells, index + 2))
  const rows = read.flatMap((one) => (one.kind === 'row' ? [one.row] : []))
  const codes = new Set([...otherCodes, ...lines.map(({ code }) => code)])
  const faults = [
    ...(lines.length === 0 ? [{ line: 1, row: '', code: 'schedule.table-empty' as const, cell: '' }] : []),
    ...read.flatMap((one) => (one.kind === 'fault' ? [one.fault] : [])),
    ...twice(lines),
    ...rows.flatMap((row) => missingFollows(row, codes, lines)),
    ...rows.flatMap((row) => strangersOf(row, lines)),
    ...rows.flatMap((row) => nowhereOf(row, { lines, fields })),
  ].sort((a, b) => a.line - b.line)
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'rows', rows }
}

type ReadLine =
  | { readonly kind: 'row'; readonly row: ScheduleRow }
  | { readonly kind: 'fault'; readonly fault: TableFault }

function readLine(scheduleVersion: string, cells: TableCells, line: number): ReadLine {
  const fault = (code: TableFault['code'], cell: string): ReadLine => ({
    kind: 'fault',
    fault: { line, row: cells.code, code, cell: cell.slice(0, LONGEST_CELL) },
  })
  for (const column of TABLE_COLUMNS) {
    const code = cellFaultOf(cells[column])
    if (code !== undefined) return fault(code, column)
  }
  const parsed = scheduleRowOf({
    scheduleVersion,
    schedule: scheduleCellsOf(cells),
    rule: ruleCellsOf(cells),
  })
  if (parsed.kind === 'refused') return fault(parsed.code, parsed.cell)
  const alsoFor = cells.also_for.split(/[;；]\s*/).filter((code) => code !== '')
  const row: ScheduleRow = alsoFor.length === 0 ? parsed.row : { ...parsed.row, alsoFor }
  if (cells.maximum_years === '') return { kind: 'row', row }
  const maximumYears = Number(cells.maximum_years)
  const { period } = row
  const isFit =
    /^\d{1,3}$/.test(cells.maximum_years) && period.kind === 'years' && maximumYears >= period.years
  return isFit
    ? { kind: 'row', row: { ...row, maximumYears } }
    : fault('schedule.maximum-invalid', cells.maximum_years)
}

/** Control and direction marks hide what a reader signs; a spreadsheet would run a cell that begins like a formula. */
function cellFaultOf(cell: string): TableFault['code'] | undefined {
  if (hasMark(cell)) return 'schedule.cell-control'
  if (/^[\s\u3000]*[=+\-@＝＋－＠]/u.test(cell)) return 'schedule.cell-formula'
  return cell.length > LONGEST_CELL ? 'schedule.cell-long' : undefined
}

/** C0, DEL, C1, and the marks that turn the direction of text. */
const MARKS = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0x200e, 0x200f],
  [0x202a, 0x202e],
  [0x2066, 0x2069],
] as const

/** All of them lie in the basic plane, so code units are as good as code points. */
function hasMark(cell: string): boolean {
  for (let at = 0; at < cell.length; at += 1) {
    const point = cell.charCodeAt(at)
    if (MARKS.some(([first, last]) => point >= first && point <= last)) return true
  }
  return false
}

function scheduleCellsOf(cells: TableCells) {
  const { code, category_zh, item_zh, source } = cells
  const retention = cells.period_years === '' ? 'per-accounting-rule' : cells.period_years
  return { code, category_zh, item_zh, retention, source }
}

/** A row counts unless its own tag locks it: the table says nothing beside the tag. */
function ruleCellsOf(cells: TableCells): RuleCells {
  const known: Partial<Record<(typeof RULE_COLUMNS)[number], string>> = {
    code: cells.code,
    family: cells.family,
    trigger: cells.trigger,
    cut_off: cells.cut_off,
    period_years: cells.period_years,
    follows: cells.follows,
    at_expiry: cells.at_expiry === 'follows' ? 'see KU rows' : cells.at_expiry,
    transfer_due: cells.transfer_due,
    scan_policy_default: cells.scan_policy,
    usual_definition: '',
    may_be_active: 'yes',
    confidence_of_period: /\[(V2|V|R|C|\?)\][^[\]]*$/.exec(cells.source)?.[1] ?? '',
    basis_of_trigger: cells.basis_of_trigger,
  }
  return Object.fromEntries(RULE_COLUMNS.map((column) => [column, known[column] ?? ''])) as RuleCells
}

function twice(lines: readonly TableCells[]): readonly TableFault[] {
  const seen = new Set<string>()
  return lines.flatMap(({ code }, index) => {
    if (!seen.has(code)) {
      seen.add(code)
      return []
    }
    return [{ line: index + 2, row: code, code: 'schedule.code-twice' as const, cell: code }]
  })
}

function missingFollows(
  { code, trigger }: ScheduleRow,
  codes: ReadonlySet<string>,
  lines: readonly TableCells[],
): readonly TableFault[] {
  if (trigger.kind !== 'follows') return []
  const line = lines.findIndex((cells) => cells.code === code) + 2
  return trigger.codes
    .filter((one) => !codes.has(one) || one === code)
    .map((cell) => ({ line, row: code, code: 'schedule.follows-missing', cell }))
}

/** A rule applies beside the own row of other classes of the same table, and to none that has no row. */
function strangersOf({ code, alsoFor }: ScheduleRow, lines: readonly TableCells[]): readonly TableFault[] {
  const codes = new Set(lines.map((cells) => cells.code))
  const line = lines.findIndex((cells) => cells.code === code) + 2
  return (alsoFor ?? [])
    .filter((one) => one === code || !codes.has(one))
    .map((cell) => ({ line, row: code, code: 'schedule.also-for-unknown', cell }))
}

/**
 * A start that names where it stands names a field of the family that holds a date, or a relation that records have. One that names
 * nothing is told by persons, as in tables from before the names.
 */
function nowhereOf(
  { code, family, trigger }: ScheduleRow,
  { lines, fields }: Pick<TableInput, 'lines' | 'fields'>,
): readonly TableFault[] {
  if (trigger.kind !== 'event' || trigger.of === undefined) return []
  const { event, of } = trigger
  const isFound =
    event === 'metadata-date'
      ? dateFieldOf({ fields }, { family, id: of }) !== undefined
      : event === 'related-record' && (of === MAIN_VOLUME || isRelationType(of))
  const line = lines.findIndex((cells) => cells.code === code) + 2
  return isFound ? [] : [{ line, row: code, code: 'schedule.start-unknown', cell: of }]
}

/** The line of a row, in the words that `readScheduleTable` reads. */
export function tableCellsOf(row: ScheduleRow): TableCells {
  return {
    code: row.code,
    family: row.family,
    category_zh: row.categoryZh,
    item_zh: row.titleZh,
    trigger: triggerText(row.trigger),
    cut_off: row.cutOff,
    period_years: periodText(row.period),
    maximum_years: row.maximumYears === undefined ? '' : String(row.maximumYears),
    follows: row.trigger.kind === 'follows' ? row.trigger.codes.join('; ') : '',
    at_expiry: row.atExpiry,
    transfer_due: transferText(row.transfer),
    scan_policy: row.scanPolicy,
    source: `${row.source}; [${row.confidence}] ${row.confidenceNote}`.trim(),
    basis_of_trigger: row.triggerBasis,
    also_for: (row.alsoFor ?? []).join('; '),
  }
}

function triggerText(trigger: Trigger): string {
  if (trigger.kind === 'follows') return 'formed'
  if (trigger.kind !== 'event') return trigger.kind
  return `event:${trigger.event}${trigger.of === undefined ? '' : `(${trigger.of})`}`
}

function periodText(period: Period): string {
  if (period.kind === 'years') return String(period.years)
  return period.kind === 'permanent' ? 'permanent' : ''
}

const RECEIVER_TEXTS: Readonly<Record<TransferReceiver, string>> = {
  'city-archive': 'to the city archive (county rule)',
  'general-archives': 'to the general archives unit',
  'same-level-archive': 'to the archive of the same level',
}

function transferText(transfer: TransferRule): string {
  if (transfer.kind === 'none') return 'none'
  const years = transfer.years === 0 ? '' : ` + ${transfer.years} years`
  const note = transfer.note === undefined ? '' : `; ${transfer.note}`
  return `${transfer.from}${years}, ${RECEIVER_TEXTS[transfer.to]}${note}`
}
