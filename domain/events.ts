import type { PlainDate } from './dates.ts'
import type { StructureEventData } from './events/structure.ts'
import type {
  AccessEventData,
  ClassesGranted,
  DeputyRow,
  IdentityRow,
  PersonRow,
  PostHandOverRow,
  PostRegister,
  PostRow,
  SiteRow,
} from './organisation.ts'
import type { DecidedTerm } from './explanation.ts'
import type { OwnRule, OwnRuleProposal } from './precedence.ts'
import type { ScheduleRow } from './schedule.ts'
import type { Started } from './starts.ts'
import type {
  DigitalObjectRow,
  Instant,
  JobRow,
  ObjectCopyRow,
  RecordState,
  RegisterEntryRow,
  TaskRow,
} from './state.ts'
import type { ArchivesConsent, TriggerRow } from './state/schedule.ts'
import type { GivingEvents } from './state/givings.ts'
import type { VariantEvents } from './state/variants.ts'
import type { VitalEvents } from './vital.ts'
import type { ImportEvents } from './events/import.ts'
import type { ListEventData } from './events/list.ts'
import type { TransferBatchState, TransferCheckRow, TransferItemRow } from './state/transfer.ts'
import type { PlacementRow, RecordItemRow, ScanPassRow } from './state/paper.ts'
import type { DescriptionEventData } from './events/description.ts'
import type { HoldEventData } from './events/holds.ts'
import type { Guard } from './lifecycle.ts'
import type {
  BatchLeaveReason,
  EventType,
  LeaveReason,
  ReceiptVerdict,
  SendMethod,
  StreamKind,
} from './vocabulary.ts'

export type RecordBirth = Pick<
  RecordState,
  | 'level'
  | 'carrier'
  | 'title'
  | 'classCode'
  | 'definitionId'
  | 'fondsId'
  | 'formingUnitId'
  | 'grade'
  | 'formedOn'
  | 'sourceSystem'
  | 'sourceReference'
  | 'subjectDigest'
  | 'placeStep'
> &
  /** Absent where files of the class are not parted. */
  Partial<Pick<RecordState, 'volume' | 'mainRecordId'>>

/** An appointment as it is named. */
export type DeputyFacts = Readonly<Omit<DeputyRow, 'endedAt'>>

interface ScheduleBirth {
  schedule: string
  version: string
  effectiveOn: PlainDate
  sha256: string
  rows: readonly { readonly id: string; readonly rule: ScheduleRow }[]
}

/** What each event states. Everything that a projection needs is here; nothing is looked up while folding. */
export interface EventData
  extends
    StructureEventData,
    DescriptionEventData,
    ImportEvents,
    AccessEventData,
    ListEventData,
    HoldEventData,
    GivingEvents,
    VariantEvents,
    VitalEvents {
  'site.created': Omit<SiteRow, 'id'>
  'site.clock-moved': { from: PlainDate; to: PlainDate; reason: string }
  'person.added': Omit<PersonRow, 'id' | 'state'>
  'person.made-passive': { on: PlainDate }
  /** That it was set, and by whom; never what it is. */
  'person.password-set': { mustChange: boolean }
  /** By the person themselves. */
  'person.password-changed': Readonly<Record<string, never>>
  /** After failures in a row, for longer each time. */
  'person.locked': { failures: number; locksBefore: number; until: Instant }
  'person.unlocked': { reason: string }
  /** By an administrator, or by the operator. */
  'person.sessions-ended': { sessions: number; reason: string }
  /** A public key is no secret: what was signed with it can be checked by it for ever. */
  'person.factor-added': { kind: 'totp' } | { kind: 'webauthn'; authenticatorId: string; publicKey: string }
  'person.factor-removed': { kind: 'totp' | 'webauthn'; authenticatorId: string | null; reason: string }
  /** Who the person is for the identity provider of the bureau. */
  'person.identity-linked': Omit<IdentityRow, 'personId' | 'unlinkedOn'>
  'person.identity-unlinked': { identityId: string; reason: string }
  'post.given': Omit<PostRow, 'personId' | 'toOn'>
  'post.ended': { postId: string; toOn: PlainDate }
  'hand-over.proposed': Pick<
    PostHandOverRow,
    'id' | 'postId' | 'fromId' | 'toId' | 'unitId' | 'role' | 'note'
  >
  /** `proof`: how the signer proved who they are. */
  'hand-over.confirmed': { id: string; registerHash: string; proof: string }
  'hand-over.accepted': {
    id: string
    toPostId: string
    registerHash: string
    register: PostRegister
    proof: string
  }
  'hand-over.withdrawn': { id: string; reason: string }
  'hand-over.sheet-laid': {
    id: string
    key: string
    versionId: string | null
    sha256: string
    sizeBytes: number
  }
  'post.handed-over': { postId: string; toPersonId: string; toPostId: string }
  'class.granted': ClassesGranted
  'class.withdrawn': { grantId: string; toOn: PlainDate }
  'record.created': RecordBirth
  'record.described': Partial<
    Pick<RecordState, 'title' | 'classCode' | 'formedOn' | 'grade' | 'pages' | 'subjectDigest'>
  >
  'place.moved': {
    from: string
    to: string
    round: number
    outcome: string
    wakeOn: PlainDate | null
    ended: boolean
  }
  'place.skipped': { step: string; guard: Guard }
  'record.contents-listed': {
    /** `classCode`: only of an entry that said one. */
    items: readonly (Pick<RecordItemRow, 'id' | 'formedOn' | 'firstPage' | 'lastPage'> & {
      readonly classCode?: string | null
    })[]
    pages: number
    /** Titles, authors and numbers of the entries, in their order: personal, so the ledger keeps a digest. */
    textsDigest: string | null
  }
  'scan.submitted': Pick<ScanPassRow, 'id' | 'round' | 'pages' | 'asOriginal'>
  'scan.examined': Pick<ScanPassRow, 'measured' | 'missing'> & {
    passId: string
    outcome: 'passed' | 'faulty'
  }
  'scan.judged': Pick<ScanPassRow, 'faults'> & { passId: string; verdict: 'accepted' | 'returned' }
  'record.bound': { listed: number | null; scanned: number | null; counted: number }
  'record.shelved': Pick<PlacementRow, 'id' | 'cellId' | 'barcode' | 'slot' | 'boxNumber'>
  'record.unshelved': { placementId: string; reason: string }
  'record.filed': Pick<RecordState, 'classCode'> & {
    archivalCode: string
    scheduleVersionId: string
    codeBlock: string
    number: number
  }
  'record.appraised': {
    scanPolicy: string
    grade: RecordState['grade']
    openingState: 'open' | 'controlled'
    periodYears: number | null
  }
  'record.custody-taken': { custodyUnitId: string; countedPages: number | null; sender: string | null }
  'trigger.entered': Pick<TriggerRow, 'id' | 'kind' | 'on' | 'evidence'> & { of?: string }
  /** `start`: by which name its day is kept; absent before days were kept by name. */
  'trigger.confirmed': { triggerId: string; start?: string }
  'trigger.refused': { triggerId: string; reason: string }
  'record.listed': { listId: string; wakeOn: PlainDate }
  /** `decided`: who proposed it and who authorised it; absent where nobody has to. */
  'record.left-list': {
    listId: string
    reason: LeaveReason
    extendedYears: number | null
    decided?: DecidedTerm
    /** Of a record that is kept as a sample: the rule that it has of its own from now on. */
    ownRule?: OwnRule
  }
  'record.destroyed': { entry: RegisterEntryRow }
  'retention.computed': Pick<RecordState, 'retentionEndsOn' | 'dueOn' | 'transferDueOn'> & {
    explanation: unknown
  }
  /** A last day entered by hand; its reason is kept for ever, so it names no person. */
  'retention.set-by-hand': { endsOn: PlainDate; reason: string }
  /** A rule of this record beside that of its class, or that its class alone decides again; reasons name no person. */
  'retention.rule-proposed': Pick<OwnRuleProposal, 'id' | 'period' | 'reason'>
  'retention.rule-confirmed': { id: string }
  'retention.rule-refused': { id: string; reason: string }
  'retention.hand-lifted': { endsOn: PlainDate; reason: string }
  /**
   * A fact of the record itself starts its clock, or does so no more: a date among its metadata, the last entry of its contents, the
   * record to which it belongs. `from`: where it stands; absent in events from before days were kept by name, which have a day.
   */
  'retention.started': Started
  /** Without `why`: the period has run out. */
  'retention.fell-due': { dueOn: PlainDate; asOf: PlainDate; why?: 'transfer' }
  'retention.looked-at': { asOf: PlainDate; verdict: string; wakeOn: PlainDate }
  'task.opened': Pick<
    TaskRow,
    | 'id'
    | 'step'
    | 'slot'
    | 'round'
    | 'candidateGroup'
    | 'escalationGroup'
    | 'form'
    | 'dueOn'
    | 'lookOn'
    | 'assigneeId'
  >
  'task.claimed': { taskId: string; personId: string }
  'task.released': { taskId: string; personId: string }
  'task.delegated': { taskId: string; from: string; to: string; reasonDigest: string }
  /** A delegated task goes back to who gave it, by either of the two. */
  'task.handed-back': { taskId: string; from: string; to: string }
  /** A head of the unit gives a claimed task to somebody else of its group. */
  'task.reassigned': { taskId: string; from: string; to: string; reasonDigest: string }
  'task.completed': {
    taskId: string
    personId: string
    outcome: string
    form: Readonly<Record<string, unknown>>
  }
  'task.cancelled': { taskId: string; reason: string }
  'task.reminded': { taskId: string; on: PlainDate; lookOn: PlainDate | null }
  'task.escalated': { taskId: string; on: PlainDate; toGroup: string | null; lookOn: PlainDate | null }
  'job.started': Pick<JobRow, 'id' | 'kind' | 'step' | 'ownerGroup'>
  'job.failed': { jobId: string; attempts: number; errorCode: string; errorDetail: string }
  'job.retried': { jobId: string }
  'job.completed': { jobId: string; outcome: string }
  'object.added': Pick<
    DigitalObjectRow,
    'id' | 'role' | 'position' | 'mediaType' | 'sizeBytes' | 'sha256' | 'derivedFrom'
  > & {
    nameDigest: string | null
    copy: Pick<ObjectCopyRow, 'id' | 'bucket' | 'key' | 'versionId'>
  }
  'object.withdrawn': { objectId: string; reason: string }
  'object.inspected': {
    objectId: string
    mediaType: string
    formatName: string | null
    puid: string | null
    pages: number | null
    findings: readonly string[]
  }
  'object.preserved': {
    objectId: string
    copy: Pick<ObjectCopyRow, 'id' | 'bucket' | 'key' | 'versionId'>
    lockedUntil: Instant
  }
  'copy.destroyed': { copyId: string; proof: string }
  'destruction.begun': { listId: string; registerHash: string; holdEpoch: number }
  'record.batched': { batchId: string; wakeOn: PlainDate }
  'record.left-batch': { batchId: string; reason: BatchLeaveReason; detail: string }
  'record.transferred': {
    batchId: string
    on: PlainDate
    copyKeptUntil: PlainDate
    wakeOn: PlainDate
    receiptNumber: string
  }
  /** The point of no return of our own copy after a transfer. */
  'release.begun': { batchId: string | null; holdEpoch: number }
  'record.released': { batchId: string | null; copies: number }
  'batch.compiled': Pick<
    TransferBatchState,
    | 'number'
    | 'title'
    | 'definitionId'
    | 'fondsId'
    | 'formingUnitId'
    | 'custodyUnitId'
    | 'grade'
    | 'receiver'
    | 'placeStep'
  > & { items: readonly Omit<TransferItemRow, 'subjectId' | 'state' | 'leaveReason' | 'remark'>[] }
  'batch.sealed': { sealedHash: string; items: number }
  'batch.item-left': { recordId: string; reason: BatchLeaveReason; detail: string }
  'batch.packaged': {
    packageObjectId: string
    sha256: string
    sizeBytes: number
    payloadFiles: number
    payloadBytes: number
    /** Of the items that it holds. */
    itemsHash: string
    items: number
  }
  'batch.checked': {
    packageSha256: string
    checks: readonly Pick<TransferCheckRow, 'id' | 'checkId' | 'nature' | 'verdict' | 'evidence'>[]
  }
  'batch.sent': {
    method: SendMethod
    destination: string | null
    packageSha256: string
    /** Who may fetch the package and post the receipt. */
    receiverGroup: string
  }
  'batch.delivered': { to: string; sizeBytes: number }
  'batch.receipt-entered': {
    number: string
    on: PlainDate
    verdict: ReceiptVerdict
    packageSha256: string
    reason: string | null
  }
  'batch.received': {
    by: 'archive' | 'two-persons'
    number: string
    on: PlainDate
    verdict: ReceiptVerdict
    packageSha256: string
    reason: string | null
    differences: readonly { readonly recordId: string; readonly reason: string }[]
  }
  'batch.aborted': { reason: string }
  /** The text itself is a personal value; whoever is named in it is told. */
  'comment.added': {
    id: string
    taskId: string | null
    mentions: readonly string[]
    textDigest: string
  }
  'deputy.named': DeputyFacts
  'deputy.ended': { id: string }
  /** A version that came with the product joins the ledger, with everything that it holds. */
  'schedule.adopted': ScheduleBirth
  'schedule.drafted': ScheduleBirth & { basedOnId: string }
  'schedule.rows-changed': { put: ScheduleBirth['rows']; removed: readonly string[]; sha256: string }
  'schedule.row-confirmed': { rowId: string; note: string; sha256: string }
  'schedule.returned': { reason: string }
  'schedule.reviewed': { sha256: string; note: string }
  'schedule.approved': { sha256: string; note: string }
  /** `consent`: absent in events from before it was asked for. */
  'schedule.activated': { sha256: string; supersedes: string; consent?: ArchivesConsent }
  'schedule.superseded': { by: string }
  'schedule.redating-ordered': { jobId: string }
  'schedule.redating-paused': { jobId: string }
  'schedule.redating-resumed': { jobId: string }
  'schedule.redating-finished': { jobId: string; counts: Readonly<Record<string, number>> }
  /** The record follows another version of its schedule from now on; its date comes with `retention.computed`. */
  'record.repinned': { from: string; scheduleVersionId: string }
}

/** An event that an act wants to append; stream position, time and hash are the gate's. */
export type NewEvent = {
  readonly [T in EventType]: {
    readonly stream: { readonly kind: StreamKind; readonly id: string }
    readonly type: T
    readonly data: EventData[T]
    /** Personal values: the ledger keeps their salted digests, `event_private` the values (ADR 23). */
    readonly personal?: Readonly<Record<string, string>>
  }
}[EventType]

/** An appended event as the fold sees it. Personal values are absent once erased. */
export interface RecordedEvent<T extends EventType = EventType> {
  readonly stream: { readonly kind: StreamKind; readonly id: string }
  readonly seq: number
  readonly type: T
  readonly at: Instant
  readonly on: PlainDate
  readonly actor: string
  /** For whose post the actor acted, as a deputy. */
  readonly onBehalfOf?: string
  readonly data: EventData[T]
  readonly personal?: Readonly<Record<string, string>>
  readonly hash: string
}
