import { z } from 'zod'
import { FIELD_KINDS } from '#domain/form-table.ts'
import { DEADLINE_STATES, TASK_STATES, TERM_ANSWERS, VERDICTS } from '#domain/vocabulary.ts'
import {
  AllowedView,
  BilingualView,
  DateInput,
  DateView,
  GroupView,
  IdSchema,
  PageQuery,
  pageOf,
  PathStepView,
  PersonRefView,
  PlaceView,
  ReasonInput,
  Sha256View,
  SubjectKindSchema,
  TotalView,
  TotpInput,
} from './common.ts'
import { DraftView } from './desk.ts'
import { ListItemView, ListSummaryView } from './disposal.ts'
import { EventView, RecordSummaryView } from './records.ts'
import { AssertionInput } from './security-keys.ts'
import { BatchSummaryView } from './transfer.ts'

export const TaskSummaryView = z
  .object({
    id: IdSchema,
    subjectKind: SubjectKindSchema,
    subjectId: IdSchema,
    step: z.string(),
    stepName: BilingualView,
    slot: z.string(),
    form: z.string(),
    title: z.string(),
    /** Archival code of a record, number of a list; null until it is filed. */
    code: z.string().nullable(),
    classCode: z.string().nullable(),
    unitName: BilingualView,
    dueOn: DateView,
    deadline: z.enum(DEADLINE_STATES),
    /** Civil days until `dueOn`; negative once it has passed. */
    daysLeft: z.int(),
    state: z.enum(TASK_STATES),
    assignee: PersonRefView.nullable(),
    isMine: z.boolean(),
    /** Who gave it to its holder for a while. */
    delegatedBy: PersonRefView.nullable(),
    candidateGroup: GroupView,
    needsSecondFactor: z.boolean(),
  })
  .meta({ id: 'TaskSummary' })
export type TaskSummaryView = z.output<typeof TaskSummaryView>
export const TaskPageView = pageOf(TaskSummaryView, 'TaskPage')

/** `delegated`: what I gave to others; `team`: what others of a unit hold whose head I am. */
export const TASK_VIEWS = ['mine', 'group', 'overdue', 'delegated', 'team', 'done'] as const
export const TasksQuery = PageQuery.extend({
  view: z.enum(TASK_VIEWS).default('mine'),
  step: z.string().max(60).optional(),
  /** Any part of title or code. */
  q: z.string().max(200).optional(),
  unitId: IdSchema.optional(),
  classCode: z.string().max(20).optional(),
  /** Due on this day or earlier. */
  dueUntil: DateInput.optional(),
})

/** Counted up to 1 000 each. */
export const TaskCountsView = z
  .object({
    mine: TotalView,
    group: TotalView,
    overdue: TotalView,
    delegated: TotalView,
    team: TotalView,
    doneToday: TotalView,
    incidents: TotalView,
  })
  .meta({ id: 'TaskCounts' })
export type TaskCountsView = z.output<typeof TaskCountsView>

export const FormFieldView = z
  .object({
    name: z.string(),
    kind: z.enum(FIELD_KINDS),
    zh: z.string(),
    en: z.string(),
    isRequired: z.boolean(),
    maxLength: z.int().optional(),
    min: z.int().optional(),
    max: z.int().optional(),
    choices: z.array(z.string()).optional(),
    source: z.string().optional(),
  })
  .meta({ id: 'FormField' })

export const FormSchemaView = z
  .object({ id: z.string(), title: BilingualView, fields: z.array(FormFieldView) })
  .meta({ id: 'FormSchema' })
export type FormSchemaView = z.output<typeof FormSchemaView>

export const FormValueSchema = z.union([z.string(), z.number(), z.boolean()])

export const OutcomeView = z
  .object({
    name: z.string(),
    label: BilingualView,
    /** A send-back: its form is `send-back` and asks for the reason. */
    isBack: z.boolean(),
    /** Ends the list or batch without doing anything to its records; also by the form `send-back`'s reason. */
    isRefusal: z.boolean(),
  })
  .meta({ id: 'Outcome' })
export type OutcomeView = z.output<typeof OutcomeView>

export const CheckView = z
  .object({
    code: z.string(),
    label: BilingualView,
    result: z.enum(['passed', 'failed', 'manual']),
    detail: BilingualView.nullable(),
  })
  .meta({ id: 'Check' })
export type CheckView = z.output<typeof CheckView>

export const TaskDetailView = TaskSummaryView.extend({
  formSchema: FormSchemaView,
  /** What is known already, for the fields of the form. */
  values: z.record(z.string(), FormValueSchema),
  outcomes: z.array(OutcomeView),
  whyMe: z.object({ role: GroupView.shape.role, unitName: BilingualView, candidates: z.int() }),
  place: PlaceView,
  path: z.array(PathStepView),
  /** One of the three is set, by `subjectKind`. */
  record: RecordSummaryView.nullable(),
  list: ListSummaryView.nullable(),
  batch: BatchSummaryView.nullable(),
  holds: z.int(),
  checks: z.array(CheckView),
  /** Newest last, what people did with it. */
  history: z.array(EventView),
  /** What is signed: for tasks of a list that need a second factor. */
  registerHash: Sha256View.nullable(),
  /** Items that need a verdict each: for opinions. */
  items: z.array(ListItemView).nullable(),
  /** The reader's own form begun and not sent. */
  draft: DraftView.nullable(),
  comments: z.int().min(0),
  allowedActions: z.object({
    claim: AllowedView,
    release: AllowedView,
    complete: AllowedView,
    delegate: AllowedView,
    takeBack: AllowedView,
    reassign: AllowedView,
  }),
}).meta({ id: 'TaskDetail' })
export type TaskDetailView = z.output<typeof TaskDetailView>

export const VerdictInput = z
  .strictObject({
    recordId: IdSchema,
    verdict: z.enum(VERDICTS),
    years: z.int().min(1).max(300).optional(),
    reason: ReasonInput.optional(),
  })
  .meta({ id: 'Verdict' })

export const TermAnswerInput = z
  .strictObject({ recordId: IdSchema, answer: z.enum(TERM_ANSWERS), reason: ReasonInput.optional() })
  .meta({ id: 'TermAnswer' })

export const CompleteTaskInput = z
  .strictObject({
    outcome: z.string().max(60),
    form: z.record(z.string().max(60), z.unknown()),
    verdicts: z.array(VerdictInput).max(10_000).optional(),
    answers: z.array(TermAnswerInput).max(10_000).optional(),
    /** Six digits, and the hash that the person saw when entering them. */
    totp: TotpInput.optional(),
    /** The answer of a security key instead, asked for by `factor-options` with the same hash. */
    assertion: AssertionInput.optional(),
    registerHash: Sha256View.optional(),
  })
  .meta({ id: 'CompleteTask' })

export const SignInput = z.strictObject({ registerHash: Sha256View }).meta({ id: 'SignRegister' })

export const TaskActView = z
  .object({
    taskId: IdSchema,
    subjectId: IdSchema,
    place: PlaceView,
    /** The next of the person's own tasks, in the order of the worklist. */
    nextTaskId: IdSchema.nullable(),
  })
  .meta({ id: 'TaskAct' })
export type TaskActView = z.output<typeof TaskActView>
