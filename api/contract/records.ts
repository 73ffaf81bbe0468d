import { z } from 'zod'
import { CONFIDENCES, CUT_OFFS, TRIGGER_EVENTS } from '#domain/schedule.ts'
import { START_FAULTS, START_SOURCES } from '#domain/starts.ts'
import { RETENTION_VERDICTS } from '#domain/explanation.ts'
import { CARRIERS, EVENT_TYPES, GRADES, LEVELS, VOLUMES } from '#domain/vocabulary.ts'
import { QUARANTINES } from '#domain/vocabulary/secrets.ts'
import {
  AllowedView,
  BilingualView,
  DateInput,
  DateView,
  IdSchema,
  InstantView,
  PageQuery,
  pageOf,
  PathStepView,
  PersonRefView,
  PlaceView,
  ReasonInput,
  Sha256View,
} from './common.ts'
import { TermProposalView } from './disposal.ts'
import { OwnRuleView } from './own-rule.ts'
import { FoundStubsView } from './secret-stubs.ts'
import { FormerCodeView } from './codes.ts'
import { HoldView } from './holds.ts'
import { SchemeCodeView } from './schemes.ts'
import { IncidentView } from './incidents.ts'
import { ObjectView } from './objects.ts'

export const RecordSummaryView = z
  .object({
    id: IdSchema,
    title: z.string(),
    /** Null until it is filed. */
    archivalCode: z.string().nullable(),
    level: z.enum(LEVELS),
    carrier: z.enum(CARRIERS),
    grade: z.enum(GRADES),
    classCode: z.string(),
    className: z.string(),
    unitId: IdSchema,
    unitName: BilingualView,
    formedOn: DateView,
    place: PlaceView,
    isHeld: z.boolean(),
    /** A task of it is past its deadline. */
    isOverdue: z.boolean(),
    retentionEndsOn: DateView.nullable(),
    /** Kept for ever by the schedule that it was filed under: it has no end. */
    isPermanent: z.boolean(),
    dueOn: DateView.nullable(),
    pages: z.int().nullable(),
    objects: z.int(),
    /** The disposal list on which it stands. */
    listId: IdSchema.nullable(),
  })
  .meta({ id: 'RecordSummary' })
export type RecordSummaryView = z.output<typeof RecordSummaryView>

export const RecordPageView = pageOf(RecordSummaryView, 'RecordPage')

/** Beside the records the stubs of classified files that the same filters mean. */
export const RecordListView = z
  .object({ ...RecordPageView.shape, stubs: FoundStubsView })
  .meta({ id: 'RecordList' })

export const RECORD_STATE_FILTERS = [
  'open',
  'held',
  'overdue',
  'kept',
  'unshelved',
  'due',
  'at-disposal',
  'ended',
] as const

export const RecordsQuery = PageQuery.extend({
  /** Any part of title or code, or of the text of its pages. */
  q: z.string().trim().max(200).optional(),
  /** The whole of it, also one that was replaced. */
  archivalCode: z.string().trim().min(1).max(200).optional(),
  state: z.enum(RECORD_STATE_FILTERS).optional(),
  /** The step of its definition at which it stands. */
  step: z.string().max(60).optional(),
  classCode: z.string().max(20).optional(),
  unitId: IdSchema.optional(),
  formedInYear: z.coerce.number().int().min(1900).max(2299).optional(),
  grade: z.enum(GRADES).optional(),
  /** Records that came by this import. */
  importId: IdSchema.optional(),
  /** What falls due in a period, both days included: for appraisal or for transfer, whichever comes first. */
  dueFrom: DateInput.optional(),
  dueTo: DateInput.optional(),
})

const TermView = z.union([z.literal('permanent'), z.int()]).nullable()

/** The arithmetic of a due date as it is drawn: what it starts from, and one step after another to the day. */
export const RetentionDrawingView = z
  .object({
    /** The version under which it was filed, for looking its row up. */
    scheduleVersionId: IdSchema,
    /** `formed`, `fiscal-year-end`, or the event or fact that starts the term. */
    trigger: z.string(),
    /** Which element of the metadata, or which relation, where the trigger is one of them. */
    triggerOf: z.string().nullable(),
    cutOff: z.enum(CUT_OFFS),
    /** What was counted, and what the row says where an appraisal made it longer; null: as other rows say. */
    term: TermView,
    scheduledTerm: TermView,
    isMinimumTerm: z.boolean(),
    /** `from` is null for what starts it, `years` for all but the term. */
    steps: z.array(
      z.object({
        kind: z.enum(['trigger', 'cut-off', 'term', 'by-hand', 'due']),
        from: DateView.nullable(),
        years: z.int().nullable(),
        to: DateView,
      }),
    ),
    /** Why there is no date, or what did not count. */
    reasons: z.object({ zh: z.array(z.string()), en: z.array(z.string()) }),
  })
  .meta({ id: 'RetentionDrawing' })
export type RetentionDrawingView = z.output<typeof RetentionDrawingView>

/** Each due date explained: rule, version, trigger, arithmetic, former dates. */
export const RetentionView = z
  .object({
    /** Null until the record has been filed: no schedule version is pinned. */
    verdict: z.enum(RETENTION_VERDICTS).nullable(),
    endsOn: DateView.nullable(),
    dueOn: DateView.nullable(),
    transferDueOn: DateView.nullable(),
    /** Since when the open succession of its fonds stops destruction and transfer, as a hold does; null: nothing is open. */
    frozenSince: DateView.nullable(),
    /** One thought a line, as `explain` of domain/explanation reads it aloud. */
    explanation: z.object({ zh: z.array(z.string()), en: z.array(z.string()) }),
    rule: z
      .object({
        code: z.string(),
        title: z.string(),
        source: z.string(),
        confidence: z.enum(CONFIDENCES),
        version: z.string(),
      })
      .nullable(),
    /** Rules of other classes that apply beside its own: the longest wins, or the verdict is `conflict`. */
    alsoRules: z.array(z.object({ code: z.string(), title: z.string(), source: z.string() })),
    /** Null until it has been filed. */
    drawing: RetentionDrawingView.nullable(),
    earlier: z.array(z.object({ endsOn: DateView, computedOn: DateView })),
    /** A last day that a person set by hand; null where there is none. */
    byHand: z
      .object({
        endsOn: DateView,
        reason: z.string(),
        setBy: PersonRefView,
        setOn: DateView,
        /** The rule asks for a later day by now, which counts instead. */
        isOvertaken: z.boolean(),
        lift: AllowedView,
      })
      .nullable(),
    /** Whether the reader may set a later day by hand. */
    setByHand: AllowedView,
    ownRule: OwnRuleView,
    /** What an appraiser proposes on the list where it is; it counts from a second person's word on. */
    proposal: TermProposalView.nullable(),
    /** What its rules wait for beside its formation, each with its own day, and what was entered of it. */
    triggers: z.array(
      z.object({
        kind: z.enum(TRIGGER_EVENTS),
        /** The field or the relation that the rule names; null where it names none. */
        of: z.string().nullable(),
        /** The field's name. */
        name: BilingualView.nullable(),
        /** The day that counts; null while none is known. */
        on: DateView.nullable(),
        /** Where the day stands, or would stand. */
        source: z.enum(START_SOURCES),
        /** Why the record's own data give no day. */
        why: z.enum([...START_FAULTS, 'in-future']).nullable(),
        /** The record on which it rests. */
        related: z.object({ id: IdSchema, archivalCode: z.string().nullable() }).nullable(),
        entered: z
          .object({
            eventId: z.string(),
            on: DateView,
            evidence: z.string(),
            enteredBy: PersonRefView,
            isConfirmed: z.boolean(),
            confirm: AllowedView,
            /** Classes into which its confirmation takes the record, the usual one first; empty where it stays in its class. */
            classes: z.array(z.object({ code: z.string(), title: z.string() })),
          })
          .nullable(),
        enter: AllowedView,
      }),
    ),
  })
  .meta({ id: 'Retention' })
export type RetentionView = z.output<typeof RetentionView>

/** A running workflow or the last one; `url` opens the engine's own screen where the site has one. */
export const WorkflowRefView = z
  .object({ id: z.string(), url: z.string().nullable() })
  .meta({ id: 'WorkflowRef' })

export const OpenTaskView = z
  .object({
    id: IdSchema,
    step: z.string(),
    stepName: BilingualView,
    slot: z.string(),
    assignee: PersonRefView.nullable(),
    groupName: BilingualView,
    dueOn: DateView,
    isMine: z.boolean(),
  })
  .meta({ id: 'OpenTask' })

export const JobView = z
  .object({ id: IdSchema, kind: z.string(), state: z.string(), attempts: z.int(), startedAt: InstantView })
  .meta({ id: 'Job' })

export const RecordDetailView = RecordSummaryView.extend({
  version: z.int(),
  createdAt: InstantView,
  createdBy: PersonRefView,
  source: z.object({ system: z.string(), reference: z.string() }).nullable(),
  openingState: z.enum(['open', 'controlled']).nullable(),
  scanPolicy: z.string().nullable(),
  custodyUnitName: BilingualView.nullable(),
  triggeredOn: DateView.nullable(),
  endedOn: DateView.nullable(),
  path: z.array(PathStepView),
  retention: RetentionView,
  holds: z.array(HoldView),
  items: z.array(ObjectView),
  /** What the classification schemes call it, oldest first: its own class, and by the crosswalks what became of it. */
  schemeCodes: z.array(SchemeCodeView),
  /** What the must-have list of its class asks for and is not there. */
  missing: z.array(z.object({ code: z.string(), label: BilingualView })),
  tasks: z.array(OpenTaskView),
  jobs: z.array(JobView),
  incidents: z.array(IncidentView),
  listNumber: z.string().nullable(),
  /** The transfer batch on which it stands or by which it left; our copy of what left is kept until the day named. */
  transfer: z
    .object({
      batchId: IdSchema,
      transferredOn: DateView.nullable(),
      copyKeptUntil: DateView.nullable(),
    })
    .nullable(),
  /** Codes that it bore before, oldest first. */
  formerCodes: z.array(FormerCodeView),
  /** Main or side volume (正卷、副卷) of a case; null where files of the class are not parted. */
  volume: z.enum(VOLUMES).nullable(),
  /** The other volumes of the case that the reader may see. */
  volumes: z.array(z.object({ id: IdSchema, title: z.string(), volume: z.enum(VOLUMES) })),
  /** Its content bears the mark of a state secret, or was declared one: nobody reads it. */
  quarantine: z.enum(QUARANTINES).nullable(),
  /** Since when what was filed is open again. */
  reopenedAt: InstantView.nullable(),
  workflow: WorkflowRefView,
  headHash: Sha256View,
  events: z.int(),
  allowedActions: z.object({
    placeHold: AllowedView,
    /** On the file with all its volumes, present and later. */
    holdFile: AllowedView,
    addObjects: AllowedView,
    enterEvent: AllowedView,
    reopen: AllowedView,
    close: AllowedView,
    renumber: AllowedView,
    /** Of the main volume of a case. */
    addSideVolume: AllowedView,
    verify: AllowedView,
  }),
}).meta({ id: 'RecordDetail' })
export type RecordDetailView = z.output<typeof RecordDetailView>

export const CreateRecordInput = z
  .strictObject({
    /** Key of a lifecycle definition, such as `electronic-item`; its newest version is pinned. */
    definition: z.string().max(60),
    title: z.string().trim().min(1).max(200),
    classCode: z.string().max(20),
    formedOn: DateInput,
    formingUnitId: IdSchema,
    carrier: z.enum(CARRIERS),
    grade: z.enum(GRADES),
    /** The person whom it is about; the ledger keeps a salted digest only. */
    subjectName: z.string().trim().max(100).optional(),
    uploadIds: z.array(IdSchema).max(200),
    /** Of a case whose files are parted; a side volume names its main one. */
    volume: z.enum(VOLUMES).optional(),
    mainRecordId: IdSchema.optional(),
  })
  .meta({ id: 'CreateRecord' })

export const CreatedRecordView = z
  .object({ recordId: IdSchema, place: PlaceView, taskId: IdSchema.nullable() })
  .meta({ id: 'CreatedRecord' })

export const AddObjectsInput = z
  .strictObject({ uploadIds: z.array(IdSchema).min(1).max(200) })
  .meta({ id: 'AddObjects' })
export const AddedObjectsView = z.object({ objectIds: z.array(IdSchema) }).meta({ id: 'AddedObjects' })

/** One event of a ledger stream. `data` is as recorded; personal values are absent once erased. */
export const EventView = z
  .object({
    seq: z.int(),
    type: z.enum(EVENT_TYPES),
    at: InstantView,
    /** The day of the clock of the law. */
    on: DateView,
    actor: PersonRefView,
    /** For whose post the actor acted, as a deputy. */
    onBehalfOf: PersonRefView.nullable(),
    data: z.record(z.string(), z.unknown()),
    /** One line that says what happened. */
    summary: BilingualView,
    hash: Sha256View,
    commandId: z.string(),
    workflow: z.object({ id: z.string(), runId: z.string() }).nullable(),
  })
  .meta({ id: 'Event' })
export type EventView = z.output<typeof EventView>
export const EventPageView = pageOf(EventView, 'EventPage')

export const VerificationView = z
  .object({
    verdict: z.enum(['whole', 'broken']),
    events: z.int(),
    headHash: Sha256View,
    firstBad: z.object({ seq: z.int(), reason: z.string() }).nullable(),
    tablesEqualFold: z.boolean(),
    /** Tables that differ from the fold of the events; empty when they are equal. */
    differing: z.array(z.string()),
    checkedAt: InstantView,
    ms: z.number(),
  })
  .meta({ id: 'Verification' })
export type VerificationView = z.output<typeof VerificationView>

/** Where the event takes the record to another class and there is a choice, the class; without it the usual one. */
export const ConfirmEventInput = z
  .strictObject({ classCode: z.string().trim().min(1).max(40).optional() })
  .nullish()
  .meta({ id: 'ConfirmEvent' })
export const EnterEventInput = z
  .strictObject({
    kind: z.string().max(60),
    /** Where the rules wait for several facts of this kind, the field or the relation that is meant. */
    of: z.string().max(40).optional(),
    on: DateInput,
    evidence: ReasonInput,
  })
  .meta({ id: 'EnterEvent' })
/** A later last day than the computed one; the reason stays in the history for ever and names no person. */
export const EndByHandInput = z
  .strictObject({ endsOn: DateInput, reason: ReasonInput })
  .meta({ id: 'EndByHand' })
export const LiftEndInput = z.strictObject({ reason: ReasonInput }).meta({ id: 'LiftEnd' })
export const EndByHandView = z
  .object({ recordId: IdSchema, endsOn: DateView.nullable(), dueOn: DateView.nullable() })
  .meta({ id: 'EndSetByHand' })

export const EnteredEventView = z
  .object({ eventId: z.string(), isConfirmed: z.boolean() })
  .meta({ id: 'EnteredEvent' })
