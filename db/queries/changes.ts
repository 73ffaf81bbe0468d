import type { StreamKind } from '#domain/vocabulary.ts'
import { scopeTo } from '#db/actor.ts'
import type { Sql } from '#db/client.ts'
import type { Principal } from '#db/gate/facts.ts'

export interface ChangeRow {
  readonly streamKind: StreamKind
  readonly streamId: string
  /** The task that an event of a task is about. */
  readonly taskId: string | null
}

/** How far a reader has come: everything of transactions below `xmin` was seen. */
export interface Horizon {
  readonly xmin: string
  /** Positions at or below this one cannot come any more. */
  readonly floor: number
}

export interface Changes {
  readonly horizon: Horizon
  readonly highest: number
  readonly rows: readonly ChangeRow[]
}

/** More than this at once are not told one by one: whoever listens looks again at everything soon after. */
const MOST_AT_ONCE = 2000

/**
 * What was committed since a horizon, as the engine sees it. A transaction that is still running may hold lower positions
 * than one that has committed, so the cut is made by transactions: all below the oldest running one are complete.
 */
export async function readChanges(sql: Sql, engineId: string, since: Horizon | undefined): Promise<Changes> {
  return await sql.begin('read only', async (tx) => {
    await scopeTo(tx, { kind: 'person', id: engineId })
    const [now] = await tx<{ xmin: string; highest: number }[]>`
      select pg_snapshot_xmin(pg_current_snapshot())::text as xmin, coalesce((select max(position) from event), 0)::float8 as highest`
    if (now === undefined) throw new Error('a snapshot has a horizon')
    const horizon = { xmin: now.xmin, floor: since?.floor ?? now.highest }
    if (since === undefined || since.xmin === now.xmin) return { horizon, highest: now.highest, rows: [] }
    const rows = await tx<ChangeRow[]>`
      select distinct stream_kind as "streamKind", stream_id as "streamId",
        case when type like 'task.%' then coalesce(canonical::jsonb->'data'->>'taskId', canonical::jsonb->'data'->>'id') end as "taskId"
      from event where position > ${since.floor} and transaction >= ${since.xmin}::bigint and transaction < ${now.xmin}::bigint
      limit ${MOST_AT_ONCE}`
    return { horizon, highest: now.highest, rows }
  })
}

/** Which of these records and lists a listener may see; undefined when nobody stands behind the principal any more. */
export async function seenAmong(
  sql: Sql,
  principal: Principal,
  ids: readonly string[],
): Promise<ReadonlySet<string> | undefined> {
  return await sql.begin('read only', async (tx) => {
    if ((await scopeTo(tx, principal)) === undefined) return undefined
    const rows = await tx<{ id: string }[]>`
      select id from record where id = any(${[...ids]}::uuid[]) union all select id from disposal_list where id = any(${[...ids]}::uuid[])
      union all select id from transfer_batch where id = any(${[...ids]}::uuid[])`
    return new Set(rows.map(({ id }) => id))
  })
}
