import { scopeTo } from './actor.ts'
import type { Sql } from './client.ts'

export interface ChainsVerdict {
  readonly streams: number
  readonly events: number
  /** Histories of which a hash does not fit or an event is missing in between, with the first such place; the first hundred. */
  readonly broken: readonly { readonly stream: string; readonly seq: number }[]
}

const MOST_SHOWN = 100

/**
 * Recomputes the hash of every event inside the database, where it costs no journey: the quick look at a whole log, as the engine sees it.
 * It trusts the database's own arithmetic and looks at no table; `verifyAll` does neither.
 */
export async function verifyChains(sql: Sql, engineId: string): Promise<ChainsVerdict> {
  return await sql.begin('isolation level repeatable read read only', async (tx) => {
    if ((await scopeTo(tx, { kind: 'person', id: engineId })) === undefined)
      throw new Error('the engine has no account on this site')
    // A long log takes longer than an act may, and a plan of its own.
    await tx`select set_config('statement_timeout', '0', true), set_config('plan_cache_mode', 'force_custom_plan', true)`
    const [row] = await tx<{ streams: number; events: number; broken: ChainsVerdict['broken'] | null }[]>`
      with chain as (
        select stream_kind, stream_id, seq, hash = sha256(lag(hash, 1, ''::bytea) over w || convert_to(canonical, 'UTF8'))
          and seq = row_number() over w as is_whole
        from event window w as (partition by stream_id order by seq)),
      broken as (select stream_kind, stream_id, min(seq) as seq from chain where not is_whole group by 1, 2 limit ${MOST_SHOWN})
      select count(*)::int as events, count(*) filter (where seq = 1)::int as streams,
        (select jsonb_agg(jsonb_build_object('stream', stream_kind || '/' || stream_id, 'seq', seq)) from broken) as broken from chain`
    if (row === undefined) throw new Error('a count answers one row')
    return { streams: row.streams, events: row.events, broken: row.broken ?? [] }
  })
}
