import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { HOLD_JOININGS, HOLD_SCOPES, HOLD_WORKS, LIFT_EXTENTS } from '#domain/vocabulary/holds.ts'
import { HOLD_STATES } from '#domain/vocabulary.ts'
import { civilDate, id, instant, oneOf } from './columns.ts'
import { unit } from './organisation.ts'
import { record } from './record.ts'
import { recordClass } from './rules.ts'

/** A hold on a class or a file, which covers whatever is in it, now and later. It never changes a due date. */
export const standingHold = pgTable(
  'standing_hold',
  {
    id: id(),
    version: integer('version').notNull(),
    headHash: text('head_hash').notNull(),
    scopeKind: text('scope_kind', { enum: HOLD_SCOPES }).notNull(),
    /** Null for a file. */
    classCode: text('class_code').references(() => recordClass.code),
    /** Family of the class, by which it is seen; null for a file. */
    family: text('family'),
    /** Who formed the records; null for a class of the whole site, and for a file. */
    unitId: uuid('unit_id').references(() => unit.id),
    /** Null for a class. */
    recordId: uuid('record_id').references(() => record.id),
    state: text('state', { enum: HOLD_STATES }).notNull(),
    reason: text('reason').notNull(),
    authority: text('authority').notNull(),
    reviewOn: civilDate('review_on').notNull(),
    placedBy: uuid('placed_by').notNull(),
    placedAt: instant('placed_at').notNull(),
    placedOn: civilDate('placed_on').notNull(),
    /** What the engine still does to its records; null when there is nothing. */
    work: text('work', { enum: HOLD_WORKS }),
    /** The job that does it, or did the last. */
    workId: uuid('work_id').notNull(),
    /** Members of the day on which it was placed that it was put on; null until all were looked at. */
    coveredRecords: integer('covered_records'),
    liftProposedBy: uuid('lift_proposed_by'),
    liftReason: text('lift_reason'),
    /** What the lifting frees; null where none was proposed. */
    liftExtent: text('lift_extent', { enum: LIFT_EXTENTS }),
    liftedBy: uuid('lifted_by'),
    /** Null while it stands. */
    liftedAt: instant('lifted_at'),
  },
  (t) => [
    index('standing_hold_review').on(t.reviewOn, t.id),
    index('standing_hold_unit').on(t.unitId),
    index('standing_hold_class').on(t.classCode),
    index('standing_hold_record').on(t.recordId),
    // What waits for a second person.
    index('standing_hold_lift_proposed')
      .on(t.id)
      .where(sql`${t.state} = 'lift-proposed'`),
    uniqueIndex('standing_hold_work').on(t.workId),
    check('standing_hold_state_known', oneOf(t.state, HOLD_STATES)),
    check(
      'standing_hold_scope',
      sql`case ${t.scopeKind} when 'class' then ${t.classCode} is not null and ${t.family} is not null and ${t.recordId} is null
        when 'file' then ${t.recordId} is not null and ${t.classCode} is null and ${t.unitId} is null else false end`,
    ),
    check('standing_hold_work_known', oneOf(t.work, HOLD_WORKS)),
    // Null in a check passes: who proposed and who confirmed must both be there.
    check(
      'standing_hold_lifted_by_two',
      sql`(${t.state} <> 'lifted' and ${t.work} is distinct from 'releasing')
        or (${t.liftedBy} is not null and ${t.liftProposedBy} is not null and ${t.liftedBy} <> ${t.liftProposedBy})`,
    ),
  ],
)

/** A stop on disposal (暂停处置). It never changes a due date. */
export const hold = pgTable(
  'hold',
  {
    id: id(),
    subjectId: uuid('subject_id').notNull(),
    state: text('state', { enum: HOLD_STATES }).notNull(),
    reason: text('reason').notNull(),
    authority: text('authority').notNull(),
    placedBy: uuid('placed_by').notNull(),
    placedAt: instant('placed_at').notNull(),
    placedOn: civilDate('placed_on').notNull(),
    reviewOn: civilDate('review_on').notNull(),
    liftProposedBy: uuid('lift_proposed_by'),
    liftReason: text('lift_reason'),
    liftedBy: uuid('lifted_by'),
    liftedAt: instant('lifted_at'),
    /** The standing hold that it is a part of; null for one that was placed on this record alone. */
    standingId: uuid('standing_id').references(() => standingHold.id),
    /** How the record came under that; null for one that was placed on this record alone. */
    joining: text('joining', { enum: HOLD_JOININGS }),
  },
  (t) => [
    index('hold_subject').on(t.subjectId),
    // The records under a standing hold, and once in it each.
    uniqueIndex('hold_of_standing')
      .on(t.standingId, t.subjectId)
      .where(sql`${t.state} <> 'lifted'`),
    check('hold_joining_known', oneOf(t.joining, HOLD_JOININGS)),
    check('hold_joined_by_standing', sql`(${t.standingId} is null) = (${t.joining} is null)`),
    index('hold_active')
      .on(t.reviewOn, t.id)
      .where(sql`${t.state} <> 'lifted'`),
    // What waits for a second person.
    index('hold_lift_proposed')
      .on(t.id)
      .where(sql`${t.state} = 'lift-proposed'`),
    // Null in a check passes: who proposed and who confirmed must both be there.
    check(
      'hold_lifted_by_two',
      sql`${t.state} <> 'lifted' or (${t.liftedBy} is not null and ${t.liftProposedBy} is not null and ${t.liftedBy} <> ${t.liftProposedBy})`,
    ),
  ],
)
