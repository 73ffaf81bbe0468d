import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Definition } from '#domain/lifecycle.ts'
import type { ScheduleRow } from '#domain/schedule.ts'
import { SCHEDULE_STATES } from '#domain/vocabulary.ts'
import { civilDate, id, instant, oneOf } from './columns.ts'

/** A version of a retention schedule (保管期限表); never edited once active. */
export const scheduleVersion = pgTable(
  'schedule_version',
  {
    id: id(),
    schedule: text('schedule').notNull(),
    version: text('version').notNull(),
    state: text('state', { enum: SCHEDULE_STATES }).notNull(),
    effectiveOn: civilDate('effective_on').notNull(),
    sha256: text('sha256').notNull(),
    loadedAt: instant('loaded_at').notNull().defaultNow(),
    /** Of its stream in the ledger; 0 for one that came with the product and that nobody has touched yet. */
    streamVersion: integer('stream_version').notNull().default(0),
    headHash: text('head_hash').notNull().default(''),
    /** Null for one that came with the product. */
    basedOnId: uuid('based_on_id'),
    editors: uuid('editors')
      .array()
      .notNull()
      .default(sql`'{}'`),
    draftedAt: instant('drafted_at'),
    reviewedBy: uuid('reviewed_by'),
    reviewedAt: instant('reviewed_at'),
    approvedBy: uuid('approved_by'),
    approvedAt: instant('approved_at'),
    activatedBy: uuid('activated_by'),
    activatedAt: instant('activated_at'),
    /** Null while it is not superseded. */
    supersededOn: civilDate('superseded_on'),
    /** Consent of the archives administration; null for one that came with the product. */
    consentAuthority: text('consent_authority'),
    consentNumber: text('consent_number'),
    consentOn: civilDate('consent_on'),
  },
  (t) => [
    unique('schedule_version_once').on(t.schedule, t.version),
    check('schedule_state_known', oneOf(t.state, SCHEDULE_STATES)),
    check(
      'schedule_three_persons',
      sql`coalesce(${t.reviewedBy} <> ${t.approvedBy}, true) and coalesce(${t.reviewedBy} <> all(${t.editors}), true)
        and coalesce(${t.approvedBy} <> all(${t.editors}), true) and coalesce(${t.activatedBy} <> all(${t.editors}), true)`,
    ),
  ],
)

/** One row of a schedule version; a row marked [?] stays inactive until a person confirms it. */
export const scheduleRow = pgTable(
  'schedule_row',
  {
    scheduleVersionId: uuid('schedule_version_id')
      .notNull()
      .references(() => scheduleVersion.id),
    code: text('code').notNull(),
    rule: jsonb('rule').$type<ScheduleRow>().notNull(),
    isActive: boolean('is_active').notNull(),
    confidence: text('confidence').notNull(),
    source: text('source').notNull(),
    id: uuid('id').notNull().defaultRandom().unique('schedule_row_id'),
    /** Taken out of its draft again. */
    isRemoved: boolean('is_removed').notNull().default(false),
    /** Null where nobody had to confirm the row. */
    confirmedBy: uuid('confirmed_by'),
    confirmedAt: instant('confirmed_at'),
    confirmNote: text('confirm_note'),
  },
  (t) => [primaryKey({ columns: [t.scheduleVersionId, t.code] })],
)

/** A class of the scheme: its name, how its archival codes begin, and the schedule that governs it. */
export const recordClass = pgTable(
  'record_class',
  {
    code: text('code').primaryKey(),
    nameZh: text('name_zh').notNull(),
    nameEn: text('name_en'),
    family: text('family').notNull(),
    /** Category and level parts of the archival code before the year, for example ZY, SY, DY. Null: no rule yet, filing is refused. */
    codeParts: text('code_parts').array(),
    scheduleVersionId: uuid('schedule_version_id')
      .notNull()
      .references(() => scheduleVersion.id),
    isActive: boolean('is_active').notNull(),
  },
  (t) => [index('record_class_schedule').on(t.scheduleVersionId)],
)

/** A version of a lifecycle definition; immutable, pinned by the records that started with it. */
export const definition = pgTable(
  'definition',
  {
    id: id(),
    key: text('key').notNull(),
    version: integer('version').notNull(),
    document: jsonb('document').$type<Definition>().notNull(),
    sha256: text('sha256').notNull(),
    loadedAt: instant('loaded_at').notNull().defaultNow(),
  },
  (t) => [unique('definition_version_once').on(t.key, t.version)],
)

/** The next number of a class block within a fonds; guarded in the commit of the filing, never reused. */
export const codeCounter = pgTable(
  'code_counter',
  {
    fondsId: uuid('fonds_id').notNull(),
    year: integer('year').notNull(),
    block: text('block').notNull(),
    next: integer('next').notNull(),
    /** Raised by each reservation of numbers and each release. */
    epoch: integer('epoch').notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.fondsId, t.year, t.block] })],
)

/** A version of a table of rules that came with the product, such as the metadata scheme; the newest of a key is in force. */
export const referenceTable = pgTable(
  'reference_table',
  {
    key: text('key').notNull(),
    version: integer('version').notNull(),
    document: jsonb('document').notNull(),
    sha256: text('sha256').notNull(),
    loadedAt: instant('loaded_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.key, t.version] })],
)
