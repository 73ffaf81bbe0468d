import { sql } from 'drizzle-orm'
import { SECRECY_GRADES, STUB_ENDS } from '#domain/vocabulary/secrets.ts'
import { check, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { civilDate, id, oneOf } from './columns.ts'
import { fonds, person, unit } from './organisation.ts'
import { record } from './record.ts'

/** Codes that records bore before: each is found by it for ever. */
export const formerCode = pgTable(
  'former_code',
  {
    id: id(),
    subjectId: uuid('subject_id')
      .notNull()
      .references(() => record.id),
    code: text('code').notNull(),
    replacedBy: text('replaced_by').notNull(),
    reason: text('reason').notNull(),
    renumberedOn: civilDate('renumbered_on').notNull(),
    renumberedBy: uuid('renumbered_by')
      .notNull()
      .references(() => person.id),
  },
  (t) => [
    uniqueIndex('former_code_once').on(t.code),
    index('former_code_subject').on(t.subjectId),
    check('former_code_other', sql`${t.code} <> ${t.replacedBy}`),
  ],
)

const sequence = {
  /** Of the sequence's own history. */
  sequenceId: uuid('sequence_id').notNull(),
  fondsId: uuid('fonds_id')
    .notNull()
    .references(() => fonds.id),
  year: integer('year').notNull(),
  block: text('block').notNull(),
}

/** Numbers that only their holder uses: the counter passes over them. */
export const codeReservation = pgTable(
  'code_reservation',
  {
    id: id(),
    ...sequence,
    firstNumber: integer('first_number').notNull(),
    lastNumber: integer('last_number').notNull(),
    purpose: text('purpose').notNull(),
    holderUnitId: uuid('holder_unit_id')
      .notNull()
      .references(() => unit.id),
    reservedOn: civilDate('reserved_on').notNull(),
    reservedBy: uuid('reserved_by')
      .notNull()
      .references(() => person.id),
    /** Null while the numbers are kept back, like the two that follow. */
    releasedOn: civilDate('released_on'),
    releasedBy: uuid('released_by').references(() => person.id),
    releaseReason: text('release_reason'),
    /** What had been taken out of it when it was released: never given again. */
    usedNumbers: integer('used_numbers').array().notNull(),
  },
  (t) => [
    index('code_reservation_sequence').on(t.fondsId, t.year, t.block),
    index('code_reservation_history').on(t.sequenceId),
    check('code_reservation_span', sql`${t.firstNumber} >= 1 and ${t.lastNumber} >= ${t.firstNumber}`),
  ],
)

/** Why a number stands on nothing, in a person's words. */
export const codeExplanation = pgTable(
  'code_explanation',
  {
    id: id(),
    ...sequence,
    number: integer('number').notNull(),
    reason: text('reason').notNull(),
    explainedOn: civilDate('explained_on').notNull(),
    explainedBy: uuid('explained_by')
      .notNull()
      .references(() => person.id),
  },
  (t) => [
    index('code_explanation_sequence').on(t.fondsId, t.year, t.block, t.number),
    index('code_explanation_history').on(t.sequenceId),
  ],
)

/** That a classified file exists elsewhere. No column holds what it says, and none ever will. */
export const secretStub = pgTable(
  'secret_stub',
  {
    id: id(),
    ...sequence,
    classCode: text('class_code').notNull(),
    formingUnitId: uuid('forming_unit_id')
      .notNull()
      .references(() => unit.id),
    grade: text('grade', { enum: SECRECY_GRADES }).notNull(),
    /** Null: until its conditions for declassification are met. */
    secrecyYears: integer('secrecy_years'),
    custodyCode: text('custody_code').notNull(),
    /** Null where it has no code here, like the next. */
    number: integer('number'),
    code: text('code'),
    enteredBy: uuid('entered_by')
      .notNull()
      .references(() => person.id),
    enteredOn: civilDate('entered_on').notNull(),
    /** Null while it stands, like the three that follow. */
    endedAs: text('ended_as', { enum: STUB_ENDS }),
    endReference: text('end_reference'),
    endedBy: uuid('ended_by').references(() => person.id),
    endedOn: civilDate('ended_on'),
  },
  (t) => [
    // No code is given twice; a declassified file takes its own again, as a record.
    uniqueIndex('secret_stub_code_once')
      .on(t.code)
      .where(sql`${t.code} is not null and coalesce(${t.endedAs} in ('destroyed', 'transferred'), true)`),
    index('secret_stub_history').on(t.sequenceId),
    check('secret_stub_grade_known', oneOf(t.grade, SECRECY_GRADES)),
    check('secret_stub_end_known', sql`${t.endedAs} is null or ${oneOf(t.endedAs, STUB_ENDS)}`),
    check('secret_stub_two_persons', sql`${t.endedBy} is null or ${t.endedBy} <> ${t.enteredBy}`),
    check('secret_stub_custody_is_code', sql`${t.custodyCode} ~ '^[A-Za-z0-9][A-Za-z0-9./·-]{1,39}$'`),
  ],
)
