import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Applicant } from '#domain/state/givings.ts'
import {
  GIVING_APPROVALS,
  GIVING_ASKERS,
  GIVING_GROUNDS,
  GIVING_STATES,
  GIVING_WAYS,
  IDENTITY_PROOFS,
} from '#domain/vocabulary/givings.ts'
import { civilDate, id, instant, oneOf } from './columns.ts'
import { person } from './organisation.ts'
import { record } from './record.ts'

/** The register of what persons asked for of their own data at the window, and what they were given. */
export const giving = pgTable(
  'giving',
  {
    id: id(),
    subjectId: uuid('subject_id')
      .notNull()
      .references(() => record.id),
    year: integer('year').notNull(),
    number: integer('number').notNull(),
    way: text('way', { enum: GIVING_WAYS }).notNull(),
    asker: text('asker', { enum: GIVING_ASKERS }).notNull(),
    proof: text('proof', { enum: IDENTITY_PROOFS }).notNull(),
    approval: text('approval', { enum: GIVING_APPROVALS }).notNull(),
    state: text('state', { enum: GIVING_STATES }).notNull(),
    objectIds: uuid('object_ids').array().notNull(),
    /** Null once the record is destroyed. */
    applicant: jsonb('applicant').$type<Applicant>(),
    askedBy: uuid('asked_by')
      .notNull()
      .references(() => person.id),
    askedAt: instant('asked_at').notNull(),
    askedOn: civilDate('asked_on').notNull(),
    /** Null while nobody approved or refused it, like the three that follow; ground: of a refusal alone. */
    decidedBy: uuid('decided_by').references(() => person.id),
    decidedOn: civilDate('decided_on'),
    ground: text('ground', { enum: GIVING_GROUNDS }),
    reason: text('reason'),
    /** Null until it is given, like the day. */
    givenBy: uuid('given_by').references(() => person.id),
    givenOn: civilDate('given_on'),
  },
  (t) => [
    // A number stands once, and the register is read from its end.
    uniqueIndex('giving_number').on(t.year, t.number),
    index('giving_subject').on(t.subjectId),
    // What waits for a second person.
    index('giving_asked')
      .on(t.id)
      .where(sql`${t.state} = 'asked'`),
    check('giving_way_known', oneOf(t.way, GIVING_WAYS)),
    check('giving_asker_known', oneOf(t.asker, GIVING_ASKERS)),
    check('giving_proof_known', oneOf(t.proof, IDENTITY_PROOFS)),
    check('giving_approval_known', oneOf(t.approval, GIVING_APPROVALS)),
    check('giving_state_known', oneOf(t.state, GIVING_STATES)),
    check('giving_refused_says_why', sql`(${t.state} = 'refused') = (${t.ground} is not null)`),
    check('giving_given_by_somebody', sql`(${t.state} = 'given') = (${t.givenBy} is not null)`),
    check('giving_two_persons', sql`${t.state} = 'refused' or ${t.decidedBy} <> ${t.askedBy}`),
  ],
)
