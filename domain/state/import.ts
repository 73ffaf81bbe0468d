import type { PlainDate } from '#domain/dates.ts'
import type { ImportMapping } from '#domain/import-columns.ts'
import type { ImportFileFault } from '#domain/import-faults.ts'
import type { Instant } from '#domain/state.ts'
import type { Carrier, Grade } from '#domain/vocabulary.ts'
import type { Dormancy, ImportFormat, ImportState } from '#domain/vocabulary/import.ts'

/** An import of a backlog: a table of records, checked row by row, approved by a person and done by the engine. */
export interface ImportBatchRow {
  id: string
  version: number
  headHash: string
  /** What it is called, and what is typed to take it back. */
  name: string
  state: ImportState
  format: ImportFormat
  fileName: string
  sizeBytes: number
  /** Of the table as it was handed in: what was checked is what is approved and imported. */
  fileSha256: string
  /** The received file; its bytes go when the import has ended. */
  uploadId: string
  headers: readonly string[]
  mapping: ImportMapping
  fondsId: string
  /** Of rows that name no unit. */
  formingUnitId: string
  custodyUnitId: string
  grade: Grade
  /** Of rows that name no class; null: every row names its own. */
  classCode: string | null
  carrier: Carrier
  dormancy: Dormancy
  broughtBy: string
  broughtAt: Instant
  broughtOn: PlainDate
  /** Who sat at the machine, where it was brought in by the command line; null: by a person on a screen. */
  operator: string | null
  /** Rows of the table; null while they are counted. */
  rowCount: number | null
  goodRows: number | null
  /** SHA-256 over file, mapping and what the check found: what a person approves. */
  checkDigest: string | null
  /** Why the table cannot be read; null unless it is `unreadable`. */
  fileFault: ImportFileFault | null
  approvedBy: string | null
  approvedAt: Instant | null
  finishedAt: Instant | null
  /** Rows by verdict; null until it has finished. */
  counts: Readonly<Record<string, number>> | null
  withdrawnBy: string | null
  withdrawReason: string | null
  endedAt: Instant | null
}
