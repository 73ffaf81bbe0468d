import { randomBytes } from 'node:crypto'
import type { ActFacts, Decided } from '#domain/acts/act.ts'
import type { NewEvent, RecordedEvent } from '#domain/events.ts'
import { project } from '#domain/projection.ts'
import { Rows } from '#domain/state.ts'
import { canonicalJson, chainHash, sha256Hex } from './canonical.ts'
import type { Gathered } from './facts.ts'

/** What an act appends to one stream, and what becomes of the stream's rows. */
export interface Stream {
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

/** Workflow and run, where a machine acts. */
export interface Via {
  readonly workflow: string
  readonly run: string
}

export interface Appending {
  readonly via: Via | undefined
  readonly gathered: Gathered
  readonly decision: Decided
  readonly commandId: string
}

/** Gives the events of a decision their places in their streams, these in the order in which they are locked. */
export function appendAll(appending: Appending): readonly Stream[] {
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
    // Rows of the site and of its people are written beside: their histories are too long to be read for an act.
    if (stream.kind !== 'site' && stream.kind !== 'person') project(after, recorded)
    return { seq, type: event.type, canonical, hash, personal }
  })
  const rows = stream.kind === 'site' || stream.kind === 'person' ? undefined : { before, after }
  return { kind: stream.kind, id: stream.id, version: head.version, rows, events: appended }
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
  if (stream.kind === 'standing-hold') return rows.get('standingHold', stream.id)
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
  { via, gathered, decision, commandId }: Appending,
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
    ...(via === undefined ? {} : { via }),
    data,
  }
}

/** Personal values leave the event for `event_private`; their salted digests stay (ADR 23). */
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
