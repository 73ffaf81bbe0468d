import type { AdministrationDecision, AdministrationFacts, Administered } from '#domain/acts/administer.ts'
import { dateInZone, type PlainDate } from '#domain/dates.ts'
import type { NewEvent, RecordedEvent } from '#domain/events.ts'
import { project } from '#domain/projection.ts'
import type { Refusal } from '#domain/refusal.ts'
import { ORGANISATION_TABLES, type Rows } from '#domain/state.ts'
import type { Tx } from '#db/actor.ts'
import type { Sql } from '#db/client.ts'
import { OPERATOR_ID, SITE_ID } from '#db/fixed-ids.ts'
import { idOf, newId } from '#db/ids.ts'
import { isStale, priorAnswer, TRIES } from './again.ts'
import { canonicalJson, chainHash, sha256Hex } from './canonical.ts'
import { rowsFrom, sqlNameOf, toSql, type SqlRow } from './rows.ts'

/** The command line of the machine, under the same id on every site. It holds no post: it sees no record and signs in nowhere. */
export const OPERATOR_PERSON = {
  id: OPERATOR_ID,
  kind: 'service',
  login: 'operator',
  nameZh: '系统操作台',
  nameEn: 'Operator console',
  clearance: 'public',
  posts: [],
} as const

/** A secret that belongs to an act and to no event. */
export interface NewCredential {
  readonly personId: string
  /** argon2id; null for services. */
  readonly passwordHash: string | null
  readonly mustChange: boolean
  /** Sealed seed of a second factor; null leaves a known one as it is. */
  readonly totpSecret: string | null
}

export interface AdministrationRequest {
  readonly name: string
  /** Once per act: the same key and body again is answered with the first answer, and nothing happens. */
  readonly key: string
  readonly body: unknown
  /** Who sat at the machine, as its system knows them; part of every event. */
  readonly operator: string
  /** Zone of the archive's dates while the site itself cannot say it. */
  readonly zone?: string
  /** Secrets of what was decided; asked for once the act is accepted. */
  readonly credentials?: (answer: Administered['answer']) => Promise<readonly NewCredential[]>
  /** What belongs into the same commit, after the act itself; begun anew with it where something moved meanwhile. */
  readonly within?: (tx: Tx, answer: Administered['answer']) => Promise<void>
}

/** An act that stands. */
export interface AdministrationAccepted {
  readonly kind: 'accepted'
  readonly answer: Administered['answer']
  readonly replayed: boolean
}

export interface Head {
  readonly version: number
  readonly headHash: string
}

interface OrganisationJson {
  readonly heads: Readonly<Record<string, Head>> | null
  readonly prior: { readonly bodyHash: string; readonly answer: unknown } | null
  readonly accounts: AdministrationFacts['accounts'] | null
  readonly now: string
  readonly today: PlainDate | null
}

/**
 * An administrative act through the gate: facts, a pure decision, events and rows in one commit under one lock for the whole site.
 * Only the administrator's connection may call it.
 */
export async function administer(
  sql: Sql,
  request: AdministrationRequest,
  decide: (facts: AdministrationFacts) => AdministrationDecision,
): Promise<AdministrationAccepted | Refusal> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await administerOnce(sql, request, decide)
    } catch (error) {
      if (attempt === TRIES || !isStale(error)) throw error
    }
  }
}

async function administerOnce(
  sql: Sql,
  request: AdministrationRequest,
  decide: (facts: AdministrationFacts) => AdministrationDecision,
): Promise<AdministrationAccepted | Refusal> {
  const bodyHash = sha256Hex(canonicalJson(request.body))
  return await sql.begin(async (tx): Promise<AdministrationAccepted | Refusal> => {
    const [row] = await tx<
      { json: OrganisationJson }[]
    >`select gate_organisation(${OPERATOR_ID}, ${request.key}) as json`
    if (row === undefined) throw new Error('the gate did not answer')
    const { prior, heads, now, today } = row.json
    if (prior !== null) return priorAnswer(prior, bodyHash)
    const organisation = rowsFrom(row.json as never, [...ORGANISATION_TABLES, 'apiKey'])
    const facts: AdministrationFacts = {
      siteId: SITE_ID,
      today: today ?? dateInZone(Date.parse(now), request.zone ?? 'Asia/Shanghai'),
      organisation,
      newId,
      accounts: row.json.accounts ?? [],
    }
    const decision = decide(facts)
    if (decision.kind === 'refused') return decision
    const payload = payloadOf({
      request,
      actorId: OPERATOR_ID,
      decision,
      facts,
      heads: heads ?? {},
      now,
      bodyHash,
    })
    const credentials = (await request.credentials?.(decision.answer)) ?? []
    await tx`select gate_administer(${tx.json({ ...payload, credentials } as never)})`
    await request.within?.(tx, decision.answer)
    return { kind: 'accepted', answer: decision.answer, replayed: false }
  })
}

interface Deciding {
  readonly request: { readonly name: string; readonly key: string; readonly operator?: string }
  readonly actorId: string
  readonly decision: Administered
  readonly facts: AdministrationFacts
  readonly heads: Readonly<Record<string, Head>>
  readonly now: string
  readonly bodyHash: string
}

/** What the gate writes of a decision: the same for the operator's console and for a person at a screen. */
export function payloadOf(deciding: Deciding): Record<string, unknown> {
  const { request, actorId, decision, facts, bodyHash } = deciding
  const commandId = idOf(actorId, request.key)
  const after = facts.organisation.copy()
  const byStream = Map.groupBy(
    decision.events.map((event, ordinal) => ({ event, ordinal })),
    ({ event }) => event.stream.id,
  )
  // Folded as they were decided, and written in the order of their ids, as they are locked.
  const streams = [...byStream]
    .map(([id, events]) => appended(deciding, { id, events, commandId, after }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return {
    operator: actorId,
    today: facts.today,
    command: { key: request.key, id: commandId, name: request.name, bodyHash, answer: decision.answer },
    streams,
    rows: Object.fromEntries(
      ORGANISATION_TABLES.map((table) => [
        sqlNameOf(table),
        after.touched(table).map((row) => toSql(table, row)),
      ]),
    ),
    endSessionsOf: decision.endSessionsOf ?? [],
    endKeysOf: decision.endKeysOf ?? [],
    accounts: decision.accounts ?? [],
    ...keysOf(after, decision),
  }
}

/** Keys that the act changed; nothing where it changed none. */
function keysOf(after: Rows, { keySecrets = {} }: Administered): { readonly keys?: readonly SqlRow[] } {
  const keys = after
    .touched('apiKey')
    .map((key) => ({ ...toSql('apiKey', key), secret_hash: keySecrets[key.id] ?? null }))
  return keys.length === 0 ? {} : { keys }
}

interface Appending {
  readonly id: string
  readonly events: readonly { readonly event: NewEvent; readonly ordinal: number }[]
  readonly commandId: string
  readonly after: Rows
}

/** Gives each event of a stream its place, its canonical text and its hash, and folds it into the rows. */
function appended(
  { request, actorId, facts, heads, now }: Deciding,
  { id, events, commandId, after }: Appending,
) {
  const { version, headHash } = heads[id] ?? { version: 0, headHash: '' }
  let hash = headHash
  const written = events.map(({ event, ordinal }, index) => {
    const seq = version + index + 1
    const stated = { type: event.type, at: now, on: facts.today, actor: actorId, data: event.data }
    const canonical = canonicalJson({
      v: 1,
      stream: `${event.stream.kind}/${id}`,
      seq,
      command: commandId,
      ordinal,
      ...(request.operator === undefined ? {} : { via: { operator: request.operator } }),
      ...stated,
    })
    hash = chainHash(hash, canonical)
    project(after, { ...event, ...stated, seq, hash } as RecordedEvent)
    return { seq, type: event.type, canonical, hash }
  })
  return { kind: events[0]?.event.stream.kind, id, version, events: written }
}
