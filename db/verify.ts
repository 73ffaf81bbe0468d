import { fold } from '#domain/projection.ts'
import type { RecordedEvent } from '#domain/events.ts'
import {
  APPOINTMENT_TABLES,
  ORGANISATION_TABLES,
  PROJECTED_TABLES,
  Rows,
  type TableName,
} from '#domain/state.ts'
import type { StreamKind } from '#domain/vocabulary.ts'
import { scopeTo, type Tx } from './actor.ts'
import type { Sql } from './client.ts'
import { canonicalJson, chainHash } from './gate/canonical.ts'
import { rowsFrom, sqlNameOf, toSql } from './gate/rows.ts'
import { NO_ID } from './queries/page.ts'
import { readOrganisation } from './verify-organisation.ts'
import { faultsBeside, type SiteFault } from './verify-site.ts'

export interface FirstBad {
  readonly seq: number
  readonly reason: string
}

/** What the check of one history showed. */
export interface StreamVerdict {
  readonly id: string
  readonly verdict: 'whole' | 'broken'
  readonly events: number
  /** Hash of the last event as it is stored; for a whole chain the computed one is the same. Empty for no events. */
  readonly headHash: string
  readonly firstBad: FirstBad | null
  readonly tablesEqualFold: boolean
  /** Tables that differ from the fold of the events. */
  readonly differing: readonly string[]
}

/** An event as the ledger has it. */
export interface LedgerRow {
  readonly streamId: string
  readonly seq: number
  readonly streamKind: StreamKind
  readonly type: string
  readonly canonical: string
  readonly hash: string
}

/** A personal value of an event; null once erased. */
export interface PersonalRow {
  readonly streamId: string
  readonly seq: number
  readonly field: string
  readonly value: string | null
}

/**
 * Checks one record or list through the reader's eyes: chain, numbers, and tables against the fold. The
 * transaction must see one moment (`withActorAtOneMoment`): an act committed between two reads would look like a difference.
 */
export async function verifyStream(tx: Tx, id: string): Promise<StreamVerdict> {
  const [seen] = await tx<
    { isolation: string }[]
  >`select current_setting('transaction_isolation') as isolation`
  if (seen?.isolation !== 'repeatable read') throw new Error('a check reads everything from one moment')
  const [verdict] = await verifyStreams(tx, [id])
  if (verdict === undefined) throw new Error('one stream was asked for')
  return verdict
}

async function verifyStreams(tx: Tx, ids: readonly string[]): Promise<readonly StreamVerdict[]> {
  const wanted = [...ids]
  const [events, personal, tables, organisation] = await Promise.all([
    tx<LedgerRow[]>`
      select stream_id as "streamId", seq, stream_kind as "streamKind", type, canonical, encode(hash, 'hex') as hash
      from event where stream_id = any(${wanted}::uuid[]) order by stream_id, seq`,
    tx<
      PersonalRow[]
    >`select stream_id as "streamId", seq, field, value from event_private where stream_id = any(${wanted}::uuid[])`,
    readTables(tx, wanted),
    readOrganisation(tx, wanted),
  ])
  const byStream = Map.groupBy(events, (event) => event.streamId)
  const values = Map.groupBy(personal, (row) => row.streamId)
  return wanted.map((id) =>
    verdictOn({
      id,
      events: byStream.get(id) ?? [],
      personal: values.get(id) ?? [],
      tables: organisation.get(id) ?? tables.get(id) ?? new Rows(),
    }),
  )
}

/** The projected rows of subjects as they lie in the tables now. */
async function readTables(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Rows>> {
  const parts = PROJECTED_TABLES.map(
    (table) =>
      tx`${sqlNameOf(table)}::text, (select jsonb_agg(to_jsonb(x)) from ${tx(sqlNameOf(table))} x where x.${tx(ownerColumn(table))} = s.id)`,
  )
  const [first, ...rest] = parts
  if (first === undefined) throw new Error('there are projected tables')
  const fields = rest.reduce((list, part) => tx`${list}, ${part}`, first)
  const rows = await tx<{ id: string; json: Parameters<typeof rowsFrom>[0] }[]>`
    select s.id, jsonb_build_object(${fields}) as json from unnest(${[...ids]}::uuid[]) as s(id)`
  return new Map(rows.map(({ id, json }) => [id, rowsFrom(json)]))
}

function ownerColumn(table: TableName): string {
  if (table === 'record' || table === 'disposalList' || table === 'transferBatch') return 'id'
  if (table === 'importBatch' || table === 'standingHold') return 'id'
  if (table === 'scheduleVersion') return 'id'
  if (table === 'scheduleRow') return 'schedule_version_id'
  return table === 'registerEntry' || table === 'recordItem' ? 'record_id' : 'subject_id'
}

interface Checked {
  readonly id: string
  readonly events: readonly LedgerRow[]
  readonly personal: readonly PersonalRow[]
  readonly tables: Rows
}

function verdictOn({ id, events, personal, tables }: Checked): StreamVerdict {
  const { headHash, firstBad } = chainOf(events)
  const differing = firstBad === null ? differences(tables, foldOf(events, personal)) : []
  const isEqual = firstBad === null && differing.length === 0
  return {
    id,
    verdict: isEqual ? 'whole' : 'broken',
    events: events.length,
    headHash,
    firstBad,
    tablesEqualFold: isEqual,
    differing,
  }
}

/** The hash chain of one history, computed from its texts; the first place where it does not fit. */
export function chainOf(events: readonly LedgerRow[]): {
  readonly headHash: string
  readonly firstBad: FirstBad | null
} {
  const headHash = events.at(-1)?.hash ?? ''
  let hash = ''
  for (const [index, event] of events.entries()) {
    const seq = index + 1
    hash = chainHash(hash, event.canonical)
    const reason = faultOf(event, { seq, hash })
    if (reason !== undefined) return { headHash, firstBad: { seq, reason } }
  }
  return { headHash, firstBad: null }
}

function faultOf(
  event: LedgerRow,
  expected: { readonly seq: number; readonly hash: string },
): string | undefined {
  if (event.seq !== expected.seq) return 'gap'
  if (event.hash !== expected.hash) return 'hash'
  const said = JSON.parse(event.canonical) as {
    readonly seq: number
    readonly type: string
    readonly stream: string
  }
  if (canonicalJson(said) !== event.canonical) return 'not-canonical'
  const isItself =
    said.seq === event.seq &&
    said.type === event.type &&
    said.stream === `${event.streamKind}/${event.streamId}`
  return isItself ? undefined : 'misplaced'
}

/** What one history says that stands. */
export function foldOf(events: readonly LedgerRow[], personal: readonly PersonalRow[]): Rows {
  const bySeq = Map.groupBy(personal, (row) => row.seq)
  return fold(events.map((event) => recorded(event, bySeq.get(event.seq) ?? [])))
}

function recorded(event: LedgerRow, personal: readonly PersonalRow[]): RecordedEvent {
  const { at, on, actor, data } = JSON.parse(event.canonical) as Pick<
    RecordedEvent,
    'at' | 'on' | 'actor' | 'data'
  >
  const values = Object.fromEntries(
    personal.flatMap(({ field, value }) => (value === null ? [] : [[field, value]])),
  )
  const stream = { kind: event.streamKind, id: event.streamId }
  return {
    stream,
    seq: event.seq,
    type: event.type as RecordedEvent['type'],
    at,
    on,
    actor,
    data,
    personal: values,
    hash: event.hash,
  }
}

function differences(tables: Rows, folded: Rows): readonly string[] {
  return [...PROJECTED_TABLES, ...ORGANISATION_TABLES, ...APPOINTMENT_TABLES]
    .filter((table) => textOf(tables, table) !== textOf(folded, table))
    .map(sqlNameOf)
}

function textOf<T extends TableName>(rows: Rows, table: T): string {
  return rows
    .all(table)
    .map((row) => canonicalJson(toSql(table, row)))
    .sort()
    .join('\n')
}

export interface SiteVerdict {
  readonly verdict: 'whole' | 'broken'
  readonly streams: number
  readonly events: number
  /** Streams that are not whole, the first hundred. */
  readonly broken: readonly StreamVerdict[]
  /** What is wrong beside the streams: acts, liveness, orphans. */
  readonly faults: readonly SiteFault[]
  /** Nudges that the engine has not been told yet: no fault by itself, but zero once it has caught up. */
  readonly outboxWaiting: number
}

export interface Progress {
  readonly checked: number
  readonly total: number
}

const BATCH = 100
const MOST_SHOWN = 100

/** Checks the whole site as the engine sees it, a batch of histories at a time. */
export async function verifyAll(
  sql: Sql,
  engineId: string,
  onProgress: (progress: Progress) => void = () => {},
): Promise<SiteVerdict> {
  const asEngine = <T>(read: (tx: Tx) => Promise<T>) =>
    sql.begin('isolation level repeatable read read only', async (tx) => {
      if ((await scopeTo(tx, { kind: 'person', id: engineId })) === undefined)
        throw new Error('the engine has no account on this site')
      return read(tx)
    })
  const total = await asEngine(
    async (tx) =>
      (await tx<{ n: number }[]>`select count(distinct stream_id)::int as n from event`)[0]?.n ?? 0,
  )
  const broken: StreamVerdict[] = []
  let [checked, events, after] = [0, 0, NO_ID]
  for (;;) {
    const from = after
    const verdicts = await asEngine(async (tx) => verifyStreams(tx, await streamsAfter(tx, from)))
    const last = verdicts.at(-1)
    if (last === undefined) break
    after = last.id
    checked += verdicts.length
    events += verdicts.reduce((sum, verdict) => sum + verdict.events, 0)
    broken.push(
      ...verdicts.filter((verdict) => verdict.verdict === 'broken').slice(0, MOST_SHOWN - broken.length),
    )
    onProgress({ checked, total })
  }
  const { faults, outboxWaiting } = await asEngine(faultsBeside)
  const isWhole = broken.length === 0 && faults.length === 0
  return { verdict: isWhole ? 'whole' : 'broken', streams: checked, events, broken, faults, outboxWaiting }
}

async function streamsAfter(tx: Tx, after: string): Promise<readonly string[]> {
  const rows = await tx<{ id: string }[]>`
    select distinct stream_id as id from event where stream_id > ${after}::uuid order by stream_id limit ${BATCH}`
  return rows.map(({ id }) => id)
}
