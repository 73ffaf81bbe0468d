import { sql } from 'drizzle-orm'
import {
  bigint,
  bigserial,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { STREAM_KINDS, SUBJECT_KINDS } from '#domain/vocabulary.ts'
import { bytes, civilDate, id, instant, oneOf } from './columns.ts'

/** The ledger: append-only streams; hash = sha256(previous hash ‖ canonical JSON), per stream. */
export const event = pgTable(
  'event',
  {
    streamId: uuid('stream_id').notNull(),
    seq: integer('seq').notNull(),
    streamKind: text('stream_kind', { enum: STREAM_KINDS }).notNull(),
    type: text('type').notNull(),
    actorId: uuid('actor_id').notNull(),
    /** Canonical JSON (RFC 8785) as it was hashed; text, because jsonb orders keys its own way. */
    canonical: text('canonical').notNull(),
    hash: bytes('hash').notNull(),
    /** Order of commits for readers: read below the oldest running transaction. */
    position: bigserial('position', { mode: 'number' }).notNull(),
    transaction: bigint('transaction', { mode: 'number' })
      .notNull()
      .default(sql`(pg_current_xact_id()::text)::bigint`),
  },
  (t) => [
    primaryKey({ columns: [t.streamId, t.seq] }),
    uniqueIndex('event_position').on(t.position),
    // The bell: what was given to a person, and where they are named.
    index('event_given_to')
      .on(sql`(${t.canonical}::jsonb->'data'->>'to')`, t.position)
      .where(sql`${t.type} in ('task.delegated', 'task.reassigned', 'task.handed-back')`),
    index('event_comment')
      .on(t.position)
      .where(sql`${t.type} = 'comment.added'`),
    check('event_stream_kind_known', oneOf(t.streamKind, STREAM_KINDS)),
  ],
)

/** Personal values of events; the ledger holds sha256(salt ‖ value). Erased with the record. */
export const eventPrivate = pgTable(
  'event_private',
  {
    streamId: uuid('stream_id').notNull(),
    seq: integer('seq').notNull(),
    field: text('field').notNull(),
    /** Null once erased. */
    salt: text('salt'),
    value: text('value'),
  },
  (t) => [primaryKey({ columns: [t.streamId, t.seq, t.field] })],
)

/** Every accepted act: same key and body is answered again, same key and other body is refused. */
export const command = pgTable(
  'command',
  {
    principalId: uuid('principal_id').notNull(),
    key: text('key').notNull(),
    id: uuid('id').notNull(),
    name: text('name').notNull(),
    bodyHash: text('body_hash').notNull(),
    answer: jsonb('answer').notNull(),
    acceptedAt: instant('accepted_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.principalId, t.key] })],
)

/** What Temporal has not been told yet; a row goes only after Temporal acknowledged it. */
export const outbox = pgTable(
  'outbox',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    subjectKind: text('subject_kind', { enum: [...SUBJECT_KINDS, 'job', 'import'] }).notNull(),
    subjectId: uuid('subject_id').notNull(),
    seq: integer('seq').notNull(),
    traceId: text('trace_id'),
    queuedAt: instant('queued_at').notNull().defaultNow(),
    /**
     * When Temporal is to be told: acts that leave no work for a machine rest for a moment, so that a run of them is told once, and come
     * after those that do not. Null: in a lane of its own, for whoever has nobody waiting (records of a backlog).
     */
    dueAt: instant('due_at').defaultNow(),
  },
  (t) => [
    index('outbox_subject').on(t.subjectId, t.id),
    index('outbox_pressing')
      .on(t.subjectId)
      .where(sql`due_at <= queued_at`),
  ],
)

/** Views, downloads, searches for a person and refusals, with purpose. Kept as long as the law asks. */
export const accessLog = pgTable(
  'access_log',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    at: instant('at').notNull().defaultNow(),
    on: civilDate('on_date').notNull(),
    /** Null for a principal that could not be named, such as a failed sign-in. */
    personId: uuid('person_id'),
    action: text('action').notNull(),
    /** `ok`, or the problem code of the refusal. */
    result: text('result').notNull(),
    subjectKind: text('subject_kind'),
    subjectId: uuid('subject_id'),
    detail: text('detail'),
    traceId: text('trace_id'),
    /** What a person's file was opened for; null where nothing needs to be said. */
    purpose: text('purpose'),
  },
  (t) => [index('access_log_subject').on(t.subjectId, t.id), index('access_log_person').on(t.personId, t.id)],
)

/** What the probe of an object store showed, per store and version. */
export const storeProbe = pgTable('store_probe', {
  id: id(),
  cacheKey: text('cache_key').notNull().unique('store_probe_once'),
  passed: integer('passed').notNull(),
  failed: integer('failed').notNull(),
  report: jsonb('report').notNull(),
  probedAt: instant('probed_at').notNull().defaultNow(),
})
