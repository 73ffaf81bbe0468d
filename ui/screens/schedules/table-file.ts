import type { TableFaultView } from '#api/contract/schedules.ts'
import { asProblem } from '#ui/client/problem-error.ts'

export interface TableText {
  readonly name: string
  readonly csv: string
  readonly encoding: 'utf-8' | 'gb18030'
}

/** A table as the spreadsheet saved it: UTF-8, or GB18030 where its bytes are not that. */
export async function readTableFile(file: File): Promise<TableText> {
  const bytes = await file.arrayBuffer()
  const { name } = file
  try {
    return { name, csv: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' }
  } catch {
    return { name, csv: new TextDecoder('gb18030').decode(bytes), encoding: 'gb18030' }
  }
}

export interface TableFaults {
  readonly faults: readonly TableFaultView[]
  /** Of all faults; the server names the first of them. */
  readonly count: number
}

/** The faulty rows that a refusal names; undefined where it was refused for something else. */
export function tableFaultsIn(error: unknown): TableFaults | undefined {
  if (error === null || error === undefined) return undefined
  const { code, detail } = asProblem(error)
  if (code !== 'schedule.table-invalid' || typeof detail !== 'object' || detail === null) return undefined
  if (!('faults' in detail) || !Array.isArray(detail.faults)) return undefined
  const faults = detail.faults.filter(isFault)
  const count = 'count' in detail && typeof detail.count === 'number' ? detail.count : faults.length
  return { faults, count }
}

function isFault(fault: unknown): fault is TableFaultView {
  return (
    typeof fault === 'object' &&
    fault !== null &&
    'line' in fault &&
    typeof fault.line === 'number' &&
    'code' in fault &&
    typeof fault.code === 'string'
  )
}

/** A text as a file of the reader's own; it begins with the mark by which spreadsheets know UTF-8. */
export function saveText(name: string, text: string): void {
  const address = URL.createObjectURL(
    new Blob([text.startsWith('\uFEFF') ? text : `\uFEFF${text}`], { type: 'text/csv;charset=utf-8' }),
  )
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser reads the text after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/** A cell of CSV that no spreadsheet runs. */
export function csvCell(text: string): string {
  const safe = /^[\s]*[=+\-@]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
