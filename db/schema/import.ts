import { sql } from 'drizzle-orm'
import { bigint, check, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { ImportMapping } from '#domain/import-columns.ts'
import { TABLE_FAULTS_OF_IMPORT, type RowFault } from '#domain/import-faults.ts'
import type { ImportRow } from '#domain/import-row.ts'
import { CARRIERS, GRADES } from '#domain/vocabulary.ts'
import { DORMANCIES, IMPORT_FORMATS, IMPORT_STATES, IMPORT_VERDICTS } from '#domain/vocabulary/import.ts'
import { civilDate, id, instant, oneOf } from './columns.ts'
import { fonds, unit } from './organisation.ts'

/** An import of a backlog. A fold of its events; see domain/state/import. */
export const importBatch = pgTable(
  'import_batch',
  {
    id: id(),
    version: integer('version').notNull(),
    headHash: text('head_hash').notNull(),
    name: text('name').notNull(),
    state: text('state', { enum: IMPORT_STATES }).notNull(),
    format: text('format', { enum: IMPORT_FORMATS }).notNull(),
    fileName: text('file_name').notNull(),
    sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
    fileSha256: text('file_sha256').notNull(),
    uploadId: uuid('upload_id').notNull(),
    headers: text('headers').array().notNull(),
    mapping: jsonb('mapping').$type<ImportMapping>().notNull(),
    fondsId: uuid('fonds_id')
      .notNull()
      .references(() => fonds.id),
    formingUnitId: uuid('forming_unit_id')
      .notNull()
      .references(() => unit.id),
    custodyUnitId: uuid('custody_unit_id')
      .notNull()
      .references(() => unit.id),
    grade: text('grade', { enum: GRADES }).notNull(),
    /** Null: every row names its own. */
    classCode: text('class_code'),
    carrier: text('carrier', { enum: CARRIERS }).notNull(),
    dormancy: text('dormancy', { enum: DORMANCIES }).notNull(),
    broughtBy: uuid('brought_by').notNull(),
    broughtAt: instant('brought_at').notNull(),
    broughtOn: civilDate('brought_on').notNull(),
    /** Null where it was brought in on a screen. */
    operator: text('operator'),
    /** Null while the table is read. */
    rowCount: integer('row_count'),
    goodRows: integer('good_rows'),
    checkDigest: text('check_digest'),
    /** Null unless the table cannot be read. */
    fileFault: text('file_fault', { enum: TABLE_FAULTS_OF_IMPORT }),
    approvedBy: uuid('approved_by'),
    approvedAt: instant('approved_at'),
    finishedAt: instant('finished_at'),
    counts: jsonb('counts').$type<Readonly<Record<string, number>>>(),
    withdrawnBy: uuid('withdrawn_by'),
    withdrawReason: text('withdraw_reason'),
    endedAt: instant('ended_at'),
    /** Of the classes that its table names, kept by triggers: whoever sees the import is granted all of them. */
    families: text('families')
      .array()
      .notNull()
      .default(sql`'{}'`),
  },
  (t) => [
    index('import_batch_newest').on(t.broughtAt, t.id),
    check('import_state_known', oneOf(t.state, IMPORT_STATES)),
    check('import_grade_known', oneOf(t.grade, GRADES)),
    check(
      'import_second_person',
      sql`${t.operator} is not null or ${t.approvedBy} is null or ${t.approvedBy} <> ${t.broughtBy}`,
    ),
  ],
)

/** A row of an import's table between its check and its record: work of the engine, no part of the ledger. */
export const importRow = pgTable(
  'import_row',
  {
    importId: uuid('import_id')
      .notNull()
      .references(() => importBatch.id),
    /** As a spreadsheet program counts: the header is row 1. */
    number: integer('number').notNull(),
    /** The id that its record has or would have. */
    recordId: uuid('record_id').notNull(),
    /** What the row says; null for a faulty one, and once the import has ended: it names persons. */
    row: jsonb('row').$type<ImportRow>(),
    /** Codes of faults and where they are, never what stands there; null for none. */
    faults: jsonb('faults').$type<readonly RowFault[]>(),
    /** The archival code that the table gives; null for none. */
    code: text('code'),
    reference: text('reference'),
    /** Null where the row names none that is known. */
    classCode: text('class_code'),
    /** Null while nothing became of it. */
    verdict: text('verdict', { enum: IMPORT_VERDICTS }),
  },
  (t) => [
    primaryKey({ columns: [t.importId, t.number] }),
    index('import_row_code').on(t.importId, t.code),
    index('import_row_record').on(t.recordId),
    // The next page of an import: those that became records are passed over, however many they are.
    index('import_row_pending')
      .on(t.importId, t.number)
      .where(sql`${t.verdict} is null`),
    index('import_row_faulty')
      .on(t.importId, t.number)
      .where(sql`${t.faults} is not null`),
    check('import_verdict_known', oneOf(t.verdict, IMPORT_VERDICTS)),
  ],
)
