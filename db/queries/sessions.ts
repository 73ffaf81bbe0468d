import type { FactorKind, SignInMethod } from '#domain/vocabulary.ts'
import type { Tx } from '#db/actor.ts'
import type { Sql } from '#db/client.ts'

export interface NewSession {
  readonly hash: string
  readonly personId: string
  readonly hours: number
  readonly userAgent: string | null
  readonly method: SignInMethod
  /** The second factor that was proved with it; null: none. */
  readonly factor: FactorKind | null
}

/** How many of the oldest sessions end for one more to begin; undefined when one more is refused. */
type Rule = (open: number) => number | undefined

/**
 * Opens a session as the site's rule of sessions side by side allows. Sign-ins of one person wait for each other, so that two at
 * once are counted as two. Answers how many older ones it ended; undefined when it was refused.
 */
export async function openSession(
  sql: Sql,
  session: NewSession,
  { idleMinutes, rule }: { readonly idleMinutes: number; readonly rule: Rule },
): Promise<number | undefined> {
  const { hash, personId, hours, userAgent, method, factor } = session
  const ended = await sql.begin(async (tx) => {
    await tx`select 1 from credential where person_id = ${personId} for update`
    const open = await tx<{ id: string }[]>`
      select id from session where person_id = ${personId} and expires_at > now()
        and last_seen_at > now() - make_interval(mins => ${idleMinutes}) order by created_at, id limit 1000`
    const over = rule(open.length)
    if (over === undefined) return undefined
    const oldest = open.slice(0, over).map(({ id }) => id)
    await tx`delete from session where id = any(${oldest})`
    await tx`
      insert into session (id, person_id, expires_at, user_agent, method, factor)
      values (${hash}, ${personId}, now() + make_interval(hours => ${hours}), ${userAgent}, ${method}, ${factor})`
    return oldest.length
  })
  await sql`delete from session where id in (select id from session where expires_at < now() - interval '1 day' limit 100)`
  await sql`
    delete from view_purpose where said_at < now() - interval '1 day' and session_id not in (select id from session)`
  return ended
}

/** How the person of an open session had proved who they are. */
export async function methodOfSession(sql: Sql, hash: string): Promise<SignInMethod | undefined> {
  const [row] = await sql<{ method: SignInMethod }[]>`
    select method from session where id = ${hash} and expires_at > now()`
  return row?.method
}

export async function closeSession(sql: Sql, hash: string): Promise<void> {
  await sql`delete from session where id = ${hash}`
}

export interface SessionRow {
  readonly ref: string
  readonly isCurrent: boolean
  readonly createdAt: Date
  readonly lastSeenAt: Date
  readonly expiresAt: Date
  readonly userAgent: string | null
  readonly method: SignInMethod
  readonly factor: FactorKind | null
}

/** A person's own sessions that still open something, the newest first. */
export async function readSessions(
  tx: Tx,
  {
    personId,
    hash,
    idleMinutes,
  }: { readonly personId: string; readonly hash: string; readonly idleMinutes: number },
): Promise<readonly SessionRow[]> {
  return await tx<SessionRow[]>`
    select ref, id = ${hash} as "isCurrent", created_at as "createdAt", last_seen_at as "lastSeenAt", expires_at as "expiresAt",
      user_agent as "userAgent", method, factor
    from session where person_id = ${personId} and expires_at > now() and last_seen_at > now() - make_interval(mins => ${idleMinutes})
    order by created_at desc, id limit 100`
}

/** Ends one of a person's own sessions. False: they have none of this name. */
export async function endOwnSession(
  sql: Sql,
  { personId, ref }: { readonly personId: string; readonly ref: string },
): Promise<boolean> {
  const rows = await sql`delete from session where person_id = ${personId} and ref = ${ref} returning id`
  return rows.length === 1
}

/** Ends a person's sessions but the one that is kept, if any, and answers how many. */
export async function endOwnSessions(
  sql: Sql,
  { personId, kept }: { readonly personId: string; readonly kept: string },
): Promise<number> {
  const rows = await sql`delete from session where person_id = ${personId} and id <> ${kept} returning id`
  return rows.length
}

/** What a session says of itself; undefined when it is over. */
export async function readSession(
  tx: Tx,
  hash: string,
): Promise<Pick<SessionRow, 'method' | 'factor'> | undefined> {
  const [row] = await tx<
    Pick<SessionRow, 'method' | 'factor'>[]
  >`select method, factor from session where id = ${hash}`
  return row
}
