import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { ACCESS_GRANT_STATES, GRADES } from '#domain/vocabulary.ts'
import { civilDate, id, instant, oneOf } from './columns.ts'
import { person, unit } from './organisation.ts'

/** A wish to look at one record for some days, and what became of it. */
export const accessGrant = pgTable(
  'access_grant',
  {
    id: id(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    /** Null where the code names no record. */
    recordId: uuid('record_id'),
    code: text('code').notNull(),
    /** Of a class the unit that formed its records; null where one record is asked for, like the class. */
    unitId: uuid('unit_id').references(() => unit.id),
    classCode: text('class_code'),
    /** Both null: all years. */
    fromYear: integer('from_year'),
    toYear: integer('to_year'),
    days: integer('days').notNull(),
    purpose: text('purpose').notNull(),
    state: text('state', { enum: ACCESS_GRANT_STATES }).notNull(),
    askedAt: instant('asked_at').notNull(),
    askedOn: civilDate('asked_on').notNull(),
    /** Of the record when it was asked for; null where the code names none. */
    grade: text('grade', { enum: GRADES }),
    /** Whose deputies may decide without seeing the record. */
    deciderGroups: text('decider_groups')
      .array()
      .notNull()
      .default(sql`'{}'`),
    decidedBy: uuid('decided_by'),
    decidedAt: instant('decided_at'),
    /** Which event of the site; null until it is decided. */
    decidedSeq: integer('decided_seq'),
    reason: text('reason'),
    fromOn: civilDate('from_on'),
    toOn: civilDate('to_on'),
  },
  (t) => [
    index('access_grant_person').on(t.personId, t.id),
    index('access_grant_record').on(t.recordId),
    index('access_grant_unit').on(t.unitId),
    check('access_grant_state_known', oneOf(t.state, ACCESS_GRANT_STATES)),
    check('access_grant_two_persons', sql`${t.decidedBy} is null or ${t.decidedBy} <> ${t.personId}`),
    check(
      'access_grant_class_of_unit',
      sql`(${t.unitId} is null) = (${t.classCode} is null) and (${t.unitId} is null or ${t.recordId} is null)`,
    ),
    check(
      'access_grant_years',
      sql`(${t.fromYear} is null and ${t.toYear} is null) or (${t.unitId} is not null and coalesce(${t.fromYear} <= ${t.toYear}, false))`,
    ),
    check('access_grant_dated', sql`(${t.state} in ('granted', 'ended')) = (${t.toOn} is not null)`),
  ],
)
