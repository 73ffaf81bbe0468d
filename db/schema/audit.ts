import { sql } from 'drizzle-orm'
import { bigint, check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { VERIFICATION_STATES } from '#domain/vocabulary.ts'
import { bytes, civilDate, id, instant, oneOf } from './columns.ts'

/** Signed heads of the site's log (RFC 6962), one a day on which something happened; append-only. Their copies lie in the evidence bucket. */
export const checkpoint = pgTable(
  'checkpoint',
  {
    /** 1, 2, 3 …; the next one says that nothing was left out. */
    number: integer('number').primaryKey(),
    on: civilDate('on_date').notNull(),
    treeSize: bigint('tree_size', { mode: 'number' }).notNull(),
    root: bytes('root').notNull(),
    /** Roots of the perfect subtrees, the largest first, 32 bytes each: all that the next checkpoint needs of the tree. */
    peaks: bytes('peaks').notNull(),
    /** Every event up to this position is a leaf; none below it can come any more. */
    throughPosition: bigint('through_position', { mode: 'number' }).notNull(),
    /** Ed25519, 32 bytes. */
    publicKey: bytes('public_key').notNull(),
    /** The signed text, byte for byte as its object in the evidence bucket. */
    note: text('note').notNull(),
    noteKey: text('note_key').notNull(),
    noteVersion: text('note_version'),
    /** The new leaves in words, so that a changed or missing event can be named. */
    leavesKey: text('leaves_key').notNull(),
    leavesVersion: text('leaves_version'),
    leavesSha256: text('leaves_sha256').notNull(),
    madeAt: instant('made_at').notNull().defaultNow(),
  },
  (t) => [
    // Finds the positions of a range of days without reading events.
    index('checkpoint_on').on(t.on, t.throughPosition),
    check('checkpoint_digests_long', sql`length(${t.root}) = 32 and length(${t.publicKey}) = 32`),
  ],
)

/** A verification of the whole site that somebody asked for: how far it has come and what it found. */
export const verificationRun = pgTable(
  'verification_run',
  {
    id: id(),
    askedBy: uuid('asked_by').notNull(),
    askedAt: instant('asked_at').notNull().defaultNow(),
    state: text('state', { enum: VERIFICATION_STATES }).notNull().default('running'),
    checked: integer('checked').notNull().default(0),
    /** Histories to check; null until they are counted. */
    total: integer('total'),
    events: integer('events').notNull().default(0),
    /** When its process last said that it works: one that says nothing for a while is gone. */
    touchedAt: instant('touched_at').notNull().defaultNow(),
    finishedAt: instant('finished_at'),
    /** What was found; null while it runs. */
    result: jsonb('result'),
  },
  (t) => [
    uniqueIndex('verification_run_one')
      .on(t.state)
      .where(sql`${t.state} = 'running'`),
    index('verification_run_asked').on(t.askedAt),
    check('verification_run_state_known', oneOf(t.state, VERIFICATION_STATES)),
  ],
)
