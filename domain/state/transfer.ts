/** Rows of a transfer batch: the batch, what is on it, and the results of its checks. */
import type { PlainDate } from '#domain/dates.ts'
import type { TransferReceiver } from '#domain/schedule.ts'
import type { ListedSubject } from './list.ts'
import type { Instant } from '#domain/state.ts'
import type {
  BatchItemState,
  BatchLeaveReason,
  Carrier,
  CheckVerdict,
  Grade,
  Nature,
  ReceiptVerdict,
  SendMethod,
} from '#domain/vocabulary.ts'

/** A batch of records of one fonds on its way to the archive that will keep them (移交进馆). */
export interface TransferBatchState extends ListedSubject {
  receiver: TransferReceiver
  /** The package of the latest round; null before the first, and again once it was discarded. */
  packageObjectId: string | null
  packageSha256: string | null
  /** Of the whole package as it is handed out. */
  packageBytes: number | null
  payloadFiles: number | null
  payloadBytes: number | null
  /** SHA-256 over the items that the package holds: a record that left meanwhile makes it stale. */
  packagedHash: string | null
  packagedAt: Instant | null
  checkedAt: Instant | null
  sentBy: string | null
  sentAt: Instant | null
  sendMethod: SendMethod | null
  destination: string | null
  /** Where a machine has put it: the folder or the key. Null for a download, and until it is there. */
  deliveredTo: string | null
  /** What the first of two persons entered from the archive's paper, until the second confirms it. */
  receiptEnteredBy: string | null
  receiptNumber: string | null
  receiptOn: PlainDate | null
  receiptVerdict: ReceiptVerdict | null
  receiptReason: string | null
  receivedAt: Instant | null
  abortReason: string | null
  wakeOn: PlainDate | null
  endedOn: PlainDate | null
  appointedGroups: readonly string[]
}

export interface TransferItemRow {
  id: string
  subjectId: string
  recordId: string
  position: number
  state: BatchItemState
  leaveReason: BatchLeaveReason | null
  /** What the archive or the check says against this record; null where nothing is. */
  remark: string | null
  archivalCode: string
  title: string
  classCode: string
  carrier: Carrier
  grade: Grade
  /** Who formed it (责任者): the unit's name stands with the unit. */
  formingUnitId: string
  formedOn: PlainDate
  transferDueOn: PlainDate | null
  /** Years, or null for permanent. */
  periodYears: number | null
  openingState: 'open' | 'controlled' | null
  pages: number | null
  objects: number
  sizeBytes: number
  digests: readonly string[]
}

/** One answer of the sender's four-nature check on the package of a round. */
export interface TransferCheckRow {
  id: string
  subjectId: string
  packageSha256: string
  /** `YJ-nature-number`. */
  checkId: string
  nature: Nature
  verdict: CheckVerdict
  /** What was looked at and what it showed. */
  evidence: string
  checkedAt: Instant
}
