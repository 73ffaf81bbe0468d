/** Rows of a paper file: its contents list, its passes of scanning and its place on the shelf. */
import type { PlainDate } from '#domain/dates.ts'
import type { PageFault, PageMeasure } from '#domain/scan.ts'
import type { Instant } from '#domain/state.ts'

/** The note of entries of an earlier contents list: they were replaced as a whole, and nothing was taken out. */
export const RELISTED = 'relisted'

/** An entry of a file's contents list (卷内文件): pages and names, no lifecycle of its own. */
export interface RecordItemRow {
  id: string
  recordId: string
  position: number
  /** Null once destroyed: titles and authors may name persons. */
  title: string | null
  responsible: string | null
  documentNo: string | null
  formedOn: PlainDate
  /** Null where the entry says none: it is of the file's class. */
  classCode: string | null
  firstPage: number
  lastPage: number
  pages: number
  /** Null while the entry stands; an earlier list keeps its rows, with why they count no more. */
  withdrawnNote: string | null
}

export interface MeasuredPage extends PageMeasure {
  readonly page: number
  readonly objectId: string
}

/** One pass of scanning: who scanned, what the machine measured, and what the second person judged (form F29). */
export interface ScanPassRow {
  id: string
  subjectId: string
  round: number
  pages: number
  /** Pages whose faults the scanner says are in the paper itself. */
  asOriginal: readonly number[]
  scannedBy: string
  submittedAt: Instant
  /** Null until the machine has looked. */
  outcome: 'passed' | 'faulty' | null
  measured: readonly MeasuredPage[]
  missing: readonly number[]
  examinedAt: Instant | null
  /** Null until the second person has judged. */
  verdict: 'accepted' | 'returned' | null
  faults: readonly PageFault[]
  judgedBy: string | null
  judgedAt: Instant | null
}

/** Steps of a paper file behind its shelving, while it is kept here: paper that came without a place gets one by an act of its own. */
export const STEPS_AFTER_SHELVING = ['keep', 'due', 'at-disposal', 'at-transfer'] as const

/** Where a paper file stands, and where it stood. */
export interface PlacementRow {
  id: string
  subjectId: string
  cellId: string
  barcode: string
  /** Which of the cell's places, from 1. */
  slot: number
  boxNumber: string | null
  placedBy: string
  placedAt: Instant
  placedOn: PlainDate
  /** Null while it stands there. */
  freedAt: Instant | null
  freedReason: string | null
}
