import type { SearchWords } from '#domain/search.ts'
import type { Fragment, Tx } from '#db/actor.ts'

/** Where the words were found: the newest number first, and in the record itself before its pages. */
export interface SearchHit {
  readonly id: string
  readonly number: number
  /** The object whose page it is; null when the record itself says it. */
  readonly objectId: string | null
  readonly page: number | null
}

export interface SearchRequest {
  readonly words: SearchWords
  /** Names of whom records are about, and nothing else; else everything but those. */
  readonly in: 'texts' | 'persons'
  readonly classCode?: string | undefined
  readonly unitId?: string | undefined
  readonly formedInYear?: number | undefined
  /** Only what stands below this number. */
  readonly before?: number | undefined
  readonly limit: number
}

/** Entries of one slice of numbers; the same in search_slice. */
const SLICE = 2_048
/** Records that one sees by a task or a list alone, beside those of one's units. */
const MOST_BESIDE = 2_000

/**
 * The newest records in which all words stand, as the reader of the transaction sees them and as `matching` narrows `record r`.
 * Slices of the index are looked into from the newest on, each step twice as many, until enough is found: a common word ends in
 * the first, a rare one costs a look into each.
 */
export async function findRecords(
  tx: Tx,
  request: SearchRequest,
  matching: Fragment,
): Promise<readonly SearchHit[]> {
  const { words, before, limit } = request
  const [state] = await tx<{ newest: number }[]>`select search_newest()::float8 as newest`
  const newest = Math.min(state?.newest ?? 0, (before ?? Infinity) - 1)
  const wanted = {
    marks: marksOf(request),
    ofPersons: request.in === 'persons',
    beside: await readBeside(tx),
  }
  const hits: SearchHit[] = []
  let high = Math.floor(newest / SLICE)
  for (let slices = 1; high >= 0 && hits.length < limit; slices *= 2) {
    const low = Math.max(0, high - slices + 1)
    const found = await tx<SearchHit[]>`
      select r.id, h.number::float8 as number, nullif(h.source_id, r.id) as "objectId", case when h.page > 0 then h.page end as page
      from search_hits(${words.grams as number[]}::int[], ${words.needles as string[]}::text[], ${tx.json(wanted)}, ${low}::int, ${high}::int) h
      join record r on r.id = h.record_id
      where h.number <= ${newest} ${matching}
      order by h.number desc limit ${limit - hits.length}`
    hits.push(...found)
    high = low - 1
  }
  return hits
}

function marksOf({ classCode, unitId, formedInYear }: SearchRequest): string[] {
  return [
    ...(classCode === undefined ? [] : [`class:${classCode}`]),
    ...(unitId === undefined ? [] : [`forming:${unitId}`]),
    ...(formedInYear === undefined ? [] : [`year:${formedInYear}`]),
  ]
}

/**
 * Whoever is appointed to a list or asked for a task sees its records; none for those who see everything. A limit of its own keeps each
 * group in its index: without one the planner asked row security of every open task of the site, 70 ms at a million records.
 */
async function readBeside(tx: Tx): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select id from (
      select i.record_id as id from disposal_list l join disposal_list_item i on i.subject_id = l.id
        where l.ended_on is null and l.appointed_groups && (select scope_groups())::text[]
      union
      select t.subject_id from unnest((select scope_groups())) as g(name)
        cross join lateral (select subject_id from task where candidate_group = g.name and state = 'open' and subject_kind = 'record'
          order by due_on, id limit ${MOST_BESIDE}) t
      union
      select t.subject_id from task t where t.assignee_id = (select scope_person()) and t.state = 'claimed' and t.subject_kind = 'record') q
    where not (select scope_is_whole()) limit ${MOST_BESIDE}`
  return rows.map(({ id }) => id)
}

export interface FacetRow {
  readonly facet: 'unit' | 'class' | 'year' | 'place' | 'grade' | 'state'
  readonly value: string
  readonly count: number
}

/** How many of these records, which the reader sees, are of each unit, class, year, place, grade and state. */
export async function readFacets(tx: Tx, ids: readonly string[]): Promise<readonly FacetRow[]> {
  if (ids.length === 0) return []
  return await tx<FacetRow[]>`
    select case when grouping(unit) = 0 then 'unit' when grouping(class) = 0 then 'class' when grouping(year) = 0 then 'year'
        when grouping(place) = 0 then 'place' else 'grade' end as facet,
      coalesce(unit, class, year, place, grade) as value, count(*)::int as count
    from (select r.forming_unit_id::text as unit, r.class_code as class, extract(year from r.formed_on)::int::text as year,
        r.place_step as place, r.grade from record r where r.id = any(${ids as string[]}::uuid[])) q
    group by grouping sets ((unit), (class), (year), (place), (grade))
    union all
    select 'state', s.value, count(*)::int from record r cross join lateral unnest(array_remove(array[
        case when r.ended_on is null and r.place_step not in ('keep', 'due', 'at-disposal') then 'open' end,
        case when r.active_holds > 0 then 'held' end,
        case when r.place_step = 'keep' then 'kept' end,
        case when r.place_step = 'due' then 'due' end,
        case when r.place_step = 'at-disposal' then 'at-disposal' end,
        case when r.ended_on is not null then 'ended' end], null)) as s(value)
      where r.id = any(${ids as string[]}::uuid[]) group by s.value
    order by facet, count desc, value`
}

interface PageText {
  readonly objectId: string
  readonly page: number
  readonly text: string
}

/** The texts of the pages in which words were found. */
export async function readHitPages(tx: Tx, hits: readonly SearchHit[]): Promise<readonly PageText[]> {
  const pages = hits.filter(({ objectId, page }) => objectId !== null && page !== null)
  if (pages.length === 0) return []
  return await tx<PageText[]>`
    select t.object_id as "objectId", t.page, t.text from object_text t
    join unnest(${pages.map(({ objectId }) => objectId ?? '')}::uuid[], ${pages.map(({ page }) => page ?? 0)}::int[]) as p(object_id, page)
      on p.object_id = t.object_id and p.page = t.page`
}
