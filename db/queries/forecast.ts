import type { PlainDate } from '#domain/dates.ts'
import type { Tx } from '#db/actor.ts'

export interface DueCell {
  /** Null where it has fallen due already. */
  readonly year: number | null
  readonly unitId: string
  readonly classCode: string
  readonly records: number
  readonly files: number
  readonly sheets: number
  readonly uncounted: number
  readonly bytes: number
}

export interface DueRequest {
  readonly today: PlainDate
  readonly lastYear: number
  readonly unitId?: string | undefined
  readonly classCode?: string | undefined
}

/** What falls due by year, unit and class, as the reader sees it; small whatever the number of records. */
export async function readDueCells(
  tx: Tx,
  { today, lastYear, unitId, classCode }: DueRequest,
): Promise<readonly DueCell[]> {
  return await tx<DueCell[]>`
    with due as (
      select r.id, case when r.due_on <= ${today}::date then null else extract(year from r.due_on)::int end as year,
        r.forming_unit_id as unit_id, r.class_code, r.pages
      from record r
      where r.ended_on is null and r.due_on is not null and r.due_on <= make_date(${lastYear}::int, 12, 31)
        ${unitId === undefined ? tx`` : tx`and r.forming_unit_id = ${unitId}`}
        ${classCode === undefined ? tx`` : tx`and r.class_code = ${classCode}`})
    select d.year, d.unit_id as "unitId", d.class_code as "classCode", count(*)::int as records, count(p.id)::int as files,
      coalesce(sum(ceil(d.pages / 2.0)) filter (where p.id is not null), 0)::float8 as sheets,
      (count(p.id) filter (where d.pages is null))::int as uncounted, coalesce(sum(b.bytes), 0)::float8 as bytes
    from due d left join placement p on p.subject_id = d.id and p.freed_at is null
      left join lateral (select sum(o.size_bytes) as bytes from object_copy c join digital_object o on o.id = c.object_id
        where c.subject_id = d.id and c.state = 'stored') b on true
    group by 1, 2, 3 order by 1 nulls first, 2, 3`
}

export interface StoredOfClass {
  readonly classCode: string
  readonly storedBytes: number
  /** By year, of the three full years before the present one. */
  readonly addedBytes: Readonly<Record<string, number>>
  /** By year of the due day; what has fallen due counts for the present year. */
  readonly freedBytes: Readonly<Record<string, number>>
}

/** Bytes in the store by class: what lies there, what came in, what will fall due. */
export async function readStored(tx: Tx, today: PlainDate): Promise<readonly StoredOfClass[]> {
  return await tx<StoredOfClass[]>`
    with stored as (
      select r.class_code, extract(year from o.added_at)::int as added_in,
        case when r.due_on is not null then greatest(extract(year from r.due_on), extract(year from ${today}::date))::int end as due_in, o.size_bytes
      from record r join object_copy c on c.subject_id = r.id and c.state = 'stored' join digital_object o on o.id = c.object_id
      where r.ended_on is null),
    added as (select class_code, added_in, sum(size_bytes) as bytes from stored group by 1, 2),
    freed as (select class_code, due_in, sum(size_bytes) as bytes from stored where due_in is not null group by 1, 2)
    select a.class_code as "classCode", sum(a.bytes)::float8 as "storedBytes",
      coalesce(jsonb_object_agg(a.added_in, a.bytes) filter (where a.added_in between extract(year from ${today}::date) - 3 and extract(year from ${today}::date) - 1), '{}') as "addedBytes",
      coalesce((select jsonb_object_agg(f.due_in, f.bytes) from freed f where f.class_code = a.class_code), '{}') as "freedBytes"
    from added a group by a.class_code order by a.class_code`
}

export interface Unscanned {
  readonly policy: string
  readonly records: number
  readonly pages: number
}

/** Paper whose pages were never accepted from a scanner, by what was decided of its scanning. */
export async function readUnscanned(tx: Tx): Promise<readonly Unscanned[]> {
  return await tx<Unscanned[]>`
    select r.scan_policy as policy, count(*)::int as records, coalesce(sum(r.pages), 0)::float8 as pages
    from record r
    where r.ended_on is null and r.carrier = 'paper' and r.scan_policy is not null
      and not exists (select 1 from scan_pass s where s.subject_id = r.id and s.verdict = 'accepted')
    group by 1 order by 1`
}

/** What scanned pages take on this site. */
export async function readScanned(tx: Tx): Promise<{ readonly pages: number; readonly bytes: number }> {
  const [row] = await tx<{ pages: number; bytes: number }[]>`
    select coalesce(sum(o.pages), 0)::float8 as pages, coalesce(sum(o.size_bytes), 0)::float8 as bytes
    from digital_object o join record r on r.id = o.subject_id
    where r.carrier <> 'electronic' and o.role = 'content' and o.pages is not null and o.withdrawn_at is null and o.destroyed_at is null`
  return row ?? { pages: 0, bytes: 0 }
}
