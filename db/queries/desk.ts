import type { PlainDate } from '#domain/dates.ts'
import type { Role, SavedScreen } from '#domain/vocabulary.ts'
import type { Tx } from '#db/actor.ts'
import type { Sql } from '#db/client.ts'

export interface DraftRow {
  readonly values: Readonly<Record<string, string | number | boolean>>
  readonly savedAt: Date
}

export async function readDraft(tx: Tx, taskId: string): Promise<DraftRow | undefined> {
  const [row] = await tx<DraftRow[]>`
    select values, saved_at as "savedAt" from task_draft where task_id = ${taskId} and person_id = (select scope_person())`
  return row
}

/** Keeps a draft of a task that still waits and that the person can see; undefined where there is none. */
export async function saveDraft(
  tx: Tx,
  taskId: string,
  values: DraftRow['values'],
): Promise<Date | undefined> {
  const [row] = await tx<{ savedAt: Date }[]>`
    insert into task_draft (person_id, task_id, values, saved_at)
    select scope_person(), t.id, ${tx.json(values)}, now() from task t where t.id = ${taskId} and t.state in ('open', 'claimed')
    on conflict (person_id, task_id) do update set values = excluded.values, saved_at = excluded.saved_at
    returning saved_at as "savedAt"`
  return row?.savedAt
}

export async function dropDraft(tx: Tx, taskId: string): Promise<void> {
  await tx`delete from task_draft where task_id = ${taskId} and person_id = (select scope_person())`
}

/** Drafts that nobody has touched for ninety days. */
export async function dropOldDrafts(sql: Sql): Promise<void> {
  await sql`select drop_old_drafts()`
}

export interface CandidateRow {
  readonly id: string
  readonly zh: string
  readonly en: string
  readonly unitZh: string
  readonly unitEn: string
  readonly principalId: string | null
  readonly principalZh: string | null
  readonly principalEn: string | null
}

/** More people than one post is given to. */
const MOST_CANDIDATES = 200

/** Who could do a task of a group now: holders of its posts, and their deputies. */
export async function readCandidates(tx: Tx, group: string): Promise<readonly CandidateRow[]> {
  const [post = '', unitId = ''] = group.split('@')
  const [role = '', kind] = post.split(':')
  return await tx<CandidateRow[]>`
    with holders as (
      select o.id, o.person_id, u.name_zh, u.name_en from post o join unit u on u.id = o.unit_id
      where o.role = ${role} and (${kind ?? null}::text is null or o.appraiser_kind = ${kind ?? null}) and ${unitId}::uuid = any(u.path)
        and o.from_on <= archive_today() and (o.to_on is null or o.to_on >= archive_today())),
    able as (
      select h.person_id, null::uuid as principal_id, h.name_zh, h.name_en from holders h
      union all
      select d.deputy_id, d.principal_id, h.name_zh, h.name_en from deputy d join holders h on h.id = d.post_id and h.person_id = d.principal_id
        join person q on q.id = d.principal_id and q.state = 'active'
      where d.ended_at is null and d.from_on <= archive_today() and d.to_on >= archive_today())
    select distinct on (p.name_zh, p.id) p.id, p.name_zh as zh, p.name_en as en, a.name_zh as "unitZh", a.name_en as "unitEn",
      a.principal_id as "principalId", q.name_zh as "principalZh", q.name_en as "principalEn"
    from able a join person p on p.id = a.person_id left join person q on q.id = a.principal_id
    where p.state = 'active' and p.kind = 'person'
    order by p.name_zh, p.id, a.principal_id nulls first limit ${MOST_CANDIDATES}`
}

export interface ColleagueRow {
  readonly id: string
  readonly zh: string
  readonly en: string
  readonly unitZh: string
  readonly unitEn: string
  readonly role: Role
}

/** People who work here now, to be named in a comment or as a deputy. */
export async function readColleagues(tx: Tx, q: string): Promise<readonly ColleagueRow[]> {
  const pattern = `%${q.normalize('NFC').replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  return await tx<ColleagueRow[]>`
    select distinct on (p.name_zh, p.id) p.id, p.name_zh as zh, p.name_en as en, u.name_zh as "unitZh", u.name_en as "unitEn", o.role
    from person p join post o on o.person_id = p.id join unit u on u.id = o.unit_id
    where p.state = 'active' and p.kind = 'person' and o.from_on <= archive_today() and (o.to_on is null or o.to_on >= archive_today())
      and (p.name_zh ilike ${pattern} or p.name_en ilike ${pattern} or u.name_zh ilike ${pattern})
    order by p.name_zh, p.id, o.from_on limit ${MOST_CANDIDATES}`
}

export interface SavedViewRow {
  readonly id: string
  readonly screen: SavedScreen
  readonly name: string
  readonly search: Readonly<Record<string, string | number>>
}

/** More than anybody looks through; further ones are refused. */
export const MOST_VIEWS = 50

export async function readViews(tx: Tx): Promise<readonly SavedViewRow[]> {
  return await tx<SavedViewRow[]>`
    select id, screen, name, search from saved_view where person_id = (select scope_person()) order by screen, name limit ${MOST_VIEWS}`
}

/** The same name again means the new filters. */
export async function saveView(tx: Tx, view: SavedViewRow): Promise<SavedViewRow | undefined> {
  const [row] = await tx<SavedViewRow[]>`
    insert into saved_view (id, person_id, screen, name, search)
    select ${view.id}, scope_person(), ${view.screen}, ${view.name}, ${tx.json(view.search)}
    where (select count(*) from saved_view where person_id = scope_person()) < ${MOST_VIEWS}
    on conflict (person_id, screen, name) do update set search = excluded.search, saved_at = now()
    returning id, screen, name, search`
  return row
}

export async function dropView(tx: Tx, id: string): Promise<boolean> {
  const rows =
    await tx`delete from saved_view where id = ${id} and person_id = (select scope_person()) returning id`
  return rows.length === 1
}

export interface DeputyRow {
  readonly id: string
  readonly role: Role
  readonly unitZh: string
  readonly unitEn: string
  readonly principalId: string
  readonly principalZh: string
  readonly principalEn: string
  readonly deputyId: string
  readonly deputyZh: string
  readonly deputyEn: string
  readonly fromOn: PlainDate
  readonly toOn: PlainDate
}

/** Appointments that stand or are to come, of one's own posts and those by which one is deputy. */
export async function readDeputies(tx: Tx): Promise<readonly DeputyRow[]> {
  return await tx<DeputyRow[]>`
    select d.id, o.role, u.name_zh as "unitZh", u.name_en as "unitEn", d.principal_id as "principalId", h.name_zh as "principalZh",
      h.name_en as "principalEn", d.deputy_id as "deputyId", p.name_zh as "deputyZh", p.name_en as "deputyEn",
      d.from_on::text as "fromOn", d.to_on::text as "toOn"
    from deputy d join post o on o.id = d.post_id join unit u on u.id = o.unit_id join person h on h.id = d.principal_id
      join person p on p.id = d.deputy_id
    where d.ended_at is null and d.to_on >= archive_today() and (d.principal_id = scope_person() or d.deputy_id = scope_person())
    order by d.from_on, d.id limit 100`
}
