import type { BilingualText } from '#domain/lifecycle.ts'
import type { SiteMode, UnitKind } from '#domain/vocabulary.ts'
import type { PlainDate } from '#domain/dates.ts'
import type { Tx } from '#db/actor.ts'
import type { Sql } from '#db/client.ts'

/** Names by id, of persons and units alike: ids never collide. */
export type Names = ReadonlyMap<string, BilingualText>

export async function readNames(tx: Tx, ids: Iterable<string | null>): Promise<Names> {
  const wanted = [...new Set(ids)].filter((id) => id !== null)
  if (wanted.length === 0) return new Map()
  const rows = await tx<{ id: string; zh: string; en: string }[]>`
    select id, name_zh as zh, name_en as en from person where id = any(${wanted}::uuid[])
    union all select id, name_zh, name_en from unit where id = any(${wanted}::uuid[])
    union all select id, name_zh, name_en from fonds where id = any(${wanted}::uuid[])`
  return new Map(rows.map(({ id, zh, en }) => [id, { zh, en }]))
}

export async function readFondsName(tx: Tx, id: string): Promise<string> {
  const [row] = await tx<{ name: string }[]>`select name_zh as name from fonds where id = ${id}`
  return row?.name ?? ''
}

/** Ids of an agency's units by each of their names; of two units with one name the one nearer to the agency counts. */
export async function readUnitsByName(sql: Sql, agencyUnitId: string): Promise<ReadonlyMap<string, string>> {
  const units = await sql<{ id: string; zh: string; en: string }[]>`
    select id, name_zh as zh, name_en as en from unit where ${agencyUnitId} = any(path) order by cardinality(path) desc, id`
  return new Map(units.flatMap(({ id, zh, en }) => [id, zh, en].map((name) => [name, id] as const)))
}

/** Undefined: no site was founded in this database. */
export async function readSiteMode(sql: Sql): Promise<SiteMode | undefined> {
  const [site] = await sql<{ mode: SiteMode }[]>`select mode from site`
  return site?.mode
}

export interface SiteRow {
  readonly id: string
  readonly zh: string
  readonly en: string
  readonly mode: SiteMode
  readonly zone: string
  readonly today: PlainDate
  readonly archiveNow: Date
  readonly realNow: Date
  readonly coolingDays: number
}

export async function readSite(sql: Sql | Tx): Promise<SiteRow> {
  const [row] = await sql<SiteRow[]>`
    select id, name_zh as zh, name_en as en, mode, zone, archive_today()::text as today, archive_now() as "archiveNow",
      clock_timestamp() as "realNow", cooling_days as "coolingDays" from site`
  if (row === undefined) throw new Error('the database has no site yet; run the command "seed" or make one')
  return row
}

export interface UnitRow {
  readonly id: string
  readonly parentId: string | null
  readonly kind: UnitKind
  readonly zh: string
  readonly en: string
  readonly liveFrom: PlainDate | null
}

/** More units than any bureau has. */
const MOST_UNITS = 5000

export async function readUnits(tx: Tx): Promise<readonly UnitRow[]> {
  return await tx<UnitRow[]>`
    select id, parent_id as "parentId", kind, name_zh as zh, name_en as en, live_from::text as "liveFrom" from unit
    where from_on <= archive_today() and (to_on is null or to_on >= archive_today())
    order by cardinality(path), name_zh limit ${MOST_UNITS}`
}

export interface ClassRow {
  readonly code: string
  readonly title: string
  readonly family: string
  readonly scheduleVersionId: string
  readonly isActive: boolean
}

export async function readClasses(tx: Tx): Promise<readonly ClassRow[]> {
  return await tx<ClassRow[]>`
    select code, name_zh as title, family, schedule_version_id as "scheduleVersionId", is_active as "isActive"
    from record_class order by code limit 5000`
}
