import type { Grade, Role, AppraiserKind } from '#domain/vocabulary.ts'
import type { Tx } from '#db/actor.ts'
import type { Sql } from '#db/client.ts'
import type { Principal } from '#db/gate/facts.ts'

export interface Account {
  readonly personId: string
  readonly login: string
  readonly passwordHash: string | null
  readonly mustChange: boolean
  /** Whole days since the password was set. */
  readonly passwordDays: number
  readonly totpSecret: string | null
  /** How many security keys the person has. */
  readonly authenticators: number
  /** Of the posts that are held today. */
  readonly roles: readonly Role[]
  /** Locks in a row before now. */
  readonly lockouts: number
}

export type Attempt =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'locked'; readonly until: string }
  /** More tries than are allowed, and no lock stands yet: it comes with the answer to those before this one. */
  | { readonly kind: 'exhausted'; readonly account: Account; readonly failures: number }
  /** `isLast`: when this one fails, the account is to be locked. */
  | { readonly kind: 'counted'; readonly account: Account; readonly isLast: boolean }

/**
 * Counts an attempt before the password is looked at, so that guesses side by side are counted too; `forgiveFailures`
 * takes it back when the password was right. The lock itself is an act of the gate.
 */
export async function countAttempt(sql: Sql, login: string, mostFailures: number): Promise<Attempt> {
  const [row] = await sql<{ personId: string; failures: number; lockedUntil: Date | null }[]>`
    with known as (
      select c.person_id, c.failures, c.locked_until from credential c join person p on p.id = c.person_id
      where p.login = ${login} and p.kind = 'person' and p.state = 'active' for update of c),
    counted as (
      update credential c set failures = case when k.locked_until is null then k.failures + 1 else 1 end, locked_until = null
      from known k where c.person_id = k.person_id and (k.locked_until is null or k.locked_until <= now())
      returning c.person_id, c.failures)
    select k.person_id as "personId", coalesce(c.failures, k.failures) as failures,
      case when c.person_id is null then k.locked_until end as "lockedUntil"
    from known k left join counted c on c.person_id = k.person_id`
  if (row === undefined) return { kind: 'unknown' }
  if (row.lockedUntil !== null) return { kind: 'locked', until: row.lockedUntil.toISOString() }
  const account = await accountOf(sql, row.personId)
  if (account === undefined) return { kind: 'unknown' }
  return row.failures > mostFailures
    ? { kind: 'exhausted', account, failures: row.failures }
    : { kind: 'counted', account, isLast: row.failures === mostFailures }
}

/** Failures and locks count from nought again. False: the account was locked meanwhile, and stays so. */
export async function forgiveFailures(sql: Sql, personId: string): Promise<boolean> {
  const rows = await sql`
    update credential set failures = 0, lockouts = 0 where person_id = ${personId} and locked_until is null returning person_id`
  return rows.length === 1
}

/** The password was right and something else is still missing: this attempt was no guess. */
export async function takeBackAttempt(sql: Sql, personId: string): Promise<void> {
  await sql`update credential set failures = greatest(failures - 1, 0) where person_id = ${personId} and locked_until is null`
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

export async function accountOf(sql: Sql, personId: string): Promise<Account | undefined> {
  const [row] = await sql<Account[]>`
    select p.id as "personId", p.login, c.password_hash as "passwordHash", c.must_change as "mustChange", c.totp_secret as "totpSecret",
      (extract(epoch from now() - c.password_set_at) / 86400)::int as "passwordDays", c.lockouts,
      (select count(*)::int from authenticator a where a.person_id = p.id) as authenticators,
      array(select distinct o.role from post o where o.person_id = p.id and o.from_on <= archive_today()
        and (o.to_on is null or o.to_on >= archive_today())) as roles
    from person p join credential c on c.person_id = p.id where p.id = ${personId}`
  return row
}

/** The present password and the last ones before it, newest first. */
export async function readPasswords(sql: Sql, personId: string, most: number): Promise<readonly string[]> {
  const rows = await sql<{ hash: string }[]>`
    select hash from (
      select c.password_hash as hash, 'infinity'::timestamptz as replaced_at from credential c where c.person_id = ${personId}
      union all select f.password_hash, f.replaced_at from former_password f where f.person_id = ${personId}) q
    where hash is not null order by replaced_at desc limit ${most}`
  return rows.map(({ hash }) => hash)
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
  /** How many security keys they have. */
  readonly authenticators: number
}

export async function readMyself(tx: Tx, personId: string): Promise<MyselfRow> {
  const [row] = await tx<MyselfRow[]>`
    select p.login, p.clearance, coalesce(c.must_change, false) as "mustChange", c.totp_secret is not null as "hasFactor",
      (select count(*)::int from authenticator a where a.person_id = p.id) as authenticators
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

/** Who works here and is linked to this identity of a provider; undefined when nobody is. */
export async function personOfIdentity(
  sql: Sql,
  { issuer, subject }: { readonly issuer: string; readonly subject: string },
): Promise<string | undefined> {
  const [row] = await sql<{ id: string }[]>`
    select p.id from identity i join person p on p.id = i.person_id
    where i.issuer = ${issuer} and i.subject = ${subject} and i.unlinked_on is null and p.kind = 'person' and p.state = 'active'`
  return row?.id
}
