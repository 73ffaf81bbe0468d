import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { TRIGGER_EVENTS } from '#domain/schedule.ts'
import { JOB_KINDS, JOB_STATES, SUBJECT_KINDS, TASK_STATES, TRIGGER_STATES } from '#domain/vocabulary.ts'
import { civilDate, id, instant, oneOf } from './columns.ts'

/** One signature to be given by one person of a candidate group, read live when listed and claimed. */
export const task = pgTable(
  'task',
  {
    id: id(),
    subjectKind: text('subject_kind', { enum: SUBJECT_KINDS }).notNull(),
    subjectId: uuid('subject_id').notNull(),
    step: text('step').notNull(),
    slot: text('slot').notNull(),
    round: integer('round').notNull(),
    candidateGroup: text('candidate_group').notNull(),
    escalationGroup: text('escalation_group'),
    form: text('form').notNull(),
    state: text('state', { enum: TASK_STATES }).notNull(),
    assigneeId: uuid('assignee_id'),
    /** Who gave a claimed task to its present holder for a while; null where nobody did. */
    delegatedBy: uuid('delegated_by'),
    dueOn: civilDate('due_on').notNull(),
    openedAt: instant('opened_at').notNull(),
    claimedAt: instant('claimed_at'),
    completedAt: instant('completed_at'),
    completedBy: uuid('completed_by'),
    outcome: text('outcome'),
    remindedOn: civilDate('reminded_on'),
    escalations: integer('escalations').notNull(),
    lookOn: civilDate('look_on'),
  },
  (t) => [
    index('task_subject').on(t.subjectId, t.state),
    index('task_group_queue')
      .on(t.candidateGroup, t.dueOn, t.id)
      .where(sql`${t.state} in ('open', 'claimed')`),
    index('task_mine')
      .on(t.assigneeId, t.dueOn, t.id)
      .where(sql`${t.state} = 'claimed'`),
    index('task_done')
      .on(t.completedBy, t.completedAt, t.id)
      .where(sql`${t.state} = 'completed'`),
    index('task_look')
      .on(t.lookOn, t.id)
      .where(sql`${t.lookOn} is not null and ${t.state} in ('open', 'claimed')`),
    index('task_delegated')
      .on(t.delegatedBy, t.dueOn, t.id)
      .where(sql`${t.state} = 'claimed' and ${t.delegatedBy} is not null`),
    check('task_state_known', oneOf(t.state, TASK_STATES)),
    check('task_subject_known', oneOf(t.subjectKind, SUBJECT_KINDS)),
    check('task_claimed_by_someone', sql`${t.state} <> 'claimed' or ${t.assigneeId} is not null`),
    check('task_completed_by_someone', sql`(${t.state} = 'completed') = (${t.completedBy} is not null)`),
  ],
)

/** A machine's step or work beside it. After its retries it is an incident with an owner and a retry button. */
export const job = pgTable(
  'job',
  {
    id: id(),
    subjectKind: text('subject_kind', { enum: SUBJECT_KINDS }).notNull(),
    subjectId: uuid('subject_id').notNull(),
    kind: text('kind', { enum: JOB_KINDS }).notNull(),
    step: text('step'),
    placeVersion: integer('place_version').notNull(),
    state: text('state', { enum: JOB_STATES }).notNull(),
    attempts: integer('attempts').notNull(),
    errorCode: text('error_code'),
    errorDetail: text('error_detail'),
    ownerGroup: text('owner_group').notNull(),
    startedAt: instant('started_at').notNull(),
    finishedAt: instant('finished_at'),
  },
  (t) => [
    index('job_subject').on(t.subjectId, t.state),
    index('job_incident')
      .on(t.ownerGroup, t.startedAt)
      .where(sql`${t.state} = 'incident'`),
    check('job_state_known', oneOf(t.state, JOB_STATES)),
    check('job_kind_known', oneOf(t.kind, JOB_KINDS)),
  ],
)

/** An event with its own date that starts a record's clock; one person enters it, a second confirms. */
export const trigger = pgTable(
  'trigger',
  {
    id: id(),
    subjectId: uuid('subject_id').notNull(),
    kind: text('kind', { enum: TRIGGER_EVENTS }).notNull(),
    /** Which field or relation the rule names; null where it names none. */
    of: text('of_what'),
    on: civilDate('on_date').notNull(),
    evidence: text('evidence').notNull(),
    state: text('state', { enum: TRIGGER_STATES }).notNull(),
    enteredBy: uuid('entered_by').notNull(),
    enteredAt: instant('entered_at').notNull(),
    decidedBy: uuid('decided_by'),
    decidedAt: instant('decided_at'),
  },
  (t) => [
    index('trigger_subject').on(t.subjectId),
    check('trigger_kind_known', oneOf(t.kind, TRIGGER_EVENTS)),
    check(
      'trigger_two_persons',
      sql`${t.state} = 'entered' or (${t.decidedBy} is not null and ${t.decidedBy} <> ${t.enteredBy})`,
    ),
  ],
)
