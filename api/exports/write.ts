import { once } from 'node:events'
import { PassThrough, Readable } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import exceljs from 'exceljs'
import { csvLine, safeCell, type Cell } from './cells.ts'

export interface Sheet {
  readonly name: string
  readonly head: readonly string[]
  /** Pages of rows; each is read only when the one before was written. */
  readonly rows: AsyncIterable<readonly (readonly Cell[])[]>
}

/** Tells programs that the bytes are UTF-8: without it some read Chinese as something else. */
const BOM = '\uFEFF'

export const EXPORT_TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const
export type ExportFormat = keyof typeof EXPORT_TYPES

/** The bytes of a list, while it is read: nothing is held but a page. */
export function bytesOf(format: ExportFormat, sheet: Sheet): Readable {
  return format === 'csv' ? Readable.from(csvOf(sheet)) : xlsxOf(sheet)
}

async function* csvOf({ head, rows }: Sheet): AsyncGenerator<string> {
  yield BOM + csvLine(head)
  for await (const page of rows) yield page.map(csvLine).join('')
}

function xlsxOf(sheet: Sheet): Readable {
  const out = new PassThrough()
  writeXlsx(sheet, out).catch((error: unknown) =>
    out.destroy(error instanceof Error ? error : new Error('the sheet could not be written')),
  )
  return out
}

async function writeXlsx({ name, head, rows }: Sheet, out: PassThrough): Promise<void> {
  const book = new exceljs.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true })
  const page = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] })
  page.columns = head.map((title, index) => ({ key: String(index), width: Math.max(12, title.length * 2) }))
  const first = page.addRow(head)
  first.font = { bold: true }
  first.commit()
  for await (const lines of rows) {
    for (const cells of lines) page.addRow(cells.map(safeCell)).commit()
    await taken(out)
  }
  page.commit()
  await book.commit()
}

/**
 * Waits until who fetches the file has taken what was made: the writer of the library takes rows as fast as they come, and would hold a
 * whole list for a reader who has gone to lunch. @throws Error when the reader has gone for good
 */
async function taken(out: PassThrough): Promise<void> {
  // What was added is packed in turns of its own, and only then is known to wait.
  await turn()
  while (!out.destroyed && out.writableNeedDrain) await Promise.race([once(out, 'drain'), once(out, 'close')])
  if (out.destroyed) throw new Error('nobody takes the sheet any more')
}
