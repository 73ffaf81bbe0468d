import type { Tx } from '#db/actor.ts'
import type { Sql } from '#db/client.ts'

export interface OutboxLag {
  readonly waiting: number
  /** Of those that have a time to be told; null where none waits. Those that come behind all others are late for nobody. */
  readonly oldestAgeMs: number | null
}

export async function outboxLag(sql: Sql | Tx): Promise<OutboxLag> {
  const [row] = await sql<{ waiting: number; oldestAgeMs: number | null }[]>`
    select count(*)::int as waiting, (extract(epoch from now() - min(queued_at) filter (where due_at is not null)) * 1000)::float8 as "oldestAgeMs" from outbox`
  return row ?? { waiting: 0, oldestAgeMs: null }
}

export interface ProbeRow {
  readonly passed: number
  readonly failed: number
  readonly report: unknown
  readonly probedAt: Date
}

export async function newestProbe(sql: Sql | Tx): Promise<ProbeRow | undefined> {
  const [row] = await sql<ProbeRow[]>`
    select passed, failed, report, probed_at as "probedAt" from store_probe order by probed_at desc limit 1`
  return row
}

export interface LockRow {
  readonly earliestLapseAt: Date | null
  readonly copies: number
}

/** The lock that runs out first, and how many are watched. */
export async function earliestLapse(sql: Sql | Tx): Promise<LockRow> {
  const [row] = await sql<
    LockRow[]
  >`select min(locked_until) as "earliestLapseAt", count(*)::int as copies from copy_patrol`
  return row ?? { earliestLapseAt: null, copies: 0 }
}

export interface DamageRow {
  readonly copyId: string
  readonly fault: string
  readonly noticedAt: Date | null
}

/** As many as a person can look at; the count says how many there are. */
const DAMAGE_SHOWN = 20

/**
 * Locked copies that were not, byte for byte, what was stored when they were read last: those of lives that have ended too, such
 * as the certificate of an old list, on which no job can work any more. Nothing here says whose copies they are.
 */
export async function readDamage(
  sql: Sql | Tx,
): Promise<{ readonly copies: number; readonly shown: readonly DamageRow[] }> {
  const rows = await sql<(DamageRow & { readonly copies: number })[]>`
    select copy_id as "copyId", fault, digested_at as "noticedAt", count(*) over ()::int as copies
    from copy_patrol where fault is not null order by digested_at desc nulls last, copy_id limit ${DAMAGE_SHOWN}`
  return { copies: rows[0]?.copies ?? 0, shown: rows }
}

/** Whether the database has the form of this version: its newest migration and the gate are there. */
export async function isMigrated(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ ready: boolean }[]>`
    select to_regclass('public.migration') is not null and to_regprocedure('public.gate_apply(jsonb)') is not null
      and exists (select 1 from site) as ready`
  return row?.ready === true
}

const SWEEP_PAGE = 1000

/** Nudges everything that has fallen due, and answers how much that was. */
export async function sweepDue(sql: Sql, engineId: string): Promise<number> {
  let swept = 0
  for (;;) {
    const [row] = await sql<{ n: number }[]>`select sweep_due(${engineId}, ${SWEEP_PAGE}) as n`
    swept += row?.n ?? 0
    if ((row?.n ?? 0) < SWEEP_PAGE) return swept
  }
}
