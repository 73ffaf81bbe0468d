import type { PlainDate } from '#domain/dates.ts'
import type { OwnPeriod } from '#domain/precedence.ts'
import type { Instant } from '#domain/state.ts'
import type {
  AppraisalVerdict,
  AppraiserKind,
  Grade,
  LeaveReason,
  ListItemState,
  TERM_ANSWERS,
} from '#domain/vocabulary.ts'

/** What is left of a destroyed record: the permanent register (令3, 令79). */
export interface RegisterEntryRow {
  recordId: string
  listId: string
  archivalCode: string
  title: string
  fondsId: string
  classCode: string
  formedOn: PlainDate
  retentionEndsOn: PlainDate
  pages: number | null
  digests: readonly string[]
  destroyedAt: Instant
  destroyedOn: PlainDate
}

/** What a disposal list and a transfer batch have in common: records of one fonds that go one way together. */
export interface ListedSubject {
  id: string
  version: number
  headHash: string
  number: string
  title: string
  definitionId: string
  fondsId: string
  formingUnitId: string
  custodyUnitId: string
  grade: Grade
  placeStep: string
  placeRound: number
  placeVersion: number
  compiledBy: string
  compiledAt: Instant
  sealedAt: Instant | null
  /** SHA-256 over the canonical JSON of the sealed items; from here on records can only leave. */
  sealedHash: string | null
}

export interface DisposalListState extends ListedSubject {
  /** SHA-256 over the canonical JSON of the concluded destruction register: what the main head signs. */
  registerHash: string | null
  filingNumber: string | null
  filedForRecordOn: PlainDate | null
  approvedBy: string | null
  approvedAt: Instant | null
  coolingUntil: PlainDate | null
  /** Also the next date at which the clock must look at the list. */
  wakeOn: PlainDate | null
  executorId: string | null
  witnessArchivesId: string | null
  witnessBusinessId: string | null
  executionStartedAt: Instant | null
  executionFinishedAt: Instant | null
  method: string | null
  destructionPlace: string | null
  destroyedOn: PlainDate | null
  certificateObjectId: string | null
  abortReason: string | null
  endedOn: PlainDate | null
  /** Every group that was ever appointed to a task of the list: its members see the list and its records. */
  appointedGroups: readonly string[]
  /** What is kept of classes that are destroyed: one sample of each class at most. */
  samples: readonly ListSample[]
}

/** A sample of the items of one class. */
export interface ListSample {
  readonly id: string
  readonly classCode: string
  /** `start`: the place, from 1, at which the counting of every n-th began. */
  readonly rule:
    | { readonly kind: 'every-nth'; readonly n: number; readonly start: number }
    | { readonly kind: 'chosen' }
  /** The whole period that its records get. */
  readonly period: OwnPeriod
  readonly reason: string
  /** How many items of the class were on the list when it was drawn. */
  readonly population: number
  /** In the order of their archival codes. */
  readonly recordIds: readonly string[]
  /** Those among them to which the second person did not agree. */
  readonly refusedIds: readonly string[]
  readonly drawnBy: string
}

export interface ListItemRow {
  id: string
  subjectId: string
  recordId: string
  position: number
  state: ListItemState
  leaveReason: LeaveReason | null
  archivalCode: string
  title: string
  classCode: string
  formedOn: PlainDate
  retentionEndsOn: PlainDate
  pages: number | null
  objects: number
  digests: readonly string[]
  destroyedAt: Instant | null
}

export interface ItemOpinion {
  readonly recordId: string
  readonly verdict: AppraisalVerdict
  readonly years?: number
  readonly reason?: string
  /** A second person did not agree: the appraiser is asked about this item again. */
  readonly refused?: { readonly by: string; readonly reason: string }
}

/** What the second person says of one item that somebody would not destroy. */
export interface TermAnswer {
  readonly recordId: string
  readonly answer: (typeof TERM_ANSWERS)[number]
  readonly reason?: string
}

export interface OpinionRow {
  id: string
  subjectId: string
  personId: string
  appraiserKind: AppraiserKind
  verdicts: readonly ItemOpinion[]
  givenAt: Instant
}
