import type { PlainDate } from '#domain/dates.ts'
import type { Confidence, ScheduleRow, TriggerEvent } from '#domain/schedule.ts'
import type { Instant } from '#domain/state.ts'
import type { BulkState, SCHEDULE_STATES, TriggerState } from '#domain/vocabulary.ts'

export type ScheduleState = (typeof SCHEDULE_STATES)[number]

/** The archives administration's consent (令8 Art 12: a table of scope and periods is put in force once it has been examined and consented to). */
export interface ArchivesConsent {
  readonly authority: string
  readonly number: string
  readonly on: PlainDate
}

/** A version of a retention schedule (保管期限表): what a fold over its events gives; never edited once active. */
export interface ScheduleVersionState {
  id: string
  /** Of its stream; 0 for one that came with the product and that nobody has touched yet. */
  streamVersion: number
  headHash: string
  /** Which of the site's schedules, such as `social-insurance`. */
  schedule: string
  /** The name of the version, such as `LING3-2009`. */
  version: string
  state: ScheduleState
  effectiveOn: PlainDate
  /** Over its rows: what was reviewed is what is approved and what is activated. */
  sha256: string
  /** The version that was active when this one was drafted; null for those that came with the product. */
  basedOnId: string | null
  /** Everyone who wrote rows of it: none of them reviews, approves or activates it. */
  editors: readonly string[]
  draftedAt: Instant | null
  reviewedBy: string | null
  reviewedAt: Instant | null
  approvedBy: string | null
  approvedAt: Instant | null
  activatedBy: string | null
  activatedAt: Instant | null
  supersededOn: PlainDate | null
  /** Who in the archives administration consented to it, under which number and when; null for one that came with the product. */
  consentAuthority: string | null
  consentNumber: string | null
  consentOn: PlainDate | null
}

/** One row of a version. */
export interface ScheduleRowState {
  id: string
  scheduleVersionId: string
  code: string
  rule: ScheduleRow
  isActive: boolean
  confidence: Confidence
  source: string
  /** Taken out of the draft again; its history stays. */
  isRemoved: boolean
  confirmedBy: string | null
  confirmedAt: Instant | null
  /** On what the person who confirmed a [?] row relied; null where nobody had to. */
  confirmNote: string | null
}

/** Work over all records of a schedule version: a re-dating. Its progress is counted from its verdicts. */
export interface BulkJobRow {
  id: string
  subjectId: string
  state: BulkState
  orderedBy: string
  orderedAt: Instant
  finishedAt: Instant | null
  /** Records by verdict; null until it has finished. */
  counts: Readonly<Record<string, number>> | null
}

/** An event with its own date that starts a record's clock, such as a death. */
export interface TriggerRow {
  id: string
  subjectId: string
  kind: TriggerEvent
  /** Which field or relation the rule names; null where it names none. */
  of: string | null
  on: PlainDate
  evidence: string
  state: TriggerState
  enteredBy: string
  enteredAt: Instant
  decidedBy: string | null
  decidedAt: Instant | null
}
