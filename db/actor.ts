import type postgres from 'postgres'
import type { Actor } from '#domain/access.ts'
import type { PlainDate } from '#domain/dates.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import type { Sql } from './client.ts'
import type { Principal } from './gate/facts.ts'

/** A transaction that looks through one person's eyes: row security shows it what that person may see. */
export type Tx = postgres.TransactionSql

/** A part of a statement, with the values in it. */
export type Fragment = postgres.PendingQuery<postgres.Row[]>

/** Who reads, and the civil day of the archive on which they do. */
export interface Reader {
  readonly actor: Actor
  readonly today: PlainDate
}

export interface Seen<T> {
  readonly kind: 'seen'
  readonly value: T
}

type Looking<T> = (tx: Tx, reader: Reader) => Promise<T>

/** The only way to read what belongs to records: one transaction, the scope set before anything else is asked. */
export async function withActor<T>(
  sql: Sql,
  principal: Principal,
  read: Looking<T>,
): Promise<Seen<T> | Refusal> {
  return await sql.begin('read only', async (tx) => throughEyesOf(tx, principal, read))
}

/** As `withActor`, everything from one moment: what is compared with each other must not change between two reads. */
export async function withActorAtOneMoment<T>(
  sql: Sql,
  principal: Principal,
  read: Looking<T>,
): Promise<Seen<T> | Refusal> {
  return await sql.begin('isolation level repeatable read read only', async (tx) =>
    throughEyesOf(tx, principal, read),
  )
}

/** As `withActor`, for what lies on the person's own desk: drafts, named filters, what they have read. Records change through the gate alone. */
export async function withDesk<T>(
  sql: Sql,
  principal: Principal,
  write: Looking<T>,
): Promise<Seen<T> | Refusal> {
  return await sql.begin(async (tx) => throughEyesOf(tx, principal, write))
}

/** As `withActor`, for the product's own work: the engine sees all units, and writes what no event tells of. */
export async function withEngine<T>(sql: Sql, engineId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { value } = await sql.begin(async (tx) => {
    await tx`select gate_scope(${engineId})`
    return { value: await work(tx) }
  })
  return value
}

async function throughEyesOf<T>(tx: Tx, principal: Principal, look: Looking<T>): Promise<Seen<T> | Refusal> {
  const reader = await scopeTo(tx, principal)
  return reader === undefined ? refuse('auth.required') : { kind: 'seen', value: await look(tx, reader) }
}

/**
 * Sets the scope of a transaction; undefined when nobody stands behind the principal, and then nothing can be seen.
 * Row security makes planning dearer than the reading itself (10 ms against 3 ms for a page of the worklist), and the plans do
 * not depend on the values, so each connection keeps one plan per statement.
 */
export async function scopeTo(tx: Tx, principal: Principal): Promise<Reader | undefined> {
  const [row] = await tx<{ actor: Actor | null; today: PlainDate }[]>`
    select gate_scope(gate_principal(${tx.json({ ...principal })})) as actor, archive_today()::text as today,
      set_config('plan_cache_mode', 'force_generic_plan', true)`
  return row === undefined || row.actor === null ? undefined : { actor: row.actor, today: row.today }
}
