import { parseTable } from '#db/reference/csv.ts'
import { readScheduleTable, TABLE_COLUMNS, tableCellsOf, type TableInput } from '#domain/schedule-table.ts'
import type { ScheduleRow } from '#domain/schedule.ts'
import type { TableFaultView } from './contract/schedules.ts'
import { csvLine } from './exports/cells.ts'
import { problem } from './problem.ts'

/** More faults than this do not help whoever corrects them. */
const MOST_FAULTS = 200

/** The rows of an uploaded table. @throws ProblemError `schedule.table-invalid` with a fault for each line */
export function rowsOfTable(csv: string, input: Omit<TableInput, 'lines'>): readonly ScheduleRow[] {
  const read = readScheduleTable({ ...input, lines: linesOf(csv) })
  if (read.kind === 'faults') throw invalid(read.faults)
  return read.rows
}

function linesOf(csv: string): TableInput['lines'] {
  try {
    return parseTable(withEveryColumn(csv), TABLE_COLUMNS)
  } catch (error) {
    const cell = error instanceof Error ? error.message : ''
    const line = Number(/line (\d+)|row (\d+)/.exec(cell)?.slice(1).find(Boolean) ?? 1)
    throw invalid([{ line, row: '', code: 'schedule.table-unreadable', cell }])
  }
}

/** Tables that went out before rules could apply to several classes lack the last column. */
function withEveryColumn(csv: string): string {
  const former = TABLE_COLUMNS.slice(0, -1).join(',')
  const [header = ''] = csv.replace(/^\uFEFF/, '').split(/\r?\n/, 1)
  if (header !== former) return csv
  return (
    csvLine(TABLE_COLUMNS) +
    parseTable(csv, TABLE_COLUMNS.slice(0, -1))
      .map((row) => csvLine(TABLE_COLUMNS.map((column) => row[column] ?? '')))
      .join('')
  )
}

function invalid(faults: readonly TableFaultView[]) {
  return problem('schedule.table-invalid', { faults: faults.slice(0, MOST_FAULTS), count: faults.length })
}

/** The table of a version, in the words that an import reads again. */
export function tableOf(rows: readonly ScheduleRow[]): string {
  const lines = rows.map((row) => {
    const cells = tableCellsOf(row)
    return csvLine(TABLE_COLUMNS.map((column) => cells[column]))
  })
  return csvLine(TABLE_COLUMNS) + lines.join('')
}
