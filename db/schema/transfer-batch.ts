import { sql } from 'drizzle-orm'
import { bigint, check, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { TRANSFER_RECEIVERS } from '#domain/schedule.ts'
import {
  BATCH_ITEM_STATES,
  BATCH_LEAVE_REASONS,
  CARRIERS,
  CHECK_VERDICTS,
  GRADES,
  NATURES,
  OPENING_STATES,
  RECEIPT_VERDICTS,
  SEND_METHODS,
} from '#domain/vocabulary.ts'
import { civilDate, id, instant, oneOf } from './columns.ts'
import { ofListedSubject } from './listed-subject.ts'

const size = (name: string) => bigint(name, { mode: 'number' })

/** A batch of records of one fonds on its way to the archive that will keep them; see domain/state. */
export const transferBatch = pgTable(
  'transfer_batch',
  {
    ...ofListedSubject(),
    receiver: text('receiver', { enum: TRANSFER_RECEIVERS }).notNull(),
    packageObjectId: uuid('package_object_id'),
    packageSha256: text('package_sha256'),
    packageBytes: size('package_bytes'),
    payloadFiles: integer('payload_files'),
    payloadBytes: size('payload_bytes'),
    packagedHash: text('packaged_hash'),
    packagedAt: instant('packaged_at'),
    checkedAt: instant('checked_at'),
    sentBy: uuid('sent_by'),
    sentAt: instant('sent_at'),
    sendMethod: text('send_method', { enum: SEND_METHODS }),
    destination: text('destination'),
    deliveredTo: text('delivered_to'),
    receiptEnteredBy: uuid('receipt_entered_by'),
    receiptNumber: text('receipt_number'),
    receiptOn: civilDate('receipt_on'),
    receiptVerdict: text('receipt_verdict', { enum: RECEIPT_VERDICTS }),
    receiptReason: text('receipt_reason'),
    receivedAt: instant('received_at'),
    abortReason: text('abort_reason'),
    wakeOn: civilDate('wake_on'),
    endedOn: civilDate('ended_on'),
    appointedGroups: text('appointed_groups').array().notNull(),
    /** Of the classes of its items, kept by a trigger: whoever sees the batch is granted all of them. */
    families: text('families')
      .array()
      .notNull()
      .default(sql`'{}'`),
  },
  (t) => [
    unique('transfer_batch_number_once').on(t.number),
    index('transfer_batch_fonds').on(t.fondsId, t.id),
    index('transfer_batch_wake')
      .on(t.wakeOn, t.id)
      .where(sql`${t.endedOn} is null and ${t.wakeOn} is not null`),
    check('transfer_batch_grade_known', oneOf(t.grade, GRADES)),
    check('transfer_batch_receiver_known', oneOf(t.receiver, TRANSFER_RECEIVERS)),
    check('transfer_batch_method_known', oneOf(t.sendMethod, SEND_METHODS)),
    check('transfer_batch_verdict_known', oneOf(t.receiptVerdict, RECEIPT_VERDICTS)),
    check(
      'transfer_batch_sent_checked',
      sql`${t.sentAt} is null or (${t.sealedHash} is not null and ${t.packageSha256} is not null)`,
    ),
    check('transfer_batch_received_sent', sql`${t.receivedAt} is null or ${t.sentAt} is not null`),
  ],
)

export const transferBatchItem = pgTable(
  'transfer_batch_item',
  {
    id: id(),
    subjectId: uuid('subject_id')
      .notNull()
      .references(() => transferBatch.id),
    recordId: uuid('record_id').notNull(),
    position: integer('position').notNull(),
    state: text('state', { enum: BATCH_ITEM_STATES }).notNull(),
    leaveReason: text('leave_reason', { enum: BATCH_LEAVE_REASONS }),
    remark: text('remark'),
    archivalCode: text('archival_code').notNull(),
    title: text('title').notNull(),
    classCode: text('class_code').notNull(),
    carrier: text('carrier', { enum: CARRIERS }).notNull(),
    grade: text('grade', { enum: GRADES }).notNull(),
    formingUnitId: uuid('forming_unit_id').notNull(),
    formedOn: civilDate('formed_on').notNull(),
    transferDueOn: civilDate('transfer_due_on'),
    periodYears: integer('period_years'),
    openingState: text('opening_state', { enum: OPENING_STATES }),
    pages: integer('pages'),
    objects: integer('objects').notNull(),
    sizeBytes: size('size_bytes').notNull(),
    digests: text('digests').array().notNull(),
  },
  (t) => [
    unique('transfer_batch_item_position').on(t.subjectId, t.position),
    unique('transfer_batch_item_record').on(t.subjectId, t.recordId),
    index('transfer_batch_item_of_record').on(t.recordId),
    check('transfer_batch_item_state_known', oneOf(t.state, BATCH_ITEM_STATES)),
    check('transfer_batch_item_left_why', sql`(${t.state} = 'left') = (${t.leaveReason} is not null)`),
  ],
)

/** The sender's four-nature check (四性检测) of each round's package. */
export const transferCheck = pgTable(
  'transfer_check',
  {
    id: id(),
    subjectId: uuid('subject_id')
      .notNull()
      .references(() => transferBatch.id),
    packageSha256: text('package_sha256').notNull(),
    checkId: text('check_id').notNull(),
    nature: text('nature', { enum: NATURES }).notNull(),
    verdict: text('verdict', { enum: CHECK_VERDICTS }).notNull(),
    evidence: text('evidence').notNull(),
    checkedAt: instant('checked_at').notNull(),
  },
  (t) => [
    index('transfer_check_batch').on(t.subjectId, t.checkId),
    check('transfer_check_nature_known', oneOf(t.nature, NATURES)),
    check('transfer_check_verdict_known', oneOf(t.verdict, CHECK_VERDICTS)),
  ],
)
