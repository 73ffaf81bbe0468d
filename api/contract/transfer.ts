import { z } from 'zod'
import { TRANSFER_RECEIVERS } from '#domain/schedule.ts'
import {
  BATCH_ITEM_STATES,
  BATCH_LEAVE_REASONS,
  CARRIERS,
  CHECK_VERDICTS,
  GRADES,
  NATURES,
  RECEIPT_VERDICTS,
  SEND_METHODS,
} from '#domain/vocabulary.ts'
import { DueQuery } from './disposal.ts'
import {
  AllowedView,
  BilingualView,
  DateInput,
  DateView,
  IdSchema,
  InstantView,
  PageQuery,
  PathStepView,
  pageOf,
  PersonRefView,
  PlaceView,
  ReasonInput,
  Sha256View,
} from './common.ts'

export const TransferDueQuery = DueQuery.extend({
  receiver: z.enum(TRANSFER_RECEIVERS).optional(),
})

/** A record whose transfer is due, or will be: it can be put on a batch when `allowed` says so. */
export const TransferDueView = z
  .object({
    recordId: IdSchema,
    archivalCode: z.string().nullable(),
    title: z.string(),
    classCode: z.string(),
    className: z.string(),
    unitName: BilingualView,
    carrier: z.enum(CARRIERS),
    formedOn: DateView,
    /** Null where an appraisal decided the transfer. */
    transferDueOn: DateView.nullable(),
    decidedOn: DateView.nullable(),
    receiver: z.enum(TRANSFER_RECEIVERS),
    isHeld: z.boolean(),
    pages: z.int().nullable(),
  })
  .meta({ id: 'TransferDue' })
export type TransferDueView = z.output<typeof TransferDueView>
export const TransferDuePageView = pageOf(TransferDueView, 'TransferDuePage')

export const BatchSummaryView = z
  .object({
    id: IdSchema,
    number: z.string(),
    title: z.string(),
    fonds: z.object({ id: IdSchema, code: z.string(), name: BilingualView }),
    unitName: BilingualView,
    receiver: z.enum(TRANSFER_RECEIVERS),
    place: PlaceView,
    counts: z.object({
      listed: z.int(),
      left: z.int(),
      transferred: z.int(),
      pages: z.int(),
      bytes: z.int(),
    }),
    compiledBy: PersonRefView,
    compiledAt: InstantView,
    sentAt: InstantView.nullable(),
    receiptVerdict: z.enum(RECEIPT_VERDICTS).nullable(),
    endedOn: DateView.nullable(),
    hasMyTask: z.boolean(),
  })
  .meta({ id: 'BatchSummary' })
export type BatchSummaryView = z.output<typeof BatchSummaryView>
export const BatchPageView = pageOf(BatchSummaryView, 'BatchPage')
export const BatchesQuery = PageQuery.extend({ state: z.enum(['open', 'ended']).optional() })

export const BatchItemView = z
  .object({
    recordId: IdSchema,
    position: z.int(),
    archivalCode: z.string(),
    title: z.string(),
    classCode: z.string(),
    carrier: z.enum(CARRIERS),
    grade: z.enum(GRADES),
    formedOn: DateView,
    transferDueOn: DateView.nullable(),
    /** Null for permanent. */
    periodYears: z.int().nullable(),
    pages: z.int().nullable(),
    objects: z.int(),
    sizeBytes: z.int(),
    state: z.enum(BATCH_ITEM_STATES),
    leaveReason: z.enum(BATCH_LEAVE_REASONS).nullable(),
    /** What the archive or a hold says against it. */
    remark: z.string().nullable(),
  })
  .meta({ id: 'BatchItem' })

/** One check of the sender (四性检测); `MANUAL_REVIEW` is left to a person and is never a pass. */
export const TransferCheckView = z
  .object({
    checkId: z.string(),
    nature: z.enum(NATURES),
    name: BilingualView,
    verdict: z.enum(CHECK_VERDICTS),
    evidence: z.string(),
  })
  .meta({ id: 'TransferCheck' })

export const PackageView = z
  .object({
    /** Its bytes: `/api/objects/{objectId}/content?disposition=attachment`; null once the package has gone. */
    objectId: IdSchema.nullable(),
    name: z.string(),
    sha256: Sha256View,
    sizeBytes: z.int(),
    payloadFiles: z.int(),
    payloadBytes: z.int(),
    packagedAt: InstantView,
    /** A record has left since it was made. */
    isStale: z.boolean(),
  })
  .meta({ id: 'TransferPackage' })

export const ReceiptView = z
  .object({
    number: z.string(),
    on: DateView,
    verdict: z.enum(RECEIPT_VERDICTS),
    reason: z.string().nullable(),
    /** Null while only the first of two persons has entered it. */
    receivedAt: InstantView.nullable(),
    enteredBy: PersonRefView.nullable(),
  })
  .meta({ id: 'TransferReceipt' })

export const BatchDetailView = BatchSummaryView.extend({
  version: z.int(),
  stages: z.array(PathStepView),
  items: z.array(BatchItemView),
  sealedAt: InstantView.nullable(),
  sealedHash: Sha256View.nullable(),
  package: PackageView.nullable(),
  checks: z.array(TransferCheckView),
  checkedAt: InstantView.nullable(),
  sent: z
    .object({
      by: PersonRefView,
      at: InstantView,
      method: z.enum(SEND_METHODS),
      destination: z.string().nullable(),
      deliveredTo: z.string().nullable(),
    })
    .nullable(),
  receipt: ReceiptView.nullable(),
  /** Form F19 and the manifest of the package, kept as evidence. */
  papers: z.array(
    z.object({
      objectId: IdSchema,
      role: z.enum(['transfer-form', 'bag-manifest']),
      name: z.string(),
      sha256: Sha256View,
    }),
  ),
  abortReason: z.string().nullable(),
  myTaskId: IdSchema.nullable(),
  workflow: z.object({ id: z.string(), url: z.string().nullable() }),
  headHash: Sha256View,
  allowedActions: z.object({ receive: AllowedView }),
}).meta({ id: 'BatchDetail' })
export type BatchDetailView = z.output<typeof BatchDetailView>

export const CompileBatchInput = z
  .strictObject({ title: z.string().trim().min(1).max(200), recordIds: z.array(IdSchema).min(1).max(10_000) })
  .meta({ id: 'CompileBatch' })
export const CompiledBatchView = z
  .object({ batchId: IdSchema, number: z.string(), taskId: IdSchema.nullable() })
  .meta({ id: 'CompiledBatch' })

/** The archive's own answer, for its service principal. */
export const ReceiptInput = z
  .strictObject({
    batchNumber: z.string().trim().min(1).max(40),
    packageSha256: Sha256View,
    number: z.string().trim().min(1).max(60),
    on: DateInput,
    verdict: z.enum(RECEIPT_VERDICTS),
    /** Needed for a return. */
    reason: ReasonInput.optional(),
    differences: z
      .array(z.strictObject({ archivalCode: z.string().max(200), reason: ReasonInput }))
      .max(10_000)
      .default([]),
  })
  .meta({ id: 'PostReceipt' })
export const BatchActView = z.object({ batchId: IdSchema, place: PlaceView }).meta({ id: 'BatchAct' })
