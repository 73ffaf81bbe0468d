/** What an auditor asks: every event, a record as of a day, before and after of an act, the log's signed heads, and who looked at what. */
import { z } from 'zod'
import { EVENT_TYPES, STREAM_KINDS, VERIFICATION_STATES } from '#domain/vocabulary.ts'
import {
  BilingualView,
  DateInput,
  DateView,
  IdSchema,
  InstantView,
  PageQuery,
  pageOf,
  PersonRefView,
  Sha256View,
} from './common.ts'
import { EventView, RecordDetailView } from './records.ts'

/** What an event or a look at something was about. `title` is null where the thing has none, or is not seen by the reader. */
export const SubjectRefView = z
  .object({
    kind: z.string(),
    id: IdSchema,
    code: z.string().nullable(),
    title: z.string().nullable(),
  })
  .meta({ id: 'SubjectRef' })
export type SubjectRefView = z.output<typeof SubjectRefView>

export const AuditEventsQuery = PageQuery.extend({
  actorId: IdSchema.optional(),
  type: z.enum(EVENT_TYPES).optional(),
  streamKind: z.enum(STREAM_KINDS).optional(),
  unitId: IdSchema.optional(),
  /** First and last civil day of the clock of the law. */
  from: DateInput.optional(),
  to: DateInput.optional(),
  /** Any part of the title or the code of the record or list. */
  q: z.string().trim().max(200).optional(),
})
export const AuditEventView = EventView.extend({ position: z.int(), subject: SubjectRefView }).meta({
  id: 'AuditEvent',
})
export type AuditEventView = z.output<typeof AuditEventView>
export const AuditEventPageView = pageOf(AuditEventView, 'AuditEventPage')

/** A field that is not the same before and after. */
export const FieldChangeView = z
  .object({
    table: z.string(),
    rowId: z.string(),
    field: z.string(),
    before: z.unknown(),
    after: z.unknown(),
  })
  .meta({ id: 'FieldChange' })
export type FieldChangeView = z.output<typeof FieldChangeView>

/** Names of the persons, units and steps whose ids stand in changes. */
const NamesView = z.record(z.string(), BilingualView)

export const ActParams = z.object({ id: IdSchema, seq: z.coerce.number().int().min(1) })
/** One accepted act: all its events in this history, and what it changed. */
export const ActView = z
  .object({
    subject: SubjectRefView,
    events: z.array(EventView),
    changes: z.array(FieldChangeView),
    names: NamesView,
  })
  .meta({ id: 'Act' })
export type ActView = z.output<typeof ActView>

export const ReplayQuery = z.object({ on: DateInput })
/** A record as it stood at the end of a day, made of its events and nothing else. */
export const ReplayView = z
  .object({
    on: DateView,
    /** Days on which something happened to it, in order. */
    days: z.array(DateView),
    /** Events by then, of all. */
    events: z.int(),
    of: z.int(),
    /** Null: it did not exist yet. */
    record: RecordDetailView.nullable(),
  })
  .meta({ id: 'Replay' })
export type ReplayView = z.output<typeof ReplayView>

export const ComparisonQuery = z.object({ from: DateInput, to: DateInput })
export const ComparisonView = z
  .object({ from: DateView, to: DateView, changes: z.array(FieldChangeView), names: NamesView })
  .meta({ id: 'Comparison' })

/** Two days of any history, as far as the reader sees its events: of a list, a batch, a schedule, the site, a person. */
export const HistoryComparisonQuery = ComparisonQuery.extend({
  /** Only the rows of one table. */
  table: z.string().max(60).optional(),
})
export const HistoryComparisonView = ComparisonView.extend({
  subject: SubjectRefView,
  /** Days on which something happened to it, in order. */
  days: z.array(DateView),
  /** What differs in all, by table; `changes` holds the first thousand. */
  tables: z.array(z.object({ table: z.string(), changes: z.int() })),
}).meta({ id: 'HistoryComparison' })
export type HistoryComparisonView = z.output<typeof HistoryComparisonView>

export const AccessQuery = PageQuery.extend({
  personId: IdSchema.optional(),
  action: z.string().max(60).optional(),
  result: z.enum(['ok', 'refused']).optional(),
  subjectId: IdSchema.optional(),
  from: DateInput.optional(),
  to: DateInput.optional(),
})
export const AccessEntryView = z
  .object({
    id: z.int(),
    at: InstantView,
    on: DateView,
    /** Null: nobody could be named. */
    person: PersonRefView.nullable(),
    action: z.string(),
    /** `ok`, or the code of the refusal. */
    result: z.string(),
    subject: SubjectRefView.nullable(),
    detail: z.string().nullable(),
    /** What a person's file was opened for. */
    purpose: z.string().nullable(),
    traceId: z.string().nullable(),
  })
  .meta({ id: 'AccessEntry' })
export type AccessEntryView = z.output<typeof AccessEntryView>
export const AccessPageView = pageOf(AccessEntryView, 'AccessPage')

export const PeopleView = z.object({ items: z.array(PersonRefView) }).meta({ id: 'People' })

/** Ed25519. Compare the fingerprint with one that came another way. */
export const SigningKeyView = z
  .object({ name: z.string(), algorithm: z.literal('Ed25519'), pem: z.string(), fingerprint: Sha256View })
  .meta({ id: 'SigningKey' })

export const CheckpointView = z
  .object({
    number: z.int(),
    on: DateView,
    madeAt: InstantView,
    /** Events that it covers, from the first one on. */
    treeSize: z.int(),
    /** Hexadecimal. */
    root: Sha256View,
    throughPosition: z.int(),
    /** The signed text as it lies in the evidence bucket. */
    note: z.string(),
    keyFingerprint: Sha256View,
  })
  .meta({ id: 'Checkpoint' })
export type CheckpointView = z.output<typeof CheckpointView>
export const CheckpointPageView = pageOf(CheckpointView, 'CheckpointPage')

/** What a verification of the whole site found. Each fault names what is wrong. */
export const VerificationResultView = z
  .object({
    verdict: z.enum(['whole', 'broken']),
    streams: z.int(),
    events: z.int(),
    checkpoints: z.int(),
    covered: z.int(),
    ms: z.int(),
    faults: z.array(z.object({ kind: z.string(), where: z.string(), detail: z.string() })),
  })
  .meta({ id: 'VerificationResult' })
export type VerificationResultView = z.output<typeof VerificationResultView>

export const VerificationRunView = z
  .object({
    id: IdSchema,
    askedBy: PersonRefView,
    askedAt: InstantView,
    state: z.enum(VERIFICATION_STATES),
    checked: z.int(),
    total: z.int().nullable(),
    finishedAt: InstantView.nullable(),
    result: VerificationResultView.nullable(),
  })
  .meta({ id: 'VerificationRun' })
export type VerificationRunView = z.output<typeof VerificationRunView>
export const VerificationRunsView = z
  .object({ items: z.array(VerificationRunView) })
  .meta({ id: 'VerificationRuns' })
