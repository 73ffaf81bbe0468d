import type { Decided, Decision, ActFacts, Json } from '#domain/acts/act.ts'
import { heldAsMember } from '#domain/acts/membership.ts'
import type { NewEvent } from '#domain/events.ts'
import { needsNudge } from '#domain/projection.ts'
import { nudgeRestMs } from '#domain/standing.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import { keyOf, PROJECTED_TABLES, type Instant, type Rows } from '#domain/state.ts'
import type { Asking } from '#db/client.ts'
import { idOf } from '#db/ids.ts'
import type { LiveReference } from '#db/reference/read.ts'
import { isStale, priorAnswer, TRIES } from './again.ts'
import { appendAll, type Stream, type Via } from './appending.ts'
import { canonicalJson, sha256Hex } from './canonical.ts'
import { gatherFacts, type FactsRequest, type Gathered } from './facts.ts'
import { changesRecord, keepFacts, type KeptFacts, type KeptMark } from './kept.ts'
import { sqlNameOf, toSql, toSqlChange, type SqlChange, type SqlRow } from './rows.ts'

export interface ActRequest {
  readonly name: string
  readonly facts: FactsRequest & { readonly key: string }
  /** What the caller sent: a key may be used again only with the same body. */
  readonly body: unknown
  readonly traceId?: string
  readonly via?: Via
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
  /** The one way to change a record: facts, a pure decision, one guarded commit. Two round trips, or one where the facts are kept. */
  act(request: ActRequest, decide: (facts: ActFacts) => Decision): Promise<Accepted | Refusal>
}

/** On a pool each act is a transaction of its own; on a transaction, such as that of a leave, its acts are part of it. */
export function openGate(sql: Asking, reference: () => LiveReference): Gate {
  const memory = keepFacts()
  return {
    async act(request, decide) {
      const bodyHash = sha256Hex(canonicalJson(request.body))
      const guess = memory.of(request.facts, reference())
      if (guess !== undefined) {
        const decision = decisionOf(decide, guess.facts)
        if (decision.kind === 'decided' && changesRecord(decision, guess.facts)) {
          const commit = await apply(sql, { request, bodyHash, gathered: guess, decision, memory })
          if (commit.kind === 'ok') return acceptedBy(decision, commit)
        }
      }
      const { key: _key, ...first } = request.facts
      for (let attempt = 0; attempt < TRIES; attempt += 1) {
        // Whether it was done before is asked once the act proves impossible: its own traces refuse it then, or its key is taken.
        const gathered = await gatherFacts(sql, attempt === 0 ? first : request.facts, reference())
        if (gathered === undefined) return refuse('auth.required')
        if (gathered.prior !== null) return priorAnswer(gathered.prior, bodyHash)
        memory.read(request.facts.principal, gathered)
        const decision = decisionOf(decide, gathered.facts)
        if (decision.kind === 'refused') {
          if (attempt > 0) return decision
          continue
        }
        const commit = await apply(sql, { request, bodyHash, gathered, decision, memory })
        if (commit.kind === 'ok') return acceptedBy(decision, commit)
      }
      return refuse('act.stale')
    },
  }
}

function acceptedBy({ answer, refusal }: Decided, { after }: Stood): Accepted | Refusal {
  const accepted = { kind: 'accepted', answer, replayed: false } as const
  return refusal ?? (after === undefined ? accepted : { ...accepted, after })
}

/** What the act would do now, or why it may not be done. */
function decisionOf(decide: (facts: ActFacts) => Decision, facts: ActFacts): Decision {
  const decision = decide(facts)
  if (decision.kind === 'refused') return decision
  return touchesLookOnly(decision, facts) ? refuse('access.look-only') : heldAsMember(facts, decision)
}

/** Who sees a record by a time-boxed grant alone looks at it, whatever their role may do elsewhere. */
function touchesLookOnly({ events }: Decided, { actor, lookOnly = [] }: ActFacts): boolean {
  const seenOnly = [...actor.granted, ...lookOnly]
  return seenOnly.length > 0 && events.some(({ stream }) => seenOnly.includes(stream.id))
}

interface Act {
  readonly request: ActRequest
  readonly bodyHash: string
  readonly gathered: Gathered & { readonly kept?: KeptMark }
  readonly decision: Decided
  readonly memory: KeptFacts
}

interface Stood {
  readonly kind: 'ok'
  readonly after?: AfterAct
}

/** Whether the commit stands, or something that the decision rested on had moved. */
type Commit = Stood | { readonly kind: 'stale' }

async function apply(sql: Asking, act: Act): Promise<Commit> {
  const { request, gathered, decision, memory } = act
  const commandId = idOf(gathered.facts.actor.personId, request.facts.key)
  const streams = appendAll({ via: request.via, gathered, decision, commandId })
  try {
    const [row] = await sql<
      { answer: Commit }[]
    >`select gate_apply(${sql.json(payloadOf(act, { streams, commandId }) as never)}) as answer`
    if (row?.answer.kind !== 'ok') return { kind: 'stale' }
    const [only, ...others] = streams
    if (
      only?.kind === 'record' &&
      only.rows !== undefined &&
      others.length === 0 &&
      knowsWhole(request, only)
    )
      memory.written(gathered.facts, only.id, only.rows.after)
    return row.answer
  } catch (error) {
    if (isStale(error)) return { kind: 'stale' }
    throw error
  }
}

/** All that an act by task may rest on was read with a task, and is in the hands of whoever made the record. */
function knowsWhole({ facts }: ActRequest, { version }: Stream): boolean {
  return facts.task !== undefined || version === 0
}

interface Appended {
  readonly streams: readonly Stream[]
  readonly commandId: string
}

function payloadOf(
  { request, bodyHash, gathered, decision }: Act,
  { streams, commandId }: Appended,
): Record<string, unknown> {
  const { facts } = gathered
  const rows = writtenBy(streams.flatMap((stream) => (stream.rows === undefined ? [] : [stream.rows])))
  return {
    actor: facts.actor.personId,
    today: facts.today,
    rightsVersion: facts.actor.rightsVersion,
    ...(gathered.kept === undefined ? {} : { kept: gathered.kept }),
    traceId: request.traceId ?? null,
    command: { key: request.facts.key, id: commandId, name: request.name, bodyHash, answer: decision.answer },
    ...(request.after === undefined ? {} : { after: decision.answer['subjectId'] }),
    streams: streams.map(({ kind, id, version, events }) => ({
      kind,
      id,
      version,
      events: events.map(({ seq, type, canonical, hash }) => ({ seq, type, canonical, hash })),
    })),
    ...present({
      ...rows.usual,
      nudge: nudgesOf(streams, decision),
      rest: present({ ...rows.rest, ...besideOf(streams, decision, facts.now) }),
    }),
  }
}

type Parts = Readonly<Record<string, unknown>>

/** Without what there is none of: an empty part would still cost the commit a question. */
function present(parts: Parts): Parts {
  const isEmpty = (part: unknown): boolean => part instanceof Object && Object.keys(part).length === 0
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined && !isEmpty(part)))
}

/** Rows by what is done to them and by table; `change` writes the usual columns alone. */
type ToWrite = Record<SqlChange['way'], Record<string, SqlRow[]>>

interface Written {
  /** What most acts write stands by itself, so that their commit asks for little: one record, one task, new tasks. */
  readonly usual: Parts
  readonly rest: Parts
}

function writtenBy(rows: readonly { readonly before: Rows; readonly after: Rows }[]): Written {
  const { insert, change, update } = rowsToWrite(rows)
  const { record = [], task = [] } = change
  // Of a page each table is written in one statement, known tasks before new ones.
  if (record.length > 1 || task.length > 1) return { usual: {}, rest: { insert, change, update } }
  const { task: tasks, ...others } = insert
  return {
    usual: { record: record[0], task: task[0], tasks },
    rest: { insert: others, update },
  }
}

function nudgesOf(
  streams: readonly Stream[],
  { nudged: only, bulkJobs = [], imports = [] }: Decided,
): readonly Record<string, unknown>[] {
  const nudged = streams.filter((s) => hasWorkflow(s.kind) && s.events.some((e) => needsNudge(e.type)))
  const atOnce = (kind: string, id: string) => ({ kind, id, seq: 0, restMs: 0 })
  return [
    ...nudged
      .filter(({ id }) => only === undefined || only.includes(id))
      .map(({ kind, id, events }) => ({
        kind,
        id,
        seq: events.at(-1)?.seq,
        restMs: nudgeRestMs(events.map(({ type }) => type)),
      })),
    ...bulkJobs.map((id) => atOnce('job', id)),
    ...imports.map((id) => atOnce('import', id)),
  ]
}

/** What is written beside streams and rows. */
function besideOf(streams: readonly Stream[], decision: Decided, at: Instant): Parts {
  const { counters, epochs, uploads, texts, erase, people, deputies, deputiesEnded, accessGrants } = decision
  const { activated, standingHolds, accounts, keys } = decision
  const sqlTexts = texts?.map((t) => ({
    object_id: t.objectId,
    subject_id: t.subjectId,
    page: t.page,
    text: t.text,
    source: t.source,
  }))
  const personal = streams.flatMap((stream) => stream.events.flatMap((event) => event.personal))
  const appointed = deputies?.map((d) => ({
    id: d.id,
    post_id: d.postId,
    principal_id: d.principalId,
    deputy_id: d.deputyId,
    from_on: d.fromOn,
    to_on: d.toOn,
  }))
  const ended = deputiesEnded?.map((id) => ({ id, endedAt: at }))
  const site = streams.find((stream) => stream.kind === 'site')
  const head = site?.events.at(-1)
  return {
    site:
      site === undefined
        ? undefined
        : { version: head?.seq, headHash: head?.hash, ...present({ clockAhead: decision.clockAhead }) },
    activated,
    standingHolds,
    counters,
    epochs,
    uploads,
    texts: sqlTexts,
    erase,
    private: personal,
    people,
    deputies: appointed,
    deputiesEnded: ended,
    accounts,
    accessGrants: accessGrants?.map((row) => toSql('accessGrant', row)),
    keys: keys?.map((key) => ({ ...toSql('apiKey', key), secret_hash: key.secretHash ?? null })),
  }
}

/** The site and its people have no process that would look again. */
function hasWorkflow(kind: NewEvent['stream']['kind']): boolean {
  return kind !== 'site' && kind !== 'person'
}

function rowsToWrite(streams: readonly { readonly before: Rows; readonly after: Rows }[]): ToWrite {
  const written: ToWrite = { insert: {}, change: {}, update: {} }
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
