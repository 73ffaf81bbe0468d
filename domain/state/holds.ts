/** Rows of holds: of one record, and of those that stand over a class or a file. */
import type { PlainDate } from '#domain/dates.ts'
import type { Instant } from '#domain/state.ts'
import type { HoldJoining, HoldScopeKind, HoldWork, LiftExtent } from '#domain/vocabulary/holds.ts'
import type { HoldState } from '#domain/vocabulary.ts'

export interface HoldRow {
  id: string
  subjectId: string
  state: HoldState
  reason: string
  authority: string
  placedBy: string
  placedAt: Instant
  placedOn: PlainDate
  reviewOn: PlainDate
  liftProposedBy: string | null
  liftReason: string | null
  liftedBy: string | null
  liftedAt: Instant | null
  /** The standing hold that it is a part of; null for one that was placed on this record alone. */
  standingId: string | null
  /** How the record came under that; null for one that was placed on this record alone. */
  joining: HoldJoining | null
}

/** What a standing hold stands over; exactly one of class and file. */
export interface HoldScope {
  scopeKind: HoldScopeKind
  classCode: string | null
  /** Family of the class: who is not granted it sees no hold on it. Null for a file. */
  family: string | null
  /** The unit that formed the records; null for a class of the whole site, and for a file. */
  unitId: string | null
  /** The file, or the main volume of a case. Null for a class. */
  recordId: string | null
}

/** A hold on a class or a file (REQ-37): it covers whatever is in it, now and later. */
export interface StandingHoldRow extends HoldScope {
  id: string
  version: number
  headHash: string
  state: HoldState
  reason: string
  authority: string
  reviewOn: PlainDate
  placedBy: string
  placedAt: Instant
  placedOn: PlainDate
  /** What the engine still does to its records; null when there is nothing. */
  work: HoldWork | null
  /** The job that does it, or did the last. */
  workId: string
  /** Of the members that were there when it was placed, how many it was put on; null until all were looked at. */
  coveredRecords: number | null
  liftProposedBy: string | null
  liftReason: string | null
  /** What the lifting frees that was proposed or is being done; null where there is none. */
  liftExtent: LiftExtent | null
  liftedBy: string | null
  /** When it was lifted whole; null while it stands. */
  liftedAt: Instant | null
}

/** As much of a standing hold as tells whether a record is under it, and what its records are told. */
export type StandingHold = HoldScope &
  Pick<StandingHoldRow, 'id' | 'reason' | 'authority' | 'reviewOn' | 'placedBy'>
