import { randomBytes } from 'node:crypto'
import type { Decided, Decision, ActFacts, Json } from '#domain/acts/act.ts'
import type { NewEvent, RecordedEvent } from '#domain/events.ts'
import { needsNudge, project } from '#domain/projection.ts'
import { nudgeRestMs } from '#domain/standing.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import { keyOf, PROJECTED_TABLES, Rows, type Instant } from '#domain/state.ts'
import type { Asking } from '#db/client.ts'
import { idOf } from '#db/ids.ts'
import type { LiveReference } from '#db/reference/read.ts'
import { isStale, priorAnswer, TRIES } from './again.ts'
import { canonicalJson, chainHash, sha256Hex } from './canonical.ts'
import { gatherFacts, type FactsRequest, type Gathered } from './facts.ts'
import { sqlNameOf, toSql, toSqlChange, type SqlChange, type SqlRow } from './rows.ts'

export interface ActRequest {
  readonly name: string
  readonly facts: FactsRequest & { readonly key: string }
  /** What the caller sent: a key may be used again only with the same body. */
  readonly body: unknown
  readonly traceId?: string
  /** Workflow and run, where a machine acts. */
  readonly via?: { readonly workflow: string; readonly run: string }
  /** Asks in the same commit what the actor wants to know next; the act's answer must name its `subjectId`. */
  readonly after?: true
}

/** What a person wants to know as soon as an act is done: where the thing stands, and what to do next. */
export interface AfterAct {
  readonly nextTaskId: string | null
  /** Null when the person does not see the subject any more. */
  readonly definitionId: string | null
  readonly placeStep: string | null
  readonly placeRound: number | null
}

export interface Accepted {
  readonly kind: 'accepted'
  readonly answer: { readonly [key: string]: Json }
  readonly replayed: boolean
  /** Where it was asked for, and the act was not done before. */
  readonly after?: AfterAct
}

export interface Gate {
  /** The one way to change a record: facts, a pure decision, one guarded commit. Two round trips. */
  act(request: ActRequest, decide: (facts: ActFacts) => Decision): Promise<Accepted | Refusal>
}

/** On a pool each act is a transaction of its own; on a transaction, such as that of a leave, its acts are part of it. */
export function openGate(sql: Asking, reference: () => LiveReference): Gate {
  return {
    async act(request, decide) {
      const bodyHash = sha256Hex(canonicalJson(request.body))
      for (let attempt = 0; attempt < TRIES; attempt += 1) {
        const gathered = await gatherFacts(sql, request.facts, reference())
        if (gathered === undefined) return refuse('auth.required')
        if (gathered.prior !== null) return priorAnswer(gathered.prior, bodyHash)
        const decision = decide(gathered.facts)
        if (decision.kind === 'refused') return decision
        if (touchesLookOnly(decision, gathered.facts)) return refuse('access.look-only')
        const commit = await apply(sql, { request, bodyHash, gathered, decision })
        if (commit.kind === 'stale') continue
        const { after } = commit
        const accepted = { kind: 'accepted', answer: decision.answer, replayed: false } as const
        return decision.refusal ?? (after === undefined ? accepted : { ...accepted, after })
      }
      return refuse('act.stale')
    },
  }
}

/** Who sees a record by a time-boxed grant alone looks at it, whatever their role may do elsewhere. */
function touchesLookOnly({ events }: Decided, { actor }: ActFacts): boolean {
  return actor.granted.length > 0 && events.some(({ stream }) => actor.granted.includes(stream.id))
}

interface Act {
  readonly request: ActRequest
  readonly bodyHash: string
  readonly gathered: Gathered
  readonly decision: Decided
}

/** Whether the commit stands, or something that the decision rested on had moved. */
type Commit = { readonly kind: 'ok'; readonly after?: AfterAct } | { readonly kind: 'stale' }

async function apply(sql: Asking, act: Act): Promise<Commit> {
  try {
    const [row] = await sql<
      { answer: Commit }[]
    >`select gate_apply(${sql.json(payloadOf(act) as never)}) as answer`
    return row?.answer ?? { kind: 'stale' }
  } catch (error) {
    if (isStale(error)) return { kind: 'stale' }
    throw error
  }
}

function payloadOf({ request, bodyHash, gathered, decision }: Act): Record<string, unknown> {
  const { facts } = gathered
  const commandId = idOf(facts.actor.personId, request.facts.key)
  const streams = appendAll({ request, gathered, decision, commandId })
  const rows = streams.flatMap((stream) => (stream.rows === undefined ? [] : [stream.rows]))
  const site = streams.find((stream) => stream.kind === 'site')
  return {
    actor: facts.actor.personId,
    rightsVersion: facts.actor.rightsVersion,
    traceId: request.traceId ?? null,
    command: { key: request.facts.key, id: commandId, name: request.name, bodyHash, answer: decision.answer },
    ...(request.after === undefined ? {} : { after: decision.answer['subjectId'] }),
    streams: streams.map(({ kind, id, version, events }) => ({
      kind,
      id,
      version,
      events: events.map(({ seq, type, canonical, hash }) => ({ seq, type, canonical, hash })),
    })),
    ...rowsToWrite(rows),
    ...optional(streams, decision, facts.now),
    ...(decision.activated === undefined ? {} : { activated: decision.activated }),
    ...(site === undefined
      ? {}
      : {
          site: {
            version: site.events.at(-1)?.seq,
            headHash: site.events.at(-1)?.hash,
            ...(decision.clockAhead === undefined ? {} : { clockAhead: decision.clockAhead }),
          },
        }),
  }
}

/** What most acts have none of: an empty part would still cost the commit a statement. */
function optional(
  streams: readonly Stream[],
  {
    counters,
    epochs,
    uploads,
    texts,
    erase,
    people,
    deputies,
    deputiesEnded,
    accessGrants,
    nudged: only,
    bulkJobs,
    accounts,
    imports,
  }: Decided,
  at: Instant,
): Record<string, unknown> {
  const sqlTexts = texts?.map((t) => ({
    object_id: t.objectId,
    subject_id: t.subjectId,
    page: t.page,
    text: t.text,
    source: t.source,
  }))
  const personal = streams.flatMap((stream) => stream.events.flatMap((event) => event.personal))
  const nudged = streams.filter((s) => hasWorkflow(s.kind) && s.events.some((e) => needsNudge(e.type)))
  const nudge = [
    ...nudged
      .filter(({ id }) => only === undefined || only.includes(id))
      .map(({ kind, id, events }) => ({
        kind: kind as string,
        id,
        seq: events.at(-1)?.seq,
        restMs: nudgeRestMs(events.map(({ type }) => type)),
      })),
    ...(bulkJobs ?? []).map((id) => ({ kind: 'job', id, seq: 0, restMs: 0 })),
    ...(imports ?? []).map((id) => ({ kind: 'import', id, seq: 0, restMs: 0 })),
  ]
  const appointed = deputies?.map((d) => ({
    id: d.id,
    post_id: d.postId,
    principal_id: d.principalId,
    deputy_id: d.deputyId,
    from_on: d.fromOn,
    to_on: d.toOn,
  }))
  const ended = deputiesEnded?.map((id) => ({ id, endedAt: at }))
  const beside = {
    people,
    deputies: appointed,
    deputiesEnded: ended,
    accounts,
    accessGrants: accessGrants?.map((row) => toSql('accessGrant', row)),
  }
  const all = { counters, epochs, uploads, texts: sqlTexts, erase, private: personal, nudge, ...beside }
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined && value.length > 0),
  )
}

interface Stream {
  readonly kind: NewEvent['stream']['kind']
  readonly id: string
  /** Version on which the decision rested. */
  readonly version: number
  readonly rows: { readonly before: Rows; readonly after: Rows } | undefined
  readonly events: readonly AppendedEvent[]
}

interface AppendedEvent {
  readonly seq: number
  readonly type: NewEvent['type']
  readonly canonical: string
  readonly hash: string
  readonly personal: readonly Record<string, unknown>[]
}

interface Appending {
  readonly request: ActRequest
  readonly gathered: Gathered
  readonly decision: Decided
  readonly commandId: string
}

function appendAll(appending: Appending): readonly Stream[] {
  const byStream = new Map<
    string,
    { readonly stream: NewEvent['stream']; readonly events: { event: NewEvent; ordinal: number }[] }
  >()
  appending.decision.events.forEach((event, ordinal) => {
    const entry = byStream.get(event.stream.id) ?? { stream: event.stream, events: [] }
    entry.events.push({ event, ordinal })
    byStream.set(event.stream.id, entry)
  })
  // In the order of their ids, as they are locked.
  const inOrder = [...byStream.values()].sort((a, b) => (a.stream.id < b.stream.id ? -1 : 1))
  return inOrder.map(({ stream, events }) => appendTo(appending, stream, events))
}

/** Appends to one stream: gives each event its place, its canonical text and its hash, and folds it into the rows. */
function appendTo(
  appending: Appending,
  stream: NewEvent['stream'],
  events: readonly { event: NewEvent; ordinal: number }[],
): Stream {
  const { facts, siteHeadHash } = appending.gathered
  const before = facts.subjects.get(stream.id) ?? new Rows()
  const head =
    headOf(before, stream) ??
    (stream.kind === 'site'
      ? { version: facts.site.version, headHash: siteHeadHash }
      : (accountHead(facts, stream) ?? { version: 0, headHash: '' }))
  const after = before.copy()
  let hash = head.headHash
  const appended = events.map(({ event, ordinal }, index) => {
    const seq = head.version + index + 1
    const { data, personal } = withDigests(event, seq)
    const canonical = canonicalJson(envelope(appending, { event, data, seq, ordinal }))
    hash = chainHash(hash, canonical)
    const recorded = {
      ...event,
      data,
      seq,
      at: facts.now,
      on: facts.today,
      actor: facts.actor.personId,
      hash,
    } as RecordedEvent
    // The site's own rows are written beside: its history is too long to be read for an act.
    if (stream.kind !== 'site') project(after, recorded)
    return { seq, type: event.type, canonical, hash, personal }
  })
  const rows = stream.kind === 'site' || stream.kind === 'person' ? undefined : { before, after }
  return { kind: stream.kind, id: stream.id, version: head.version, rows, events: appended }
}

/** The site and its people have no process that would look again. */
function hasWorkflow(kind: NewEvent['stream']['kind']): boolean {
  return kind !== 'site' && kind !== 'person'
}

function accountHead({ account }: ActFacts, { kind, id }: NewEvent['stream']): ActFacts['account'] {
  return kind === 'person' && account?.personId === id ? account : undefined
}

function headOf(
  rows: Rows,
  stream: NewEvent['stream'],
): { readonly version: number; readonly headHash: string } | undefined {
  if (stream.kind === 'disposal-list') return rows.get('disposalList', stream.id)
  if (stream.kind === 'import') return rows.get('importBatch', stream.id)
  if (stream.kind === 'schedule') {
    const schedule = rows.get('scheduleVersion', stream.id)
    return schedule === undefined
      ? undefined
      : { version: schedule.streamVersion, headHash: schedule.headHash }
  }
  return rows.get(stream.kind === 'transfer-batch' ? 'transferBatch' : 'record', stream.id)
}

interface Enveloped {
  readonly event: NewEvent
  readonly data: unknown
  readonly seq: number
  readonly ordinal: number
}

function envelope(
  { request, gathered, decision, commandId }: Appending,
  { event, data, seq, ordinal }: Enveloped,
): Record<string, unknown> {
  const { facts } = gathered
  return {
    v: 1,
    stream: `${event.stream.kind}/${event.stream.id}`,
    seq,
    type: event.type,
    at: facts.now,
    on: facts.today,
    actor: facts.actor.personId,
    ...(decision.onBehalfOf === undefined ? {} : { onBehalfOf: decision.onBehalfOf }),
    command: commandId,
    ordinal,
    ...(request.via === undefined ? {} : { via: request.via }),
    data,
  }
}

/** Personal values leave the event for `event_private`; their salted digests stay (DESIGN 2.5). */
function withDigests(
  event: NewEvent,
  seq: number,
): { readonly data: NewEvent['data']; readonly personal: readonly Record<string, unknown>[] } {
  const personal = Object.entries(event.personal ?? {}).map(([field, value]) => {
    const salt = randomBytes(16).toString('hex')
    return { stream_id: event.stream.id, seq, field, salt, value, digest: sha256Hex(`${salt}\u2016${value}`) }
  })
  const digests = Object.fromEntries(personal.map(({ field, digest }) => [field, digest]))
  return { data: { ...event.data, ...digests }, personal }
}

/** Rows by what is done to them and by table; `change` writes the usual columns alone. */
function rowsToWrite(
  streams: readonly { readonly before: Rows; readonly after: Rows }[],
): Record<SqlChange['way'], Record<string, SqlRow[]>> {
  const written: Record<SqlChange['way'], Record<string, SqlRow[]>> = { insert: {}, change: {}, update: {} }
  for (const { before, after } of streams) {
    for (const table of PROJECTED_TABLES) {
      for (const row of after.touched(table)) {
        const change = toSqlChange(table, before.get(table, keyOf(table, row)), row)
        ;(written[change.way][sqlNameOf(table)] ??= []).push(change.columns)
      }
    }
  }
  return written
}
