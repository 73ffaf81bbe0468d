import { z } from 'zod'
import { TRANSFER_RECEIVERS } from '#domain/schedule.ts'
import { BUCKETS, COPY_STATES } from '#domain/vocabulary.ts'
import { DateView, IdSchema, InstantView, TotalView } from './common.ts'

/** What is left with us of a record that was handed to an archive, and when that goes. */
export const TransferredRecordView = z
  .object({
    recordId: IdSchema,
    archivalCode: z.string(),
    batchId: IdSchema,
    batchNumber: z.string(),
    receiver: z.enum(TRANSFER_RECEIVERS),
    /** Null while the archive has not accepted the batch. */
    transferredOn: DateView.nullable(),
    receiptNumber: z.string().nullable(),
    receiptOn: DateView.nullable(),
    /** Last day on which our own copy is kept; it goes on the next, unless a hold stands. */
    copyKeptUntil: DateView.nullable(),
    releasesOn: DateView.nullable(),
    releasedOn: DateView.nullable(),
    isHeld: z.boolean(),
    copies: z.array(
      z.object({
        objectName: z.string().nullable(),
        bucket: z.enum(BUCKETS),
        state: z.enum(COPY_STATES),
        destroyedAt: InstantView.nullable(),
        /** What the store answered when the copy was read back after its end. */
        proof: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'TransferredRecord' })
export type TransferredRecordView = z.output<typeof TransferredRecordView>

/** The first two hundred records of a batch in their order; the counts are of all. */
export const BatchCopiesView = z
  .object({
    items: z.array(TransferredRecordView),
    total: TotalView,
    released: z.int(),
    /** The earliest and the latest day on which a copy of ours may go; null before the transfer. */
    firstReleaseOn: DateView.nullable(),
    lastReleaseOn: DateView.nullable(),
  })
  .meta({ id: 'BatchCopies' })
export type BatchCopiesView = z.output<typeof BatchCopiesView>

/** Null for a record that stands on no batch. */
export const RecordTransferView = z
  .object({ transfer: TransferredRecordView.nullable() })
  .meta({ id: 'RecordTransfer' })
