import { sql } from 'drizzle-orm'
import { CONVERSION_MOMENTS } from '#domain/archive-formats.ts'
import {
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uuid,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core'
import type { WorkingDayRow } from '#domain/working-days.ts'
import { CADENCES, CASE_STATES, SCHEME_STATES } from '#domain/vocabulary/structure.ts'
import { civilDate, id, oneOf } from './columns.ts'
import { person, unit } from './organisation.ts'

/** The working days of a year as a person entered them; the days in force are in `working_day_exception`. */
export const calendarYear = pgTable(
  'calendar_year',
  {
    id: id(),
    year: integer('year').notNull(),
    source: text('source').notNull(),
    days: jsonb('days').$type<readonly WorkingDayRow[]>().notNull(),
    setBy: uuid('set_by')
      .notNull()
      .references(() => person.id),
    setOn: civilDate('set_on').notNull(),
  },
  (t) => [
    unique('calendar_year_once').on(t.year),
    check('calendar_year_in_range', sql`${t.year} between 1949 and 2298`),
  ],
)

/** A list of archive formats as it was set; the newest is in force, and none means the one that the product comes with. */
export const archiveFormatList = pgTable(
  'archive_format_list',
  {
    id: id(),
    number: integer('number').notNull(),
    mediaTypes: text('media_types').array().notNull(),
    moment: text('moment', { enum: CONVERSION_MOMENTS }).notNull(),
    basis: text('basis').notNull(),
    setBy: uuid('set_by')
      .notNull()
      .references(() => person.id),
    setOn: civilDate('set_on').notNull(),
  },
  (t) => [
    unique('archive_format_list_once').on(t.number),
    check('archive_format_moment_known', oneOf(t.moment, CONVERSION_MOMENTS)),
    check('archive_format_list_not_empty', sql`cardinality(${t.mediaTypes}) > 0`),
  ],
)

/** A version of a classification scheme; never edited. Versions of one line follow each other, lines stand side by side. */
export const scheme = pgTable(
  'scheme',
  {
    id: id(),
    line: text('line').notNull(),
    version: text('version').notNull(),
    nameZh: text('name_zh').notNull(),
    nameEn: text('name_en').notNull(),
    state: text('state', { enum: SCHEME_STATES }).notNull(),
    effectiveOn: civilDate('effective_on').notNull(),
    /** Null while it is in force or has not begun. */
    endsOn: civilDate('ends_on'),
    authority: text('authority').notNull(),
    draftedBy: uuid('drafted_by')
      .notNull()
      .references(() => person.id),
    draftedOn: civilDate('drafted_on').notNull(),
    /** Null for a draft. */
    activatedBy: uuid('activated_by').references(() => person.id),
    activatedOn: civilDate('activated_on'),
  },
  (t) => [
    unique('scheme_version_once').on(t.line, t.version),
    check('scheme_state_known', oneOf(t.state, SCHEME_STATES)),
    check('scheme_two_persons', sql`coalesce(${t.draftedBy} <> ${t.activatedBy}, true)`),
    check('scheme_dates_in_order', sql`coalesce(${t.effectiveOn} <= ${t.endsOn}, true)`),
  ],
)

export const schemeClass = pgTable(
  'scheme_class',
  {
    id: id(),
    schemeId: uuid('scheme_id')
      .notNull()
      .references(() => scheme.id),
    code: text('code').notNull(),
    parentId: uuid('parent_id').references((): AnyPgColumn => schemeClass.id),
    nameZh: text('name_zh').notNull(),
    nameEn: text('name_en').notNull(),
    recordClasses: text('record_classes').array().notNull(),
    unitIds: uuid('unit_ids').array().notNull(),
  },
  (t) => [
    unique('scheme_class_code_once').on(t.schemeId, t.code),
    // Which classes of which schemes hold the records of a class of the schedules.
    index('scheme_class_holds').using('gin', t.recordClasses),
    check('scheme_class_not_its_own_parent', sql`coalesce(${t.parentId} <> ${t.id}, true)`),
  ],
)

/** How often a class is filed, from a day on. */
export const classCadence = pgTable(
  'class_cadence',
  {
    id: id(),
    schemeId: uuid('scheme_id')
      .notNull()
      .references(() => scheme.id),
    classId: uuid('class_id')
      .notNull()
      .references(() => schemeClass.id),
    cadence: text('cadence', { enum: CADENCES }).notNull(),
    fromOn: civilDate('from_on').notNull(),
    /** Null while it holds. */
    toOn: civilDate('to_on'),
    /** Working days after the close of a period; null: 30 June of the next year. */
    termDays: integer('term_days'),
    setOn: civilDate('set_on').notNull(),
  },
  (t) => [
    unique('class_cadence_from_once').on(t.classId, t.fromOn),
    index('class_cadence_scheme').on(t.schemeId),
    check('class_cadence_known', oneOf(t.cadence, CADENCES)),
    check('class_cadence_dates_in_order', sql`coalesce(${t.fromOn} <= ${t.toOn}, true)`),
  ],
)

/** What became of a class of an older version of the line. */
export const crosswalk = pgTable(
  'crosswalk',
  {
    id: id(),
    schemeId: uuid('scheme_id')
      .notNull()
      .references(() => scheme.id),
    fromClassId: uuid('from_class_id')
      .notNull()
      .references(() => schemeClass.id),
    toClassId: uuid('to_class_id')
      .notNull()
      .references(() => schemeClass.id),
    note: text('note').notNull(),
  },
  (t) => [
    unique('crosswalk_once').on(t.fromClassId, t.toClassId),
    index('crosswalk_to').on(t.toClassId),
    index('crosswalk_scheme').on(t.schemeId),
  ],
)

const period = {
  calendarId: uuid('calendar_id').notNull(),
  unitId: uuid('unit_id')
    .notNull()
    .references(() => unit.id),
  classId: uuid('class_id')
    .notNull()
    .references(() => schemeClass.id),
  fromOn: civilDate('from_on').notNull(),
  toOn: civilDate('to_on').notNull(),
  dueOn: civilDate('due_on').notNull(),
}

/** A unit's statement that a period of a class is filed. */
export const filingStatement = pgTable(
  'filing_statement',
  {
    id: id(),
    ...period,
    filedOn: civilDate('filed_on').notNull(),
    statedBy: uuid('stated_by')
      .notNull()
      .references(() => person.id),
    records: integer('records').notNull(),
    note: text('note').notNull(),
  },
  (t) => [
    unique('filing_statement_once').on(t.unitId, t.classId, t.fromOn),
    index('filing_statement_calendar').on(t.calendarId, t.toOn),
  ],
)

/** A period that was not filed in time. */
export const filingAlert = pgTable(
  'filing_alert',
  {
    id: id(),
    ...period,
    raisedOn: civilDate('raised_on').notNull(),
    /** The day on which it was filed after all; null while it is open. */
    closedOn: civilDate('closed_on'),
  },
  (t) => [
    unique('filing_alert_once').on(t.unitId, t.classId, t.fromOn),
    index('filing_alert_calendar').on(t.calendarId, t.toOn),
    // The open ones, for the list and the bell.
    index('filing_alert_open')
      .on(t.unitId, t.raisedOn)
      .where(sql`${t.closedOn} is null`),
  ],
)

/** Accountability for a late filing; closed by its correction, never deleted. */
export const accountabilityCase = pgTable(
  'accountability_case',
  {
    id: id(),
    number: text('number').notNull(),
    alertId: uuid('alert_id')
      .notNull()
      .references(() => filingAlert.id),
    ...period,
    state: text('state', { enum: CASE_STATES }).notNull(),
    headId: uuid('head_id')
      .notNull()
      .references(() => person.id),
    directId: uuid('direct_id')
      .notNull()
      .references(() => person.id),
    openedBy: uuid('opened_by')
      .notNull()
      .references(() => person.id),
    openedOn: civilDate('opened_on').notNull(),
    /** Null until the order to correct is given, like everything that follows. */
    orderText: text('order_text'),
    orderDueOn: civilDate('order_due_on'),
    orderedBy: uuid('ordered_by').references(() => person.id),
    orderedOn: civilDate('ordered_on'),
    reply: text('reply'),
    repliedBy: uuid('replied_by').references(() => person.id),
    repliedOn: civilDate('replied_on'),
    result: text('result'),
    closedBy: uuid('closed_by').references(() => person.id),
    closedOn: civilDate('closed_on'),
  },
  (t) => [
    unique('accountability_case_number_once').on(t.number),
    unique('accountability_case_alert_once').on(t.alertId),
    index('accountability_case_unit').on(t.unitId, t.openedOn),
    index('accountability_case_head').on(t.headId),
    index('accountability_case_direct').on(t.directId),
    check('accountability_case_state_known', oneOf(t.state, CASE_STATES)),
    check(
      'accountability_case_two_persons',
      sql`${t.headId} <> ${t.directId} and ${t.openedBy} not in (${t.headId}, ${t.directId})
        and coalesce(${t.closedBy} not in (${t.headId}, ${t.directId}), true)`,
    ),
  ],
)
