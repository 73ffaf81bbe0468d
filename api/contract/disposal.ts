import { z } from 'zod'
import { APPRAISER_KINDS, BUCKETS, LEAVE_REASONS, LIST_ITEM_STATES, VERDICTS } from '#domain/vocabulary.ts'
import { PATH_STATES } from '#domain/lifecycle-path.ts'
import {
  AllowedView,
  BilingualView,
  DateView,
  IdSchema,
  InstantView,
  PageQuery,
  pageOf,
  PersonRefView,
  PlaceView,
  ReasonInput,
  Sha256View,
  TotalView,
} from './common.ts'
import { ListSampleView } from './samples.ts'

export const ListSummaryView = z
  .object({
    id: IdSchema,
    number: z.string(),
    title: z.string(),
    fonds: z.object({ id: IdSchema, code: z.string(), name: BilingualView }),
    unitName: BilingualView,
    place: PlaceView,
    counts: z.object({ listed: z.int(), left: z.int(), destroyed: z.int(), pages: z.int(), copies: z.int() }),
    compiledBy: PersonRefView,
    compiledAt: InstantView,
    coolingUntil: DateView.nullable(),
    endedOn: DateView.nullable(),
    hasCertificate: z.boolean(),
    /** A task of the reader is open on it. */
    hasMyTask: z.boolean(),
  })
  .meta({ id: 'ListSummary' })
export type ListSummaryView = z.output<typeof ListSummaryView>
export const ListPageView = pageOf(ListSummaryView, 'ListPage')
export const ListsQuery = PageQuery.extend({ state: z.enum(['open', 'ended']).optional() })

export const ItemOpinionView = z
  .object({
    kind: z.enum(APPRAISER_KINDS),
    by: PersonRefView,
    verdict: z.enum(VERDICTS),
    years: z.int().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'ItemOpinion' })

/** What would become of an item that somebody would not destroy, while a second person has not agreed to it. */
export const TermProposalView = z
  .object({
    reason: z.enum(LEAVE_REASONS),
    /** The whole period, from the same trigger; null where no longer term is proposed. */
    years: z.int().nullable(),
    proposedBy: z.array(PersonRefView),
    /** `refused`: who proposed it is asked again. */
    state: z.enum(['open', 'refused']),
    /** Whether a refusal goes back to an appraiser; a sample alone stays on the list then, to be destroyed. */
    isOfAppraisers: z.boolean(),
    refused: z.object({ by: PersonRefView, reason: z.string() }).nullable(),
  })
  .meta({ id: 'TermProposal' })
export type TermProposalView = z.output<typeof TermProposalView>

export const ListItemView = z
  .object({
    recordId: IdSchema,
    position: z.int(),
    archivalCode: z.string(),
    title: z.string(),
    classCode: z.string(),
    formedOn: DateView,
    retentionEndsOn: DateView,
    pages: z.int().nullable(),
    objects: z.int(),
    state: z.enum(LIST_ITEM_STATES),
    leaveReason: z.enum(LEAVE_REASONS).nullable(),
    leftOn: DateView.nullable(),
    opinions: z.array(ItemOpinionView),
    proposal: TermProposalView.nullable(),
    /** Who agreed that it leaves; null where nobody had to. */
    authorisedBy: PersonRefView.nullable(),
    destroyedAt: InstantView.nullable(),
  })
  .meta({ id: 'ListItem' })
export type ListItemView = z.output<typeof ListItemView>

export const StageView = z
  .object({
    step: z.string(),
    name: BilingualView,
    state: z.enum(PATH_STATES),
    /** Who did it, or who is to do it now. */
    by: z.array(PersonRefView),
    /** The group that is waited for; null when done or to come. */
    waitingFor: BilingualView.nullable(),
    at: InstantView.nullable(),
    /** The same by the site's clock, which the law goes by. */
    on: DateView.nullable(),
    isMine: z.boolean(),
  })
  .meta({ id: 'Stage' })
export type StageView = z.output<typeof StageView>

export const ExecutionCopyView = z
  .object({
    bucket: z.enum(BUCKETS),
    objectName: z.string().nullable(),
    state: z.enum(['waiting', 'waiting-for-lock', 'destroying', 'destroyed', 'stuck']),
    /** What the store answered when the copy was destroyed and read back. */
    proof: z.string().nullable(),
    waitingUntil: InstantView.nullable(),
  })
  .meta({ id: 'ExecutionCopy' })

export const ExecutionView = z
  .object({
    startedAt: InstantView,
    finishedAt: InstantView.nullable(),
    executor: PersonRefView.nullable(),
    perItem: z.array(
      z.object({
        recordId: IdSchema,
        archivalCode: z.string(),
        state: z.enum(LIST_ITEM_STATES),
        copies: z.array(ExecutionCopyView),
      }),
    ),
  })
  .meta({ id: 'Execution' })
export type ExecutionView = z.output<typeof ExecutionView>

export const WitnessView = z
  .object({
    slot: z.string(),
    /** Null until somebody has checked. */
    person: PersonRefView.nullable(),
    unitName: BilingualView.nullable(),
    checkedAt: InstantView.nullable(),
    signedAt: InstantView.nullable(),
  })
  .meta({ id: 'Witness' })

export const RuleCheckView = z
  .object({ code: z.string(), label: BilingualView, passed: z.boolean(), detail: BilingualView.nullable() })
  .meta({ id: 'RuleCheck' })
export type RuleCheckView = z.output<typeof RuleCheckView>

/** The items of one class that stand under one rule, and what of the class stays when they are gone. */
export const ListBasisView = z
  .object({
    classCode: z.string(),
    className: z.string(),
    listed: z.int(),
    formedFrom: DateView,
    formedTo: DateView,
    endsFrom: DateView,
    endsTo: DateView,
    /** Null where the record is beyond the reader's rights; years are null where the row takes its term from others. */
    rule: z.object({ periodYears: z.int().nullable(), source: z.string(), version: z.string() }).nullable(),
    /** Records of the class that are neither on this list nor at their end, as far as the reader may see them. */
    staying: TotalView,
    stayingHeld: TotalView,
  })
  .meta({ id: 'ListBasis' })
export type ListBasisView = z.output<typeof ListBasisView>

export const ListDetailView = ListSummaryView.extend({
  version: z.int(),
  stages: z.array(StageView),
  basis: z.array(ListBasisView),
  items: z.array(ListItemView),
  samples: z.array(ListSampleView),
  opinions: z.array(
    z.object({ kind: z.enum(APPRAISER_KINDS), by: PersonRefView, opinion: z.string(), givenAt: InstantView }),
  ),
  sealedAt: InstantView.nullable(),
  sealedHash: Sha256View.nullable(),
  /** What the main head and the witnesses sign; null until the register is concluded. */
  registerHash: Sha256View.nullable(),
  sinceSealed: z.object({
    left: z.array(z.object({ archivalCode: z.string(), reason: z.enum(LEAVE_REASONS) })),
    added: z.int(),
    changed: z.int(),
  }),
  /** Checked when the page was asked for. */
  ruleChecks: z.array(RuleCheckView),
  filing: z.object({ number: z.string(), on: DateView }).nullable(),
  approval: z.object({ by: PersonRefView, at: InstantView, opinion: z.string() }).nullable(),
  coolingDays: z.int(),
  witnesses: z.array(WitnessView),
  destruction: z.object({ method: z.string(), place: z.string(), on: DateView }).nullable(),
  execution: ExecutionView.nullable(),
  certificate: z.object({ objectId: IdSchema, sha256: Sha256View }).nullable(),
  register: z.object({ objectId: IdSchema, sha256: Sha256View }).nullable(),
  abortReason: z.string().nullable(),
  stopRequests: z.array(z.object({ by: PersonRefView, at: InstantView, reason: z.string() })),
  myTaskId: IdSchema.nullable(),
  workflow: z.object({ id: z.string(), url: z.string().nullable() }),
  headHash: Sha256View,
  allowedActions: z.object({
    abort: AllowedView,
    askStop: AllowedView,
    drawSample: AllowedView,
    chooseSample: AllowedView,
  }),
}).meta({ id: 'ListDetail' })
export type ListDetailView = z.output<typeof ListDetailView>

export const CompileListInput = z
  .strictObject({ title: z.string().trim().min(1).max(200), recordIds: z.array(IdSchema).min(1).max(10_000) })
  .meta({ id: 'CompileList' })
export const CompiledListView = z
  .object({ listId: IdSchema, number: z.string(), taskId: IdSchema.nullable() })
  .meta({ id: 'CompiledList' })

export const DueQuery = PageQuery.extend({
  unitId: IdSchema.optional(),
  classCode: z.string().max(20).optional(),
  /** Of the due date. */
  year: z.coerce.number().int().min(1900).max(2299).optional(),
})

/** How many records fall due, by year and class: from last year on. */
export const ForecastView = z
  .object({
    items: z.array(
      z.object({
        year: z.int(),
        classCode: z.string(),
        className: z.string(),
        unitId: IdSchema,
        unitName: BilingualView,
        count: z.int(),
      }),
    ),
  })
  .meta({ id: 'Forecast' })

export const StopInput = z.strictObject({ reason: ReasonInput }).meta({ id: 'StopList' })
export const ListActView = z.object({ listId: IdSchema, place: PlaceView }).meta({ id: 'ListAct' })

/** What is left of a destroyed record, for good. */
export const RegisterEntryView = z
  .object({
    recordId: IdSchema,
    listId: IdSchema,
    listNumber: z.string(),
    archivalCode: z.string(),
    title: z.string(),
    classCode: z.string(),
    formedOn: DateView,
    retentionEndsOn: DateView,
    pages: z.int().nullable(),
    digests: z.array(Sha256View),
    destroyedOn: DateView,
  })
  .meta({ id: 'RegisterEntry' })
export type RegisterEntryView = z.output<typeof RegisterEntryView>
export const RegisterPageView = pageOf(RegisterEntryView, 'RegisterPage')
