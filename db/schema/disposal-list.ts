import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { ItemOpinion, ListSample } from '#domain/state.ts'
import { APPRAISER_KINDS, GRADES, LEAVE_REASONS, LIST_ITEM_STATES } from '#domain/vocabulary.ts'
import { civilDate, id, instant, oneOf } from './columns.ts'
import { ofListedSubject } from './listed-subject.ts'

/** A list of due records of one fonds on its way through appraisal, approval and destruction (ADR 23). */
export const disposalList = pgTable(
  'disposal_list',
  {
    ...ofListedSubject(),
    registerHash: text('register_hash'),
    filingNumber: text('filing_number'),
    filedForRecordOn: civilDate('filed_for_record_on'),
    approvedBy: uuid('approved_by'),
    approvedAt: instant('approved_at'),
    coolingUntil: civilDate('cooling_until'),
    wakeOn: civilDate('wake_on'),
    executorId: uuid('executor_id'),
    witnessArchivesId: uuid('witness_archives_id'),
    witnessBusinessId: uuid('witness_business_id'),
    executionStartedAt: instant('execution_started_at'),
    executionFinishedAt: instant('execution_finished_at'),
    method: text('method'),
    destructionPlace: text('destruction_place'),
    destroyedOn: civilDate('destroyed_on'),
    certificateObjectId: uuid('certificate_object_id'),
    abortReason: text('abort_reason'),
    endedOn: civilDate('ended_on'),
    appointedGroups: text('appointed_groups').array().notNull(),
    samples: jsonb('samples').$type<readonly ListSample[]>().notNull().default([]),
    /** Of the classes of its items, kept by a trigger: whoever sees the list is granted all of them. */
    families: text('families')
      .array()
      .notNull()
      .default(sql`'{}'`),
  },
  (t) => [
    unique('disposal_list_number_once').on(t.number),
    index('disposal_list_fonds').on(t.fondsId, t.id),
    index('disposal_list_wake')
      .on(t.wakeOn, t.id)
      .where(sql`${t.endedOn} is null and ${t.wakeOn} is not null`),
    check('disposal_list_grade_known', oneOf(t.grade, GRADES)),
    check('disposal_list_approver_distinct', sql`${t.approvedBy} is distinct from ${t.compiledBy}`),
    check(
      'disposal_list_witnesses_distinct',
      sql`${t.witnessArchivesId} is null or ${t.witnessBusinessId} is null or ${t.witnessArchivesId} <> ${t.witnessBusinessId}`,
    ),
    check(
      'disposal_list_witnesses_took_no_other_part',
      sql`coalesce(${t.witnessArchivesId} not in (${t.compiledBy}, ${t.approvedBy}), true) and coalesce(${t.witnessBusinessId} not in (${t.compiledBy}, ${t.approvedBy}), true)`,
    ),
    check(
      'disposal_list_executor_distinct',
      sql`${t.executorId} is null or ${t.executorId} not in (${t.compiledBy}, ${t.approvedBy}, ${t.witnessArchivesId}, ${t.witnessBusinessId})`,
    ),
    check(
      'disposal_list_approved_in_order',
      sql`${t.approvedBy} is null or (${t.registerHash} is not null and ${t.filedForRecordOn} is not null)`,
    ),
  ],
)

export const disposalListItem = pgTable(
  'disposal_list_item',
  {
    id: id(),
    subjectId: uuid('subject_id')
      .notNull()
      .references(() => disposalList.id),
    recordId: uuid('record_id').notNull(),
    position: integer('position').notNull(),
    state: text('state', { enum: LIST_ITEM_STATES }).notNull(),
    leaveReason: text('leave_reason', { enum: LEAVE_REASONS }),
    archivalCode: text('archival_code').notNull(),
    title: text('title').notNull(),
    classCode: text('class_code').notNull(),
    formedOn: civilDate('formed_on').notNull(),
    retentionEndsOn: civilDate('retention_ends_on').notNull(),
    pages: integer('pages'),
    objects: integer('objects').notNull(),
    digests: text('digests').array().notNull(),
    destroyedAt: instant('destroyed_at'),
  },
  (t) => [
    unique('disposal_list_item_position').on(t.subjectId, t.position),
    unique('disposal_list_item_record').on(t.subjectId, t.recordId),
    index('disposal_list_item_of_record').on(t.recordId),
    check('disposal_list_item_state_known', oneOf(t.state, LIST_ITEM_STATES)),
    check('disposal_list_item_left_why', sql`(${t.state} = 'left') = (${t.leaveReason} is not null)`),
  ],
)

export const disposalOpinion = pgTable(
  'disposal_opinion',
  {
    id: id(),
    subjectId: uuid('subject_id')
      .notNull()
      .references(() => disposalList.id),
    personId: uuid('person_id').notNull(),
    appraiserKind: text('appraiser_kind', { enum: APPRAISER_KINDS }).notNull(),
    verdicts: jsonb('verdicts').$type<readonly ItemOpinion[]>().notNull(),
    givenAt: instant('given_at').notNull(),
  },
  (t) => [
    unique('disposal_opinion_one_each').on(t.subjectId, t.personId),
    unique('disposal_opinion_one_kind').on(t.subjectId, t.appraiserKind),
    check('disposal_opinion_kind_known', oneOf(t.appraiserKind, APPRAISER_KINDS)),
  ],
)

/** The permanent register: all that is left of a destroyed record. */
export const registerEntry = pgTable(
  'register_entry',
  {
    recordId: uuid('record_id').primaryKey(),
    listId: uuid('list_id').notNull(),
    archivalCode: text('archival_code').notNull(),
    title: text('title').notNull(),
    fondsId: uuid('fonds_id').notNull(),
    classCode: text('class_code').notNull(),
    formedOn: civilDate('formed_on').notNull(),
    retentionEndsOn: civilDate('retention_ends_on').notNull(),
    pages: integer('pages'),
    digests: text('digests').array().notNull(),
    destroyedAt: instant('destroyed_at').notNull(),
    destroyedOn: civilDate('destroyed_on').notNull(),
  },
  (t) => [
    index('register_entry_list').on(t.listId),
    index('register_entry_fonds').on(t.fondsId, t.destroyedOn),
  ],
)
