import type { Grade, Role, AppraiserKind } from '#domain/vocabulary.ts'
import type { Tx } from '#db/actor.ts'
import type { Sql } from '#db/client.ts'
import type { Principal } from '#db/gate/facts.ts'

/** After so many wrong passwords a local account is locked for a while (等保 8.1.4.1 b). */
export const MOST_FAILURES = 5
const LOCK_MINUTES = 15

export interface Account {
  readonly personId: string
  readonly passwordHash: string | null
  readonly mustChange: boolean
  readonly totpSecret: string | null
}

export type Attempt =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'locked'; readonly until: string }
  | { readonly kind: 'counted'; readonly account: Account }

/**
 * Counts an attempt before the password is looked at, so that guesses side by side are counted too; `forgiveFailures`
 * takes it back when the password was right.
 */
export async function countAttempt(sql: Sql, login: string): Promise<Attempt> {
  const [row] = await sql<(Account & { lockedUntil: Date | null })[]>`
    with known as (
      select c.person_id, c.locked_until > now() as is_locked, c.locked_until from credential c join person p on p.id = c.person_id
      where p.login = ${login} and p.kind = 'person' and p.state = 'active' for update of c),
    counted as (
      update credential c set
        failures = case when c.locked_until is not null then 1 else c.failures + 1 end,
        locked_until = case when c.locked_until is null and c.failures + 1 >= ${MOST_FAILURES} then now() + make_interval(mins => ${LOCK_MINUTES}) end
      from known k where c.person_id = k.person_id and k.is_locked is not true
      returning c.person_id)
    select k.person_id as "personId", case when k.is_locked then k.locked_until end as "lockedUntil", c.password_hash as "passwordHash",
      c.must_change as "mustChange", c.totp_secret as "totpSecret"
    from known k join credential c on c.person_id = k.person_id`
  if (row === undefined) return { kind: 'unknown' }
  const { lockedUntil, ...account } = row
  return lockedUntil === null
    ? { kind: 'counted', account }
    : { kind: 'locked', until: lockedUntil.toISOString() }
}

export async function forgiveFailures(sql: Sql, personId: string): Promise<void> {
  await sql`update credential set failures = 0, locked_until = null where person_id = ${personId}`
}

export interface NewSession {
  readonly hash: string
  readonly personId: string
  readonly hours: number
  readonly userAgent: string | null
}

export async function openSession(sql: Sql, session: NewSession): Promise<void> {
  await sql`
    insert into session (id, person_id, expires_at, user_agent)
    values (${session.hash}, ${session.personId}, now() + make_interval(hours => ${session.hours}), ${session.userAgent})`
  await sql`delete from session where id in (select id from session where expires_at < now() - interval '1 day' limit 100)`
}

export async function closeSession(sql: Sql, hash: string): Promise<void> {
  await sql`delete from session where id = ${hash}`
}

/** Notes that a session or a key was used. A session that has lapsed stays lapsed. */
export async function touchPrincipal(
  sql: Sql,
  principal: Exclude<Principal, { kind: 'person' }>,
): Promise<void> {
  if (principal.kind === 'key') {
    await sql`update api_key set last_used_at = now() where id = ${principal.id} and secret_hash = ${principal.hash}`
    return
  }
  await sql`
    update session set last_seen_at = now()
    where id = ${principal.hash} and expires_at > now() and last_seen_at > now() - make_interval(mins => ${principal.idleMinutes})`
}

/** Sets a new password and ends every session of the person: whoever knew the old one is out. */
export async function setPassword(
  sql: Sql,
  { personId, passwordHash }: { readonly personId: string; readonly passwordHash: string },
): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`update credential set password_hash = ${passwordHash}, must_change = false, failures = 0, locked_until = null where person_id = ${personId}`
    await tx`delete from session where person_id = ${personId}`
  })
}

export async function accountOf(
  sql: Sql,
  personId: string,
): Promise<(Account & { readonly login: string }) | undefined> {
  const [row] = await sql<(Account & { login: string })[]>`
    select p.id as "personId", p.login, c.password_hash as "passwordHash", c.must_change as "mustChange", c.totp_secret as "totpSecret"
    from person p join credential c on c.person_id = p.id where p.id = ${personId}`
  return row
}

export async function setFactor(
  sql: Sql,
  factor: { readonly personId: string; readonly sealed: string; readonly step: number },
): Promise<boolean> {
  const rows = await sql`
    update credential set totp_secret = ${factor.sealed}, totp_last_step = ${factor.step}
    where person_id = ${factor.personId} and totp_secret is null returning person_id`
  return rows.length === 1
}

/** Uses up a step of a second factor. False: that step, or a later one, was used before. */
export async function consumeFactorStep(
  sql: Sql,
  { personId, step }: { readonly personId: string; readonly step: number },
): Promise<boolean> {
  const rows = await sql`
    update credential set totp_last_step = ${step} where person_id = ${personId} and totp_last_step < ${step} returning person_id`
  return rows.length === 1
}

export interface MyselfRow {
  readonly login: string
  readonly clearance: Grade
  readonly mustChange: boolean
  readonly hasFactor: boolean
}

export async function readMyself(tx: Tx, personId: string): Promise<MyselfRow> {
  const [row] = await tx<MyselfRow[]>`
    select p.login, p.clearance, coalesce(c.must_change, false) as "mustChange", c.totp_secret is not null as "hasFactor"
    from person p left join credential c on c.person_id = p.id where p.id = ${personId}`
  if (row === undefined) throw new Error('the person of the session is gone')
  return row
}

export interface PostRow {
  readonly id: string
  readonly role: Role
  readonly unitId: string
  readonly zh: string
  readonly en: string
  readonly appraiserKind: AppraiserKind | null
}

export async function readPosts(tx: Tx, personId: string): Promise<readonly PostRow[]> {
  return await tx<PostRow[]>`
    select o.id, o.role, o.unit_id as "unitId", u.name_zh as zh, u.name_en as en, o.appraiser_kind as "appraiserKind"
    from post o join unit u on u.id = o.unit_id
    where o.person_id = ${personId} and o.from_on <= archive_today() and (o.to_on is null or o.to_on >= archive_today())
    order by o.from_on, o.id limit 50`
}
