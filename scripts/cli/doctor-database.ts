import { readFileSync } from 'node:fs'
import { MOST_SKEW_MS } from '#domain/standing.ts'
import type { Sql } from '#db/client.ts'
import { earliestLapse, newestProbe, outboxLag } from '#db/queries/health.ts'
import type { Finding } from './finding.ts'

/** Row security of views, `security_invoker`, and `nulls not distinct` need it. */
const LEAST_VERSION = 150_000

export async function databaseFindings(sql: Sql): Promise<readonly Finding[]> {
  const [row] = await sql<{ version: string; number: number; fsync: string; commit: string }[]>`
    select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
      current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`
  if (row === undefined) throw new Error('the database answered nothing')
  const isOld = row.number < LEAST_VERSION
  const isCareless = row.fsync !== 'on' || row.commit === 'off'
  return [
    {
      part: 'database',
      state: isOld ? 'fault' : 'good',
      detail: `PostgreSQL ${row.version}${isOld ? ', 15 or later is needed' : ''}`,
    },
    {
      part: 'durability',
      state: isCareless ? 'fault' : 'good',
      detail: `fsync ${row.fsync}, synchronous_commit ${row.commit}`,
    },
  ]
}

/** The database has this version's form when it has run every migration of it, and no later one. */
export async function migrationFinding(sql: Sql): Promise<readonly Finding[]> {
  const [known] = await sql<
    { isMade: boolean }[]
  >`select to_regclass('public.migration') is not null as "isMade"`
  const journal = JSON.parse(
    readFileSync(new URL('../../db/migrations/meta/_journal.json', import.meta.url), 'utf8'),
  ) as {
    readonly entries: readonly unknown[]
  }
  const [row] =
    known?.isMade === true ? await sql<{ n: number }[]>`select count(*)::int as n from migration` : []
  const [have, wanted] = [row?.n ?? 0, journal.entries.length]
  const way =
    have < wanted
      ? '; run `everfile migrate`'
      : have > wanted
        ? '; this program is older than the database'
        : ''
  return [
    { part: 'migrations', state: have === wanted ? 'good' : 'fault', detail: `${have} of ${wanted}${way}` },
  ]
}

interface RoleRow {
  readonly name: string
  readonly isLogin: boolean
  readonly isStrong: boolean
}

/** Two roles sign in, two never do, none may walk past row security; and the gate belongs to the writer. */
export async function rolesFinding(sql: Sql): Promise<readonly Finding[]> {
  const roles = await sql<RoleRow[]>`
    select rolname as name, rolcanlogin as "isLogin", rolsuper or rolbypassrls as "isStrong" from pg_roles where rolname like 'everfile\\_%'`
  const wanted = { everfile_owner: false, everfile_writer: false, everfile_app: true, everfile_auditor: true }
  const faults = Object.entries(wanted).flatMap(([name, isLogin]) => {
    const role = roles.find((one) => one.name === name)
    if (role === undefined) return [`${name} is missing`]
    if (role.isStrong) return [`${name} walks past row security`]
    return role.isLogin === isLogin ? [] : [`${name} ${role.isLogin ? 'can' : 'cannot'} sign in`]
  })
  const [gate] = await sql<{ owner: string }[]>`
    select pg_get_userbyid(proowner) as owner from pg_proc where proname = 'gate_apply'`
  if (gate?.owner !== 'everfile_writer') faults.push('the gate does not belong to everfile_writer')
  const bare = await sql<{ name: string }[]>`
    select relname as name from pg_class where relname in ('record', 'event', 'task', 'digital_object', 'object_copy') and not relforcerowsecurity`
  faults.push(...bare.map(({ name }) => `row security of ${name} is not forced`))
  return [
    {
      part: 'roles',
      state: faults.length === 0 ? 'good' : 'fault',
      detail: faults.length === 0 ? 'four, as they must be' : faults.join('; '),
    },
  ]
}

export async function probeFinding(sql: Sql): Promise<readonly Finding[]> {
  const probe = await newestProbe(sql)
  if (probe === undefined)
    return [
      { part: 'store probe', state: 'fault', detail: 'never probed: nothing can be filed; start the worker' },
    ]
  const detail = `${probe.passed} passed, ${probe.failed} failed, ${probe.probedAt.toISOString()}`
  return [{ part: 'store probe', state: probe.failed === 0 ? 'good' : 'fault', detail }]
}

/** Older than this, somebody must look: Temporal or the relay is behind. */
const LATE_MS = 60_000

export async function outboxFinding(sql: Sql): Promise<readonly Finding[]> {
  const { waiting, oldestAgeMs } = await outboxLag(sql)
  const isLate = oldestAgeMs !== null && oldestAgeMs > LATE_MS
  const age = oldestAgeMs === null ? '' : `, the oldest for ${Math.round(oldestAgeMs / 1000)} s`
  return [{ part: 'outbox', state: isLate ? 'fault' : 'good', detail: `${waiting} nudges wait${age}` }]
}

/** A lock of a production site that lapses within a week was forgotten by the patrol for weeks. */
const NEAR_MS = 7 * 86_400_000

export async function lockFinding(sql: Sql): Promise<readonly Finding[]> {
  const [{ earliestLapseAt, copies }, [site]] = await Promise.all([
    earliestLapse(sql),
    sql<
      { mode: string; faults: number }[]
    >`select mode, (select count(*)::int from copy_patrol where fault is not null) as faults from site`,
  ])
  const isNear =
    site?.mode === 'production' &&
    earliestLapseAt !== null &&
    earliestLapseAt.getTime() < Date.now() + NEAR_MS
  const faults = site?.faults ?? 0
  const lapse =
    earliestLapseAt === null ? 'none lapses' : `the earliest lapses ${earliestLapseAt.toISOString()}`
  return [
    {
      part: 'locks',
      state: isNear || faults > 0 ? 'fault' : 'good',
      detail: `${copies} watched, ${lapse}, ${faults} with a fault`,
    },
  ]
}

interface Clocks {
  readonly storeNowMs: number
  readonly ownNowMs: number
}

/** Clocks of this machine, the database and the store; beyond the limit nothing falls due on a production site. */
export async function clockFault(sql: Sql, { storeNowMs, ownNowMs }: Clocks): Promise<Finding> {
  const [row] = await sql<{ ms: number; today: string | null }[]>`
    select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms, (select archive_today()::text from site) as today`
  const clocks = [row?.ms ?? 0, storeNowMs, ownNowMs]
  const skewMs = Math.round(Math.max(...clocks) - Math.min(...clocks))
  return {
    part: 'clocks',
    state: skewMs > MOST_SKEW_MS ? 'fault' : 'good',
    detail: `${skewMs} ms apart; the archive's day is ${row?.today ?? 'not set'}`,
  }
}
