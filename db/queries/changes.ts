import { decidesMarks } from '#domain/mark-work.ts'
import { SECRET_EVENT_TYPES } from '#domain/vocabulary/secrets.ts'
import type { StreamKind } from '#domain/vocabulary.ts'
import { scopeTo } from '#db/actor.ts'
import type { Sql } from '#db/client.ts'
import type { Principal } from '#db/gate/facts.ts'

export interface ChangeRow {
  readonly position: number
  readonly transaction: number
  readonly streamKind: StreamKind
  readonly streamId: string
  /** The task that an event of a task is about. */
  readonly taskId: string | null
  /** Whether it is about the mark of a state secret. */
  readonly isMark: boolean
}

/** How far a reader has come: everything of transactions below `xmin` was seen. */
export interface Horizon {
  readonly xmin: number
  /** What was visible then: while it stays the same, nothing was committed. */
  readonly snapshot: string
  /** Positions at or below this one cannot come any more. */
  readonly floor: number
}

export interface Changes {
  readonly horizon: Horizon
  readonly highest: number
  /** What is visible now and was not below the last horizon: of it a reader knows a part already, see `position`. */
  readonly rows: readonly ChangeRow[]
  /** There was more than is told one by one. */
  readonly isCut: boolean
}

const MOST_AT_ONCE = 2000

/**
 * What is committed since a horizon, as the engine sees it. A transaction that is still running may hold lower positions
 * than one that has committed, and one that runs for long must not keep back what the others did: all that is visible above the
 * oldest running transaction is read each time, and the reader leaves out what it has told.
 */
export async function readChanges(sql: Sql, engineId: string, since: Horizon | undefined): Promise<Changes> {
  return await sql.begin('read only', async (tx) => {
    await scopeTo(tx, { kind: 'person', id: engineId })
    const [now] = await tx<{ xmin: number; snapshot: string; highest: number }[]>`
      select pg_snapshot_xmin(seen)::text::float8 as xmin, seen::text as snapshot,
        coalesce((select max(position) from event), 0)::float8 as highest
      from pg_current_snapshot() as seen`
    if (now === undefined) throw new Error('a snapshot has a horizon')
    const horizon = { xmin: now.xmin, snapshot: now.snapshot, floor: since?.floor ?? now.highest }
    if (since === undefined || since.snapshot === now.snapshot)
      return { horizon, highest: now.highest, rows: [], isCut: false }
    const rows = await tx<ChangeRow[]>`
      select position::float8 as position, transaction::float8 as transaction,
        stream_kind as "streamKind", stream_id as "streamId",
        case when type like 'task.%' then coalesce(canonical::jsonb->'data'->>'taskId', canonical::jsonb->'data'->>'id') end as "taskId",
        type = any(${[...SECRET_EVENT_TYPES]}) as "isMark"
      from event where position > ${since.floor} and transaction >= ${since.xmin}
      limit ${MOST_AT_ONCE}`
    return { horizon, highest: now.highest, rows, isCut: rows.length === MOST_AT_ONCE }
  })
}

export interface Seen {
  /** Streams of which the listener may know. */
  readonly ids: ReadonlySet<string>
  /** Whether marks of state secrets are theirs to decide. */
  readonly decidesMarks: boolean
}

/** What of this a listener may know; undefined when nobody stands behind the principal any more. */
export async function seenAmong(
  sql: Sql,
  principal: Principal,
  rows: readonly ChangeRow[],
): Promise<Seen | undefined> {
  const ids = [...new Set(rows.map((row) => row.streamId))]
  const filings = rows.filter(({ streamKind }) => isFiling(streamKind)).map(({ streamId }) => streamId)
  return await sql.begin('read only', async (tx) => {
    const reader = await scopeTo(tx, principal)
    if (reader === undefined) return undefined
    const seen = await tx<{ id: string }[]>`
      select id from record where id = any(${ids}::uuid[]) union all select id from disposal_list where id = any(${ids}::uuid[])
      union all select id from transfer_batch where id = any(${ids}::uuid[])`
    const filed =
      filings.length === 0
        ? []
        : await tx<{ id: string }[]>`
            select c.id from unnest(${filings}::uuid[]) c(id) where exists (select 1 from event e where e.stream_id = c.id)`
    return { ids: new Set([...seen, ...filed].map(({ id }) => id)), decidesMarks: decidesMarks(reader.actor) }
  })
}

/** Late filing: statements and alerts of a unit, and cases. */
export function isFiling(kind: StreamKind): boolean {
  return kind === 'filing' || kind === 'accountability-case'
}
