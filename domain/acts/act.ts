import type { Actor } from '#domain/access.ts'
import type { ApiKeyRow } from '#domain/api-keys.ts'
import type { ArchiveFormats } from '#domain/archive-formats.ts'
import type { ReservedRange } from '#domain/code-sequence.ts'
import type { PlainDate, WorkingCalendar } from '#domain/dates.ts'
import type { DeputyFacts, NewEvent } from '#domain/events.ts'
import type { Definition } from '#domain/lifecycle.ts'
import type { MetadataScheme } from '#domain/metadata-scheme.ts'
import type { AccessGrantRow } from '#domain/organisation.ts'
import type { PersonalDataRules } from '#domain/personal-data.ts'
import type { Refusal } from '#domain/refusal.ts'
import type { Rules, ScheduleRow } from '#domain/schedule.ts'
import type { Instant, Rows } from '#domain/state.ts'
import type { StandingHold } from '#domain/state/holds.ts'
import type { CodeSequence } from '#domain/state/structure.ts'
import type { VolumeRules } from '#domain/volume-rules.ts'
import type { Grade, SiteMode } from '#domain/vocabulary.ts'

/** What is the same for every act: versions of definitions and schedules, immutable once loaded. */
export interface Reference {
  readonly definition: (id: string) => Definition | undefined
  /** The newest version of a definition, which new records and lists pin. */
  readonly newestDefinition: (
    key: string,
  ) => { readonly id: string; readonly document: Definition } | undefined
  readonly recordClass: (code: string) => RecordClass | undefined
  readonly scheduleRow: (scheduleVersionId: string, code: string) => ScheduleRow | undefined
  /** The newest version of what may be said of records. */
  readonly metadataScheme: () => MetadataScheme
  readonly volumeRules: () => VolumeRules
  /** Which classes hold what is never published. */
  readonly personalData: () => PersonalDataRules
  /** In which formats contents are kept, and from when on. */
  readonly archiveFormats: () => ArchiveFormats
  /** All rules of a class in a version: its own row, then those that apply to it as well. */
  readonly rules: (scheduleVersionId: string, code: string) => Rules | undefined
  /** The day from which a unit works in the system: null while it is not set, undefined for a unit that has just been founded. */
  readonly liveFrom: (unitId: string) => PlainDate | null | undefined
  /** Holds on classes and files that stand. */
  readonly standingHolds: () => readonly StandingHold[]
}

export interface RecordClass {
  readonly code: string
  readonly nameZh: string
  readonly family: string
  readonly codeParts: readonly string[] | null
  readonly scheduleVersionId: string
  readonly isActive: boolean
}

export interface Fonds {
  readonly id: string
  readonly code: string
  readonly agencyUnitId: string
  readonly archivesUnitId: string
  readonly bureauUnitId: string
  readonly holdEpoch: number
  /** Since when its agency has no settled successor: nothing of it is destroyed or transferred. */
  readonly frozenSince?: PlainDate
}

export interface Upload {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly mediaType: string
  readonly sizeBytes: number
  readonly sha256: string
  readonly takenBy: string | null
}

/** Somebody else on whom a decision rests, such as who shall take over a task. */
export interface PersonFacts {
  readonly personId: string
  readonly kind: 'person' | 'service'
  readonly state: 'active' | 'passive'
  readonly clearance: Actor['clearance']
  readonly rightsVersion: number
  /** As in `Actor`: those of their own posts, and of posts that they are deputy for. */
  readonly groups: readonly string[]
}

/** An account as a decision about it sees it: no secret is in it. */
export interface AccountFacts {
  readonly personId: string
  readonly kind: 'person' | 'service'
  readonly state: 'active' | 'passive'
  readonly login: string
  readonly rightsVersion: number
  /** Head of the person's history. */
  readonly version: number
  readonly headHash: string
  /** Failed tries to sign in, in a row. */
  readonly failures: number
  /** Locks in a row before now. */
  readonly lockouts: number
  /** Null while it is not locked. */
  readonly lockedUntil: Instant | null
  readonly hasTotp: boolean
  /** Ids of the person's security keys. */
  readonly authenticators: readonly string[]
  readonly sessions: number
  /** Whether it is a service that may have keys by one of its posts of today. */
  readonly isBusinessSystem: boolean
  readonly keys: readonly ApiKeyRow[]
  readonly identities: readonly { readonly id: string; readonly issuer: string; readonly subject: string }[]
  /** Whose the identity is that the request names; null: nobody's. */
  readonly identityHolder: string | null
}

/** What the commit changes of one account. Nothing of it stands in an event. */
export interface AccountChange {
  readonly personId: string
  readonly passwordHash?: string
  readonly mustChange?: boolean
  readonly failures?: number
  readonly lockouts?: number
  readonly lockedUntil?: Instant | null
  /** Sealed; null takes it away. */
  readonly totpSecret?: string | null
  readonly totpLastStep?: number
  readonly identity?: {
    readonly id: string
    readonly issuer: string
    readonly subject: string
    readonly linkedOn: PlainDate
  }
  readonly identityEnded?: { readonly id: string; readonly on: PlainDate }
  readonly authenticator?: NewAuthenticator
  readonly authenticatorsRemoved?: readonly string[]
  readonly endSessions?: true
}

/** A key of a service as it stands after the act; of a new one also the SHA-256 of its secret, hex, which no event states. */
export type KeyChange = ApiKeyRow & { readonly secretHash?: string }

/** A security key as it proved itself. */
export interface NewAuthenticator {
  readonly id: string
  readonly credentialId: string
  readonly publicKeyHex: string
  readonly counter: number
  readonly transports: readonly string[]
  readonly name: string
}

/** What an archival code stands for, whether the actor sees it or not: for the decision alone. */
export interface NamedRecord {
  readonly recordId: string
  readonly isSeen: boolean
  readonly grade: Grade
  readonly formingUnitId: string
  readonly custodyUnitId: string | null
}

/** A cell of the shelves, and which of its places are taken. */
export interface Cell {
  readonly id: string
  readonly barcode: string
  readonly capacity: number
  readonly taken: readonly number[]
}

export interface Counter {
  readonly fondsId: string
  readonly year: number
  readonly block: string
  readonly next: number
  /** Raised by each reservation of numbers and each release: the commit stands only while it is the same. Absent: none yet. */
  readonly epoch?: number
  /** The last of several numbers that are used at once; absent: `next` alone. */
  readonly last?: number
}

/** A range of a sequence, and the unit for which it is kept back. */
export type KeptBack = CodeSequence & ReservedRange & { readonly holderUnitId?: string }

/** Everything that a decision may rest on; the commit compares what it rested on again under lock. */
export interface ActFacts {
  readonly actor: Actor
  readonly now: Instant
  readonly today: PlainDate
  readonly site: {
    readonly id: string
    readonly mode: SiteMode
    readonly version: number
    readonly coolingDays: number
    readonly backupDays: number
    readonly archiveNow: Instant
    readonly zone: string
    /** Whether the object store passed its probe: on one that did not, nothing is filed. */
    readonly storeFit: boolean
  }
  readonly subjects: ReadonlyMap<string, Rows>
  readonly fonds: readonly Fonds[]
  readonly calendar: WorkingCalendar
  readonly counters: readonly Counter[]
  /** Numbers that the counters pass over. */
  readonly reserved?: readonly KeptBack[]
  readonly uploads: readonly Upload[]
  readonly unit?: {
    readonly id: string
    readonly kind: string
    readonly fonds: Fonds | null
    /** Last day of a unit that has ended; null or absent while it exists. */
    readonly toOn?: PlainDate | null
    /** The day from which it works in the system; null while it is not set. */
    readonly liveFrom: PlainDate | null
    /** Families of classes of which the actor sees the unit's records by their own posts. */
    readonly seenFamilies?: readonly string[]
  }
  /** The cell whose barcode the request names; absent when there is none. */
  readonly cell?: Cell
  /** The cells among those whose barcodes the request names. */
  readonly cells?: readonly Cell[]
  /** Who created or added to the records of a list: none of them may approve its destruction. */
  readonly participants: readonly string[]
  /** The account that the request names; absent when there is no such person. */
  readonly account?: AccountFacts
  /** Those whom the request names, and no others. */
  readonly people?: readonly PersonFacts[]
  /** What the archival code that the request names stands for; absent when for nothing. */
  readonly named?: NamedRecord
  /** The request for a look that the request names. */
  readonly accessGrant?: AccessGrantRow
  /** Of a look at a class: whose post as head of the unit the actor acts in today, their own or that of who named them deputy; absent: in none. */
  readonly headOfUnit?: string
  /** Subjects that the actor sees by a look at a class alone. */
  readonly lookOnly?: readonly string[]
  /** The person that each record is about, as it was said last; only of records that the actor sees. */
  readonly subjectNames?: Readonly<Record<string, readonly string[]>>
  /** The next number of the register of what is given at the window. */
  readonly nextGiving?: number
  /** Appointments of the actor's own posts that still stand. */
  readonly deputies?: readonly DeputyFacts[]
  readonly reference: Reference
  readonly newId: () => string
  readonly digest: (text: string) => string
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** What an act does: its events, and what the commit must write or guard beside them. */
export interface Decided {
  readonly kind: 'decided'
  readonly events: readonly NewEvent[]
  readonly answer: { readonly [key: string]: Json }
  readonly counters?: readonly Counter[]
  readonly epochs?: readonly {
    readonly fondsId: string
    readonly holdEpoch: number
    readonly raise?: boolean
  }[]
  readonly uploads?: readonly { readonly id: string; readonly takenBy: string }[]
  readonly texts?: readonly PageText[]
  /** Subjects whose texts and personal values go with this commit; only with `record.destroyed`. */
  readonly erase?: readonly string[]
  /** The commit stands, and the caller is refused all the same: an attempt that must be remembered. */
  readonly refusal?: Refusal
  /** For whose post the actor acts, as a deputy: every event of the act says so. */
  readonly onBehalfOf?: string
  /** Others on whose rights the decision rests; the commit stands only while they are the same. */
  readonly people?: readonly { readonly id: string; readonly rightsVersion: number }[]
  readonly deputies?: readonly DeputyFacts[]
  readonly deputiesEnded?: readonly string[]
  /** Requests for a look as they stand after the act. */
  readonly accessGrants?: readonly AccessGrantRow[]
  /** Of the subjects whose events would wake them, these alone; absent: all of them. */
  readonly nudged?: readonly string[]
  /** Work over many records that begins, or is to look at its state again. */
  readonly bulkJobs?: readonly string[]
  /** What changes of an account beside its history: secrets, locks, sessions. */
  readonly accounts?: readonly AccountChange[]
  readonly keys?: readonly KeyChange[]
  /** What stands over classes and files is another from this commit on: whoever decided by the former decides anew. */
  readonly standingHolds?: 'changed'
  /** Imports of a backlog that are to be looked at again. */
  readonly imports?: readonly string[]
  /** A schedule version from now on in force: its classes, and the version that it replaces. */
  readonly activated?: {
    readonly scheduleVersionId: string
    readonly supersededId: string
    readonly classes: readonly RecordClass[]
  }
  /** How far the clock of the law shall be ahead from now on, as a Postgres interval. */
  readonly clockAhead?: string
}

export interface PageText {
  readonly objectId: string
  readonly subjectId: string
  readonly page: number
  readonly text: string
  readonly source: 'document' | 'recognition'
}

export type Decision = Refusal | Decided

export function decided(
  events: readonly NewEvent[],
  answer: Decided['answer'],
  more: Omit<Decided, 'kind' | 'events' | 'answer'> = {},
): Decided {
  return { kind: 'decided', events, answer, ...more }
}
