import { sql } from 'drizzle-orm'
import { check, index, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { BULK_STATES, REDATING_VERDICTS } from '#domain/vocabulary.ts'
import { id, instant, oneOf } from './columns.ts'
import { scheduleVersion } from './rules.ts'

/** Work over all records of a schedule version, ordered by a person and done in the background. */
export const bulkJob = pgTable(
  'bulk_job',
  {
    id: id(),
    subjectId: uuid('subject_id')
      .notNull()
      .references(() => scheduleVersion.id),
    state: text('state', { enum: BULK_STATES }).notNull(),
    orderedBy: uuid('ordered_by').notNull(),
    orderedAt: instant('ordered_at').notNull(),
    /** Null while it has not ended. */
    finishedAt: instant('finished_at'),
    /** Records by verdict; null while it has not ended. */
    counts: jsonb('counts').$type<Readonly<Record<string, number>>>(),
  },
  (t) => [
    uniqueIndex('bulk_job_one_at_a_time')
      .on(t.subjectId)
      .where(sql`${t.state} <> 'finished'`),
    check('bulk_job_state_known', oneOf(t.state, BULK_STATES)),
  ],
)

/** What became of one record in a bulk work; the record's own events say the rest. */
export const bulkVerdict = pgTable(
  'bulk_verdict',
  {
    jobId: uuid('job_id')
      .notNull()
      .references(() => bulkJob.id),
    subjectId: uuid('subject_id').notNull(),
    verdict: text('verdict', { enum: REDATING_VERDICTS }).notNull(),
    at: instant('at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.jobId, t.subjectId] }),
    index('bulk_verdict_kind').on(t.jobId, t.verdict, t.subjectId),
    check('bulk_verdict_known', oneOf(t.verdict, REDATING_VERDICTS)),
  ],
)
