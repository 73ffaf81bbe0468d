import type { Asking } from '#db/client.ts'
import type { AccountFacts, ActFacts, Counter, Fonds, Upload } from '#domain/acts/act.ts'
import type { Actor } from '#domain/access.ts'
import { plainDate, type PlainDate } from '#domain/dates.ts'
import { newId } from '#db/ids.ts'
import type { LiveReference } from '#db/reference/read.ts'
import { sha256Hex } from './canonical.ts'
import { fromSql, rowsFrom, type SqlRow } from './rows.ts'

/** Who acts: a natural person by session, a business system by key, or the product itself by id. */
export type Principal =
  | { readonly kind: 'session'; readonly hash: string; readonly idleMinutes: number }
  | { readonly kind: 'key'; readonly id: string; readonly hash: string }
  | { readonly kind: 'person'; readonly id: string }

/** Facts beside the subjects' own rows. A request by task needs none of them: the task says what its form rests on. */
export interface Want {
  readonly objects?: true
  readonly items?: true
  readonly counters?: true
  readonly participants?: true
  /** With a record: the list that it is on. */
  readonly list?: true
  /** With a list: the records that are on it. */
  readonly listed?: true
  /** Appointments of the actor's own posts. */
  readonly deputies?: true
  /** Of many records nothing but what their dates rest on. */
  readonly dating?: true
  /** Of many records, and the standing hold among the subjects, what that hold is put on them by. */
  readonly holding?: true
  /** With dating: also the data of theirs from which a term may start. */
  readonly data?: true
  /** With records: whom they are about, and the next number of the register of what is given at the window. */
  readonly window?: true
  /** With a record: the other volumes of its case, and the records that stand in a relation to it. With dating: all on which theirs rest, link by link. */
  readonly case?: true
}

export interface FactsRequest {
  readonly principal: Principal
  readonly key?: string
  readonly task?: string
  readonly subjects?: readonly string[]
  readonly unit?: string
  readonly fonds?: string
  readonly uploads?: readonly string[]
  /** Years whose counters of codes the decision needs beside those of the subjects. */
  readonly years?: readonly number[]
  /** Others on whom the decision rests, such as who shall take over. */
  readonly people?: readonly string[]
  /** The person whose account the act is about. */
  readonly account?: string
  /** With an account: whose this identity of a provider is. */
  readonly identity?: { readonly issuer: string; readonly subject: string }
  /** Barcode of a cell of the shelves. */
  readonly cell?: string
  /** Barcodes of several. */
  readonly cells?: readonly string[]
  /** An archival code: what it names is told to the decision alone. */
  readonly code?: string
  /** A request for a look. */
  readonly accessGrant?: string
  readonly want?: Want
}

interface FactsJson {
  readonly actor: Actor | null
  readonly now: string
  readonly today: PlainDate
  readonly site: Omit<ActFacts['site'], 'storeFit'> & {
    readonly headHash: string
    readonly referenceEpoch: number
  }
  readonly storeFit?: boolean
  readonly prior?: { readonly bodyHash: string; readonly answer: unknown } | null
  readonly subjects: Readonly<Record<string, Parameters<typeof rowsFrom>[0]>>
  /** Beside those of the subjects, which come with them. */
  readonly fonds?: readonly Record<string, unknown>[] | null
  readonly counters?: readonly Record<string, unknown>[]
  readonly reserved?: ActFacts['reserved']
  readonly uploads?: readonly Record<string, unknown>[]
  readonly participants?: readonly string[]
  readonly people?: ActFacts['people']
  readonly cell?: ActFacts['cell'] | null
  readonly cells?: ActFacts['cells']
  readonly named?: ActFacts['named'] | null
  readonly accessGrant?: Record<string, unknown> | null
  readonly headOfUnit?: string | null
  readonly lookOnly?: readonly string[]
  readonly account?: (Omit<AccountFacts, 'keys'> & { readonly keys: readonly SqlRow[] }) | null
  readonly deputies?: ActFacts['deputies']
  readonly subjectNames?: Readonly<Record<string, readonly string[]>>
  readonly nextGiving?: number
  readonly unit?: {
    readonly id: string
    readonly kind: string
    readonly toOn: PlainDate | null
    readonly liveFrom: PlainDate | null
    readonly seenFamilies: readonly string[]
    readonly fonds: Record<string, unknown> | null
  } | null
}

export interface Gathered {
  readonly facts: ActFacts
  readonly siteHeadHash: string
  readonly referenceEpoch: number
  readonly prior: { readonly bodyHash: string; readonly answer: unknown } | null
}

/** Everything that a decision rests on, in one round trip, through the actor's eyes. Undefined: nobody stands behind the principal. */
export async function gatherFacts(
  sql: Asking,
  request: FactsRequest,
  reference: LiveReference,
): Promise<Gathered | undefined> {
  const [row] = await sql<
    { facts: FactsJson }[]
  >`select gate_facts(${sql.json({ want: {}, ...request } as never)}) as facts`
  const json = row?.facts
  if (json === undefined || json.actor === null) return undefined
  await reference.renewTo(json.site.referenceEpoch)
  return {
    facts: factsFrom(json, json.actor, reference),
    siteHeadHash: json.site.headHash,
    referenceEpoch: json.site.referenceEpoch,
    prior: json.prior ?? null,
  }
}

function factsFrom(json: FactsJson, actor: Actor, reference: LiveReference): ActFacts {
  return {
    actor,
    now: json.now,
    today: json.today,
    site: { ...json.site, storeFit: json.storeFit ?? false },
    subjects: new Map(Object.entries(json.subjects).map(([id, rows]) => [id, rowsFrom(rows)])),
    fonds: fondsOf(json),
    calendar: reference.calendar(),
    counters: (json.counters ?? []).map(counterFrom),
    ...(json.reserved === undefined ? {} : { reserved: json.reserved }),
    uploads: (json.uploads ?? []).map(uploadFrom),
    participants: json.participants ?? [],
    ...(json.named === undefined || json.named === null ? {} : { named: json.named }),
    ...(json.accessGrant === undefined || json.accessGrant === null
      ? {}
      : { accessGrant: fromSql('accessGrant', json.accessGrant) }),
    ...(json.headOfUnit === undefined || json.headOfUnit === null ? {} : { headOfUnit: json.headOfUnit }),
    ...(json.lookOnly === undefined ? {} : { lookOnly: json.lookOnly }),
    ...(json.cell === undefined || json.cell === null ? {} : { cell: json.cell }),
    ...(json.cells === undefined ? {} : { cells: json.cells }),
    ...(json.account === undefined || json.account === null
      ? {}
      : {
          account: { ...json.account, keys: json.account.keys.map((key) => fromSql('apiKey', key)) },
        }),
    ...(json.people === undefined ? {} : { people: json.people }),
    ...(json.subjectNames === undefined ? {} : { subjectNames: json.subjectNames }),
    ...(json.nextGiving === undefined ? {} : { nextGiving: json.nextGiving }),
    ...(json.deputies === undefined ? {} : { deputies: json.deputies }),
    ...(json.unit === undefined || json.unit === null
      ? {}
      : { unit: { ...json.unit, fonds: json.unit.fonds === null ? null : fondsFrom(json.unit.fonds) } }),
    reference,
    newId,
    digest: sha256Hex,
  }
}

/** Each fonds once: many subjects lie in one. */
function fondsOf({ fonds, subjects }: FactsJson): readonly Fonds[] {
  const known = new Map<string, Fonds>()
  for (const rows of [...Object.values(subjects).map((subject) => subject['fonds']), fonds])
    for (const row of rows ?? []) known.set(String(row['id']), fondsFrom(row))
  return [...known.values()]
}

function fondsFrom(row: Record<string, unknown>): Fonds {
  return {
    id: String(row['id']),
    code: String(row['code']),
    agencyUnitId: String(row['agency_unit_id']),
    archivesUnitId: String(row['archives_unit_id']),
    bureauUnitId: String(row['bureau_unit_id']),
    holdEpoch: Number(row['hold_epoch']),
    ...(typeof row['frozen_since'] === 'string' ? { frozenSince: plainDate(row['frozen_since']) } : {}),
  }
}

function counterFrom(row: Record<string, unknown>): Counter {
  return {
    fondsId: String(row['fonds_id']),
    year: Number(row['year']),
    block: String(row['block']),
    next: Number(row['next']),
    epoch: Number(row['epoch']),
  }
}

function uploadFrom(row: Record<string, unknown>): Upload {
  return {
    id: String(row['id']),
    key: String(row['key']),
    name: String(row['name']),
    mediaType: String(row['media_type']),
    sizeBytes: Number(row['size_bytes']),
    sha256: String(row['sha256']),
    takenBy: typeof row['taken_by'] === 'string' ? row['taken_by'] : null,
  }
}
