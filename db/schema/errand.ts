import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { AskedErrand, ErrandRefusal, ErrandResult } from '#domain/errands.ts'
import { ERRAND_KINDS, ERRAND_STATES } from '#domain/vocabulary/errands.ts'
import { id, instant, oneOf } from './columns.ts'
import { person } from './organisation.ts'

/** What a person asked a machine to make and that changes no record. Its owner alone sees it; it goes with what was made after a day. */
export const errand = pgTable(
  'errand',
  {
    id: id(),
    askedBy: uuid('asked_by')
      .notNull()
      .references(() => person.id),
    kind: text('kind', { enum: ERRAND_KINDS }).notNull(),
    asked: jsonb('asked').$type<AskedErrand>().notNull(),
    askedAt: instant('asked_at').notNull().defaultNow(),
    state: text('state', { enum: ERRAND_STATES }).notNull().default('waiting'),
    attempts: integer('attempts').notNull().default(0),
    /** Parts that are made. */
    done: integer('done').notNull().default(0),
    /** Parts to make; null until they are counted. */
    total: integer('total'),
    /** When its worker last said that it works: one that says nothing for a while is gone. */
    touchedAt: instant('touched_at').notNull().defaultNow(),
    /** What was made; null until then. */
    result: jsonb('result').$type<ErrandResult>(),
    /** Why nothing was made; null otherwise. */
    refusal: jsonb('refusal').$type<ErrandRefusal>(),
  },
  (t) => [
    // What waits is taken in its order.
    index('errand_open')
      .on(t.askedAt)
      .where(sql`${t.state} in ('waiting', 'working')`),
    index('errand_asked_by').on(t.askedBy),
    check('errand_kind_known', oneOf(t.kind, ERRAND_KINDS)),
    check('errand_state_known', oneOf(t.state, ERRAND_STATES)),
    check('errand_done_has_result', sql`(${t.state} = 'done') = (${t.result} is not null)`),
    check('errand_refused_says_why', sql`(${t.state} = 'refused') = (${t.refusal} is not null)`),
  ],
)
