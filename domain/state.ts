import type { PlainDate } from './dates.ts'
import type { GivingRow } from './state/givings.ts'
import type { HoldRow, StandingHoldRow } from './state/holds.ts'
import type { PublicVariant } from './state/variants.ts'
import type { ImportBatchRow } from './state/import.ts'
import type { OwnRule, OwnRuleProposal } from './precedence.ts'
import type { Starts } from './starts.ts'
import type { VitalState } from './vital.ts'
import type { DisposalListState, ListItemRow, OpinionRow, RegisterEntryRow } from './state/list.ts'
import type { FormerCodeRow, RecordMetadataRow, RecordRelationRow } from './state/metadata.ts'
import type { PlacementRow, RecordItemRow, ScanPassRow } from './state/paper.ts'
import type { TransferBatchState, TransferCheckRow, TransferItemRow } from './state/transfer.ts'
import type { BulkJobRow, ScheduleRowState, ScheduleVersionState, TriggerRow } from './state/schedule.ts'
import { STRUCTURE_TABLES, type StructureRowTypes } from './state/structure.ts'
import type { OrganisationRowTypes } from './organisation.ts'
import type {
  Bucket,
  Carrier,
  Grade,
  JobKind,
  JobState,
  Level,
  ObjectRole,
  SubjectKind,
  TaskState,
  Volume,
} from './vocabulary.ts'
import type { Quarantine } from './vocabulary/secrets.ts'
import type { Dormancy } from './vocabulary/import.ts'

export type {
  DisposalListState,
  ItemOpinion,
  ListItemRow,
  ListSample,
  OpinionRow,
  RegisterEntryRow,
  TermAnswer,
} from './state/list.ts'

/** The one ISO-8601 instant form of the ledger: UTC with milliseconds. */
export type Instant = string

/** Row of `record`: what a fold over its events gives, and nothing else. */
export interface RecordState {
  id: string
  version: number
  headHash: string
  level: Level
  carrier: Carrier
  /** Null where files of the class are not parted into volumes. */
  volume: Volume | null
  /** Of a side volume: the main volume of its case. */
  mainRecordId: string | null
  /** Null while what was filed is closed. */
  reopenedAt: Instant | null
  /** A lower grade that waits for a second person, and who proposed it; null: none. */
  proposedGrade: Grade | null
  gradeProposedBy: string | null
  title: string
  classCode: string
  definitionId: string
  fondsId: string
  formingUnitId: string
  /** Null until the archives office has signed the hand-over. */
  custodyUnitId: string | null
  grade: Grade
  openingState: 'open' | 'controlled' | null
  formedOn: PlainDate
  /** The event that starts the clock, for classes that wait for one; null while it has not come. */
  triggeredOn: PlainDate | null
  /** Each event and each fact by which its rules begin, with its own day; null while none was kept by name. */
  starts: Starts | null
  /** A longer period decided at an expiry appraisal, in years from the same trigger. */
  extendedYears: number | null
  /** A last day that a person set by hand, and who; it counts while it is later than the computed one. */
  manualEndsOn: PlainDate | null
  manualSetBy: string | null
  /** A rule of this record beside that of its class; and what waits for a second person. */
  ownRule: OwnRule | null
  ownRuleProposal: OwnRuleProposal | null
  /** Why it is vital and how often it is reviewed, and when next; null where it is not. */
  vital: VitalState | null
  vitalReviewOn: PlainDate | null
  archivalCode: string | null
  scheduleVersionId: string | null
  scanPolicy: string | null
  retentionEndsOn: PlainDate | null
  dueOn: PlainDate | null
  transferDueOn: PlainDate | null
  /** The next civil date on which the clock must look at the record; null where nothing is waited for. */
  wakeOn: PlainDate | null
  placeStep: string
  placeRound: number
  /** The record's version when it entered its place; part of the command ids of machine work. */
  placeVersion: number
  pages: number | null
  disposalListId: string | null
  /** The batch on which it is, or by which it was transferred. */
  transferBatchId: string | null
  /** The day on which an appraisal decided to transfer a record that the schedule would not have sent. */
  transferDecidedOn: PlainDate | null
  /** The day of the receiving archive's acceptance; null until then. */
  transferredOn: PlainDate | null
  /** Last day on which our own copy must be kept after a transfer: at least five years (7号办法). */
  copyKeptUntil: PlainDate | null
  activeHolds: number
  /** Its paper stands in a cell: there is a placement that was not freed. */
  isShelved: boolean
  /** The point of no return: from here a hold is refused and destruction resumes to its end. */
  destructionBegunAt: Instant | null
  endedOn: PlainDate | null
  sourceSystem: string | null
  sourceReference: string | null
  createdBy: string
  createdAt: Instant
  /** Digest of the person that the record is about; the value lies in `event_private` until destruction. */
  subjectDigest: string | null
  /** Candidate groups of its open tasks: whoever is in one may see the record. */
  openGroups: readonly string[]
  /** The import of a backlog that brought it; null where it was created here. */
  importId: string | null
  dormancy: Dormancy
  /** Null while nothing in it bears the mark of a state secret. */
  quarantine: Quarantine | null
  /** Digests of content that bears such a mark and was found to be no state secret. */
  clearedDigests: readonly string[]
}

export interface TaskRow {
  id: string
  subjectKind: SubjectKind
  subjectId: string
  step: string
  slot: string
  round: number
  /** `role@unit`, or `appraiser:kind@unit`: who may claim, read live. */
  candidateGroup: string
  /** The group that is told when the task is late: the unit head, then the archives office. */
  escalationGroup: string | null
  form: string
  state: TaskState
  assigneeId: string | null
  /** Who gave a claimed task to its present holder for a while; null where nobody did. */
  delegatedBy: string | null
  dueOn: PlainDate
  openedAt: Instant
  claimedAt: Instant | null
  completedAt: Instant | null
  completedBy: string | null
  outcome: string | null
  remindedOn: PlainDate | null
  escalations: number
  /** Next civil date on which a reminder or an escalation falls due; null when none is left. */
  lookOn: PlainDate | null
}

export interface JobRow {
  id: string
  subjectKind: SubjectKind
  subjectId: string
  kind: JobKind
  /** The step that waits for the job; null for work beside the lifecycle, such as OCR. */
  step: string | null
  placeVersion: number
  state: JobState
  attempts: number
  /** Problem code of the last failure; null while nothing failed. */
  errorCode: string | null
  errorDetail: string | null
  ownerGroup: string
  startedAt: Instant
  finishedAt: Instant | null
}

export interface DigitalObjectRow {
  id: string
  subjectId: string
  role: ObjectRole
  /** Null once destroyed: names may hold personal data. */
  name: string | null
  position: number
  mediaType: string
  formatName: string | null
  puid: string | null
  sizeBytes: number
  sha256: string
  pages: number | null
  /** Finding codes of the inspection; empty when nothing was found, null before it. */
  findings: readonly string[] | null
  derivedFrom: string | null
  /** From which clearance on it is shown, where a public variant stands for it; null: to everybody who sees the record. */
  screenGrade: Grade | null
  /** Null unless it is the public variant of another object. */
  variant: PublicVariant | null
  addedBy: string
  addedAt: Instant
  withdrawnAt: Instant | null
  destroyedAt: Instant | null
}

export interface ObjectCopyRow {
  id: string
  objectId: string
  subjectId: string
  bucket: Bucket
  key: string
  versionId: string | null
  state: 'stored' | 'destroyed'
  storedAt: Instant
  destroyedAt: Instant | null
  /** What the store answered when the copy was destroyed and read back. */
  proof: string | null
}

/** Row types by table: everything that is a projection of events. */
export interface RowTypes extends OrganisationRowTypes, StructureRowTypes {
  record: RecordState
  disposalList: DisposalListState
  task: TaskRow
  job: JobRow
  hold: HoldRow
  standingHold: StandingHoldRow
  trigger: TriggerRow
  digitalObject: DigitalObjectRow
  objectCopy: ObjectCopyRow
  recordItem: RecordItemRow
  recordMetadata: RecordMetadataRow
  formerCode: FormerCodeRow
  recordRelation: RecordRelationRow
  giving: GivingRow
  scanPass: ScanPassRow
  placement: PlacementRow
  registerEntry: RegisterEntryRow
  disposalListItem: ListItemRow
  disposalOpinion: OpinionRow
  transferBatch: TransferBatchState
  transferBatchItem: TransferItemRow
  transferCheck: TransferCheckRow
  scheduleVersion: ScheduleVersionState
  scheduleRow: ScheduleRowState
  bulkJob: BulkJobRow
  importBatch: ImportBatchRow
}
export type TableName = keyof RowTypes
/** Who works here and where: written by administration, never by the acts of a record. */
export const ORGANISATION_TABLES = [
  'site',
  'unit',
  'unitName',
  'fonds',
  'fondsSuccession',
  'person',
  'post',
  'identity',
  'classGrant',
  'postHandOver',
  ...STRUCTURE_TABLES,
] as const satisfies readonly TableName[]
/** What is written beside the rows of administration: of holders of posts on the history of the site, of keys on those of their services. */
export const APPOINTMENT_TABLES = ['deputy', 'accessGrant', 'apiKey'] as const satisfies readonly TableName[]
/** What the acts of records and lists write. */
export const PROJECTED_TABLES = [
  'record',
  'disposalList',
  'task',
  'job',
  'hold',
  'trigger',
  'digitalObject',
  'objectCopy',
  'recordItem',
  'recordMetadata',
  'formerCode',
  'recordRelation',
  'giving',
  'scanPass',
  'placement',
  'registerEntry',
  'disposalListItem',
  'disposalOpinion',
  'transferBatch',
  'transferBatchItem',
  'transferCheck',
  'scheduleVersion',
  'scheduleRow',
  'bulkJob',
  'importBatch',
  'standingHold',
] as const satisfies readonly TableName[]

/** The rows of one subject (a record or a list), keyed as its tables are. */
export class Rows {
  readonly #rows = new Map<TableName, Map<string, unknown>>()
  readonly #touched = new Map<TableName, Set<string>>()

  get<T extends TableName>(table: T, id: string): RowTypes[T] | undefined {
    return this.#rows.get(table)?.get(id) as RowTypes[T] | undefined
  }

  must<T extends TableName>(table: T, id: string): RowTypes[T] {
    const row = this.get(table, id)
    if (row === undefined) throw new Error(`no ${table} ${id} in the fold: its creating event is missing`)
    return row
  }

  has<T extends TableName>(table: T, row: RowTypes[T]): boolean {
    return this.#rows.get(table)?.has(keyOf(table, row)) === true
  }

  /** The same rows with nothing marked as changed: what a fold may then change without touching what was read. */
  copy(): Rows {
    const copy = new Rows()
    for (const [table, rows] of this.#rows) copy.#rows.set(table, new Map(rows))
    return copy
  }

  all<T extends TableName>(table: T): readonly RowTypes[T][] {
    return [...(this.#rows.get(table)?.values() ?? [])] as RowTypes[T][]
  }

  /** Puts a row as it was read; it does not count as changed. */
  load<T extends TableName>(table: T, row: RowTypes[T]): void {
    const rows = this.#rows.get(table) ?? new Map<string, unknown>()
    this.#rows.set(table, rows.set(keyOf(table, row), row))
  }

  put<T extends TableName>(table: T, row: RowTypes[T]): void {
    this.load(table, row)
    const touched = this.#touched.get(table) ?? new Set<string>()
    this.#touched.set(table, touched.add(keyOf(table, row)))
  }

  change<T extends TableName>(table: T, id: string, change: Partial<RowTypes[T]>): void {
    this.put(table, { ...this.must(table, id), ...change })
  }

  touched<T extends TableName>(table: T): readonly RowTypes[T][] {
    return [...(this.#touched.get(table) ?? [])].map((id) => this.must(table, id))
  }
}

export function keyOf<T extends TableName>(table: T, row: RowTypes[T]): string {
  return table === 'registerEntry' ? (row as RegisterEntryRow).recordId : (row as { id: string }).id
}
