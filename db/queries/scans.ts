import type { ScanPassRow } from '#domain/state/paper.ts'
import type { Tx } from '#db/actor.ts'
import { fromSql } from '#db/gate/rows.ts'

/** How often a file was scanned, the last pass at the end, with what was measured of each page. */
export async function readScanPasses(tx: Tx, recordId: string): Promise<readonly ScanPassRow[]> {
  const rows = await tx<{ row: Record<string, unknown> }[]>`
    select to_jsonb(p) as row from scan_pass p where subject_id = ${recordId} order by submitted_at, round`
  return rows.map(({ row }) => fromSql('scanPass', row))
}

export interface ScannedFile {
  readonly archivalCode: string | null
  readonly title: string
  readonly createdAt: Date
  /** Pages that its contents list counts; null before there is one. */
  readonly pages: number | null
}

export async function readScannedFile(tx: Tx, recordId: string): Promise<ScannedFile | undefined> {
  const [row] = await tx<ScannedFile[]>`
    select archival_code as "archivalCode", title, created_at as "createdAt", pages from record where id = ${recordId}`
  return row
}
