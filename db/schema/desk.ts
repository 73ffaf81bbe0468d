import { sql } from 'drizzle-orm'
import { bigint, check, index, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { SAVED_SCREENS } from '#domain/vocabulary.ts'
import { civilDate, id, instant, oneOf } from './columns.ts'
import { person, post } from './organisation.ts'

/** A form begun and not sent. Its owner alone sees it; it goes when the task ends, or after ninety days. */
export const taskDraft = pgTable(
  'task_draft',
  {
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    taskId: uuid('task_id').notNull(),
    values: jsonb('values').notNull(),
    savedAt: instant('saved_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.taskId] }),
    index('task_draft_task').on(t.taskId),
    index('task_draft_age').on(t.savedAt),
  ],
)

/** Filters of a screen under a name, kept for one person. */
export const savedView = pgTable(
  'saved_view',
  {
    id: id(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    screen: text('screen', { enum: SAVED_SCREENS }).notNull(),
    name: text('name').notNull(),
    /** The search of the address, as the screen reads it. */
    search: jsonb('search').notNull(),
    savedAt: instant('saved_at').notNull().defaultNow(),
  },
  (t) => [
    unique('saved_view_name_once').on(t.personId, t.screen, t.name),
    check('saved_view_screen_known', oneOf(t.screen, SAVED_SCREENS)),
  ],
)

/** What was answered to a write on one's own desk, by its key: sent again it is answered again. Kept for a week. */
export const deskAnswer = pgTable(
  'desk_answer',
  {
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    key: text('key').notNull(),
    /** SHA-256 of what was said, hex. */
    bodyHash: text('body_hash').notNull(),
    /** Null within the transaction that writes alone. */
    answer: jsonb('answer'),
    answeredAt: instant('answered_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.key] }), index('desk_answer_age').on(t.answeredAt)],
)

/** How far a person has read what the ledger tells them; single notices read beyond that stand in `notice_read`. */
export const noticeMark = pgTable('notice_mark', {
  personId: uuid('person_id')
    .primaryKey()
    .references(() => person.id),
  position: bigint('position', { mode: 'number' }).notNull(),
})

export const noticeRead = pgTable(
  'notice_read',
  {
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    position: bigint('position', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.position] })],
)

/** Who acts for the holder of a post, from date to date. What they may do is read live; duties are judged on the natural person. */
export const deputy = pgTable(
  'deputy',
  {
    id: id(),
    postId: uuid('post_id')
      .notNull()
      .references(() => post.id),
    /** The holder of the post, who named the deputy. */
    principalId: uuid('principal_id')
      .notNull()
      .references(() => person.id),
    deputyId: uuid('deputy_id')
      .notNull()
      .references(() => person.id),
    fromOn: civilDate('from_on').notNull(),
    toOn: civilDate('to_on').notNull(),
    /** Null while it stands; an appointment that was ended early gives nothing any more. */
    endedAt: instant('ended_at'),
  },
  (t) => [
    index('deputy_person')
      .on(t.deputyId, t.fromOn)
      .where(sql`${t.endedAt} is null`),
    index('deputy_post').on(t.postId),
    index('deputy_principal').on(t.principalId),
    check('deputy_is_another', sql`${t.deputyId} <> ${t.principalId}`),
    check('deputy_dates', sql`${t.toOn} >= ${t.fromOn}`),
  ],
)
