/** A table that was handed in, as rows: whatever its format and encoding. */
import type { Readable } from 'node:stream'
import { suggestedMapping, type ImportMapping } from '#domain/import-columns.ts'
import type { ImportFormat } from '#domain/vocabulary/import.ts'
import type { ObjectStore } from '#db/objects.ts'
import { csvRows, type TableRow } from './csv-stream.ts'
import { decoded, encodingOf, SAMPLE_BYTES, type TableEncoding } from './decode.ts'
import { TableFault } from './table-fault.ts'
import { xlsxPreview } from './xlsx-preview.ts'
import { MOST_XLSX_BYTES, xlsxRows } from './xlsx-rows.ts'

export interface StoredTable {
  readonly key: string
  readonly sizeBytes: number
  readonly format: ImportFormat
}

/** What a person sees of a table before they say what its columns mean. */
export interface TablePreview {
  readonly format: ImportFormat
  /** Null for XLSX, which says so itself. */
  readonly encoding: TableEncoding | null
  readonly headers: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly mapping: ImportMapping
}

type Store = Pick<ObjectStore, 'get' | 'getRange'>
const PREVIEWED_ROWS = 5

export function formatOf(name: string): ImportFormat {
  return name.toLowerCase().endsWith('.xlsx') ? 'xlsx' : 'csv'
}

/** Headers and the first rows. @throws TableFault */
export async function previewOf(store: Store, table: StoredTable): Promise<TablePreview> {
  const [headers, ...rows] = await firstRows(store, table)
  if (headers === undefined) throw new TableFault('import.file-empty')
  const encoding = table.format === 'csv' ? encodingOf(await sampleOf(store, table)) : null
  return { format: table.format, encoding, headers, rows, mapping: suggestedMapping(headers) }
}

async function firstRows(store: Store, table: StoredTable): Promise<readonly (readonly string[])[]> {
  const most = PREVIEWED_ROWS + 1
  if (table.format === 'xlsx') return xlsxPreview(async () => workbookOf(store, table), { rows: most })
  const found: (readonly string[])[] = []
  for await (const { cells } of rowsOf(store, table)) {
    found.push(cells)
    if (found.length >= most) break
  }
  return found
}

/** @throws TableFault for what is empty, or larger than any workbook that is read */
async function workbookOf(store: Store, { key, sizeBytes }: StoredTable): Promise<Buffer> {
  if (sizeBytes === 0) throw new TableFault('import.file-empty')
  if (sizeBytes > MOST_XLSX_BYTES) throw new TableFault('import.file-too-long')
  return wholeOf(await store.get({ bucket: 'intake', key }))
}

/**
 * Every row, the header first, while the bytes come. A table whose first part reads as UTF-8 and whose rest does not is one in GB18030
 * that begins in plain Latin: it is read again as that, so the caller must be able to begin anew (`import.file-encoding`).
 * @throws TableFault
 */
export async function* rowsOf(
  store: Store,
  table: StoredTable,
  as?: TableEncoding,
): AsyncGenerator<TableRow> {
  if (table.format === 'xlsx') {
    yield* xlsxRows(await workbookOf(store, table))
    return
  }
  const ref = { bucket: 'intake', key: table.key } as const
  if (table.sizeBytes === 0) throw new TableFault('import.file-empty')
  const encoding = as ?? encodingOf(await sampleOf(store, table))
  yield* csvRows(decoded(await store.get(ref), encoding))
}

async function sampleOf(store: Store, { key, sizeBytes }: StoredTable): Promise<Buffer> {
  const toByte = Math.min(sizeBytes, SAMPLE_BYTES) - 1
  return wholeOf(await store.getRange({ bucket: 'intake', key }, { fromByte: 0, toByte }))
}

async function wholeOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}
