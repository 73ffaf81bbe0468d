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
  },
  (t) => [
    unique('schedule_version_once').on(t.schedule, t.version),
    check('schedule_state_known', oneOf(t.state, SCHEDULE_STATES)),
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
  },
  (t) => [primaryKey({ columns: [t.fondsId, t.year, t.block] })],
)
