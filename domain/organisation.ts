import type { ApiKeyRow, KeyEventData } from './api-keys.ts'
import type { PlainDate } from './dates.ts'
import { refuse, type Refusal } from './refusal.ts'
import type { Instant } from './state.ts'
import type {
  ACCESS_GRANT_STATES,
  AppraiserKind,
  Grade,
  HAND_OVER_STATES,
  PERSON_KINDS,
  PERSON_STATES,
  RecordFamily,
  Role,
  SiteMode,
  UnitKind,
} from './vocabulary.ts'
import type { SuccessionWay, UnitEnding } from './vocabulary/structure.ts'

/** What the founding of a site fixes for ever; its clock is beside this. */
export interface SiteRow {
  id: string
  mode: SiteMode
  nameZh: string
  nameEn: string
  /** IANA name of the zone in which the archive's civil dates are counted. */
  zone: string
  coolingDays: number
  backupDays: number
}

/** A node of the dated tree of units; `path` holds the ids from the root to itself. */
export interface UnitRow {
  id: string
  parentId: string | null
  path: readonly string[]
  kind: UnitKind
  nameZh: string
  nameEn: string
  fromOn: PlainDate
  /** The day from which it works in the system (上线日); null while that day is not set. Until then it takes in a backlog and is set up, and nothing else. */
  liveFrom: PlainDate | null
  /** Last day of the unit; null while it exists. */
  toOn: PlainDate | null
  /** How it ended; null while it exists. */
  endedBy: UnitEnding | null
  /** Units that took over its tasks. */
  successorIds: readonly string[]
  /** The living unit whose people act for it and see its records; null while it exists, or where nobody was named. */
  heirId: string | null
}

/** What the founding of a unit states; its end comes later. A unit works since it exists, where nothing is said of that. */
export type UnitBirth = Omit<UnitRow, 'liveFrom' | 'endedBy' | 'successorIds' | 'heirId'> &
  Partial<Pick<UnitRow, 'liveFrom'>>

/** Whether a unit works in the system on a day. */
export function isLiveOn({ liveFrom }: Pick<UnitRow, 'liveFrom'>, on: PlainDate): boolean {
  return liveFrom !== null && liveFrom <= on
}

/** Why no new record comes to a unit on a day, with the day from which it does where that is known; undefined where it works. */
export function notLiveRefusal(unit: Pick<UnitRow, 'liveFrom'>, on: PlainDate): Refusal | undefined {
  if (isLiveOn(unit, on)) return undefined
  return refuse('unit.not-live', unit.liveFrom === null ? {} : { liveFrom: unit.liveFrom })
}

/** A name that a unit bore before its present one. */
export interface UnitNameRow {
  id: string
  unitId: string
  nameZh: string
  nameEn: string
  fromOn: PlainDate
  toOn: PlainDate
}

export interface FondsRow {
  id: string
  code: string
  nameZh: string
  nameEn: string
  agencyUnitId: string
  archivesUnitId: string
  bureauUnitId: string
  /** Since when its agency has no settled successor: nothing of it is destroyed or transferred. Null: nothing is open. */
  frozenSince: PlainDate | null
  /** Last day on which records were formed in it; null while it grows. */
  closedOn: PlainDate | null
}

export type FondsBirth = Omit<FondsRow, 'frozenSince' | 'closedOn'>

/** The question who follows the ended agency of a fonds, and its answer (档案法 Art 16). */
export interface FondsSuccessionRow {
  id: string
  fondsId: string
  /** The agency that ended. */
  unitId: string
  openedOn: PlainDate
  /** Null until it is settled. */
  settledOn: PlainDate | null
  settledBy: string | null
  way: SuccessionWay | null
  /** The agency that answers for the fonds from then on. */
  successorUnitId: string | null
  /** The order on which the settlement rests. */
  authority: string | null
}

/** A natural person or a service principal; ids and logins are never used again. */
export interface PersonRow {
  id: string
  kind: (typeof PERSON_KINDS)[number]
  state: (typeof PERSON_STATES)[number]
  login: string
  nameZh: string
  nameEn: string
  clearance: Grade
}

/** Who acts for the holder of a post, from date to date (代理). */
export interface DeputyRow {
  id: string
  postId: string
  /** The holder of the post, who named the deputy. */
  principalId: string
  deputyId: string
  fromOn: PlainDate
  toOn: PlainDate
  /** Null while the appointment stands; one that was ended early gives nothing any more. */
  endedAt: Instant | null
}

/** Who a person is for an identity provider: linked by an administrator's act, never by signing in. */
export interface IdentityRow {
  id: string
  personId: string
  issuer: string
  subject: string
  linkedOn: PlainDate
  /** Null while the person may sign in with it. */
  unlinkedOn: PlainDate | null
}

export interface PostRow {
  id: string
  personId: string
  unitId: string
  role: Role
  appraiserKind: AppraiserKind | null
  givesScope: boolean
  fromOn: PlainDate
  /** Last day on which the post is held; null while it is. */
  toOn: PlainDate | null
}

/** That a post shows the records of a family of classes, from date to date. Without one it shows none of them. */
export interface ClassGrantRow {
  id: string
  postId: string
  family: RecordFamily
  fromOn: PlainDate
  /** Last day on which it holds; null while it does. */
  toOn: PlainDate | null
}

/** A wish to look for some days at one record, or at a class of one unit, and what became of it (利用审批). */
export interface AccessGrantRow {
  id: string
  personId: string
  /** Null where the code names no record, which nobody is told, and where a class is asked for. */
  recordId: string | null
  /** Of the record; of a class its own. */
  code: string
  /** The unit that formed the records of the class; null where one record is asked for, like the three that follow. */
  unitId: string | null
  classCode: string | null
  /** First and last year of forming; both null: all years. */
  fromYear: number | null
  toYear: number | null
  days: number
  purpose: string
  /**
   * Grade of the record when it was asked for, and the groups whose deputies may decide without seeing it; null and none where there is
   * no such record. Of a class: the highest grade that it opens.
   */
  grade: Grade | null
  deciderGroups: string[]
  state: (typeof ACCESS_GRANT_STATES)[number]
  askedAt: Instant
  askedOn: PlainDate
  decidedBy: string | null
  decidedAt: Instant | null
  /** Which event of the site decided it: the asker is told of that one. */
  decidedSeq: number | null
  reason: string | null
  fromOn: PlainDate | null
  /** Last day on which it shows the record. */
  toOn: PlainDate | null
}

/** What of a post moves to a successor: ids and days alone, so that it can be shown to both and kept for ever. */
export interface PostRegister {
  /** Claimed by the holder for the post; they pass with it. */
  tasks: readonly { id: string; subjectId: string; step: string; dueOn: PlainDate }[]
  /** Open tasks that wait for the post's group, whoever holds it. */
  waiting: number
  /** Holds that the holder placed and that stand: the successor reviews them. */
  holds: readonly { id: string; subjectId: string; reviewOn: PlainDate }[]
  /** Disposal lists and transfer batches that the holder compiled and that are not ended. */
  lists: readonly { id: string; number: string }[]
  families: readonly RecordFamily[]
  /** Deputies of the post: what they were given ends with it. */
  deputies: readonly { id: string; deputyId: string; toOn: PlainDate }[]
}

/** The hand-over of a post, from its proposal to its printed register (定期轮岗). */
export interface PostHandOverRow {
  id: string
  postId: string
  fromId: string
  toId: string
  unitId: string
  role: Role
  note: string
  state: (typeof HAND_OVER_STATES)[number]
  proposedBy: string
  proposedAt: Instant
  /** Who is above the post and agreed; null until then, like everything that follows. */
  confirmedBy: string | null
  confirmedAt: Instant | null
  acceptedAt: Instant | null
  toPostId: string | null
  registerHash: string | null
  register: PostRegister | null
  sheetKey: string | null
  sheetVersionId: string | null
  sheetSha256: string | null
  sheetBytes: number | null
}

/** Row types by table. */
export interface OrganisationRowTypes {
  site: SiteRow
  unit: UnitRow
  unitName: UnitNameRow
  fonds: FondsRow
  fondsSuccession: FondsSuccessionRow
  person: PersonRow
  post: PostRow
  deputy: DeputyRow
  identity: IdentityRow
  classGrant: ClassGrantRow
  accessGrant: AccessGrantRow
  postHandOver: PostHandOverRow
  apiKey: ApiKeyRow
}

/** What a request for a look states; those of the first days say neither grade nor groups. */
type AccessAsked = Pick<AccessGrantRow, 'id' | 'personId' | 'recordId' | 'code' | 'days' | 'purpose'> &
  Partial<Pick<AccessGrantRow, 'grade' | 'deciderGroups' | 'unitId' | 'classCode' | 'fromYear' | 'toYear'>>

/** The decision for it; of a class with the highest grade that it opens. */
interface AccessGranted {
  id: string
  reason: string
  fromOn: PlainDate
  toOn: PlainDate
  grade?: Grade
}

/** What becomes of looks on request, on the history of the site, and of keys, on those of their services. */
export interface AccessEventData extends KeyEventData {
  'access.requested': AccessAsked
  'access.granted': AccessGranted
  'access.refused': { id: string; reason: string }
  'access.ended': { id: string }
}

/** Families of classes that a post is granted at once. */
export interface ClassesGranted extends Pick<ClassGrantRow, 'postId' | 'fromOn'> {
  grants: readonly Pick<ClassGrantRow, 'id' | 'family'>[]
}
