import { scopeTo, type Tx } from '#db/actor.ts'
import type { Sql } from '#db/client.ts'
import { readPersonalFields } from '#db/queries/metadata.ts'
import { entriesOf, type SearchedRecord } from './entries.ts'

/** Any number that all indexing processes share: one of them works at a time. */
const SEARCH_LOCK = 7_304_117
/** Records in one transaction. */
const BATCH = 100

export interface Refreshed {
  /** How many records were taken; 0 when nothing is due or another process is at it. */
  readonly records: number
  /** Whether as much was due as one batch takes: there may be more. */
  readonly isFull: boolean
}

const NOTHING: Refreshed = { records: 0, isFull: false }

/** Brings the entries of records that changed up to date, a batch in one transaction, looking as the engine does. */
export async function refreshSearch(sql: Sql, engineId: string): Promise<Refreshed> {
  return await sql.begin(async (tx) => {
    const [lock] = await tx<
      { isMine: boolean }[]
    >`select pg_try_advisory_xact_lock(${SEARCH_LOCK}) as "isMine"`
    if (lock?.isMine !== true) return NOTHING
    const due = await tx<{ id: string }[]>`
      with taken as (delete from search_due where id in (select id from search_due order by id limit ${BATCH}) returning record_id)
      select record_id as id from taken`
    if (due.length === 0) return NOTHING
    if ((await scopeTo(tx, { kind: 'person', id: engineId })) === undefined)
      throw new Error('the engine is not an active person of this site')
    const ids = [...new Set(due.map(({ id }) => id))]
    const entries = (await readSearched(tx, ids)).flatMap(entriesOf)
    await tx`select search_put(${ids}::uuid[], ${tx.json(entries as never)})`
    return { records: ids.length, isFull: due.length === BATCH }
  })
}

/** All that is due, to the end. */
export async function refreshSearchWhole(
  sql: Sql,
  engineId: string,
  progress: (records: number) => void = () => {},
): Promise<number> {
  let records = 0
  for (;;) {
    const taken = await refreshSearch(sql, engineId)
    if (taken.records === 0) return records
    records += taken.records
    progress(records)
  }
}

/** Says that every record is due: the index can be lost and is made again from the records. */
export async function markAllForSearch(sql: Sql, engineId: string): Promise<number> {
  return await sql.begin(async (tx) => {
    await scopeTo(tx, { kind: 'person', id: engineId })
    const { count } = await tx`insert into search_due (record_id) select id from record order by id`
    return count
  })
}

/** As `markAllForSearch` where nothing was ever indexed: a site that is older than its index. Answers how many records are due by it. */
export async function markUnlessIndexed(sql: Sql, engineId: string): Promise<number> {
  const [state] = await sql<{ isBegun: boolean }[]>`
    select search_newest() > 0 or exists (select 1 from search_due) as "isBegun"`
  return state?.isBegun === false ? markAllForSearch(sql, engineId) : 0
}

async function readSearched(tx: Tx, ids: readonly string[]): Promise<readonly SearchedRecord[]> {
  const personal = [...(await readPersonalFields(tx))]
  return await tx<SearchedRecord[]>`
    select r.id, r.title, r.archival_code as "archivalCode", r.class_code as "classCode",
      array(select f.code from former_code f where f.subject_id = r.id order by f.renumbered_on, f.code) as "formerCodes",
      (select c.name_zh from record_class c where c.code = r.class_code limit 1) as "className", r.ended_on is not null as "isEnded",
      array(select distinct p.value from event_private p where p.stream_id = r.id and p.field = 'subjectDigest' and p.value is not null
        union select t.text from record_metadata m cross join lateral jsonb_each(m.values) as v(id, texts)
          cross join lateral jsonb_array_elements_text(v.texts) as t(text) where m.subject_id = r.id and v.id = any(${personal})) as persons,
      array(select t.text from record_metadata m cross join lateral jsonb_each(m.values) as v(id, texts)
        cross join lateral jsonb_array_elements_text(v.texts) as t(text) where m.subject_id = r.id and v.id <> all(${personal}) order by v.id, t.text) as described,
      array(select distinct x.code from scheme_codes(r.class_code, r.formed_on) x) as "schemeCodes",
      array(select concat_ws(' ', i.title, i.responsible, i.document_no) from record_item i where i.record_id = r.id and i.title is not null order by i.position) as items,
      coalesce((select jsonb_agg(jsonb_build_object('objectId', t.object_id, 'page', t.page, 'text', t.text))
        from object_text t where t.subject_id = r.id and r.quarantine is null
          and not exists (select 1 from digital_object o where o.id = t.object_id and o.screen_grade is not null)), '[]') as pages
    from record r where r.id = any(${ids as string[]}::uuid[]) order by r.id`
}
