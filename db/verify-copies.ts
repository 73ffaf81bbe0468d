import type { Tx } from './actor.ts'
import type { SiteFault } from './verify-site.ts'

const MOST_SHOWN = 100

/** Who holds a task is still entitled to it, and bytes and their rows belong together. */
export async function faultsOfHolders(tx: Tx): Promise<readonly SiteFault[]> {
  const found = await Promise.all([assignees(tx), uploads(tx), objects(tx), copies(tx), remains(tx)])
  return found.flat()
}

/** A claimed task is held by an active person who has a post of its candidate group today, or stands in for one. */
async function assignees(tx: Tx): Promise<readonly SiteFault[]> {
  return await tx<SiteFault[]>`
    with holder as materialized (
      select a.id, gate_person(a.id, archive_today()) as person
      from (select distinct assignee_id as id from task where state = 'claimed') a)
    select 'assignee-not-entitled' as kind, t.id, t.step as detail from task t join holder h on h.id = t.assignee_id
    where t.state = 'claimed' and not coalesce(h.person->>'state' = 'active' and h.person->'groups' ? t.candidate_group, false)
    limit ${MOST_SHOWN}`
}

/** An upload that was taken names a record that is there. */
async function uploads(tx: Tx): Promise<readonly SiteFault[]> {
  return await tx<SiteFault[]>`
    select 'upload-without-record' as kind, u.id, u.taken_by::text as detail from upload u
    where u.taken_by is not null and not exists (select 1 from event e where e.stream_id = u.taken_by) limit ${MOST_SHOWN}`
}

/** What a record in work, or a list, has by its rows has bytes somewhere; withdrawn files and their pictures have none. */
async function objects(tx: Tx): Promise<readonly SiteFault[]> {
  return await tx<SiteFault[]>`
    select 'object-without-copy' as kind, o.id, o.role as detail from digital_object o
      left join digital_object source on source.id = o.derived_from
    where o.destroyed_at is null and o.withdrawn_at is null and source.withdrawn_at is null
      and not exists (select 1 from object_copy c where c.object_id = o.id and c.state = 'stored')
      and (exists (select 1 from record r where r.id = o.subject_id and r.ended_on is null)
        or exists (select 1 from disposal_list l where l.id = o.subject_id)) limit ${MOST_SHOWN}`
}

/** A copy belongs to the object of its own subject. */
async function copies(tx: Tx): Promise<readonly SiteFault[]> {
  return await tx<SiteFault[]>`
    select 'copy-without-object' as kind, c.id, c.bucket || '/' || c.key as detail from object_copy c
    where not exists (select 1 from digital_object o where o.id = c.object_id and o.subject_id = c.subject_id) limit ${MOST_SHOWN}`
}

/** Nothing is left of what was destroyed: no copy, no text. */
async function remains(tx: Tx): Promise<readonly SiteFault[]> {
  return await tx<SiteFault[]>`
    select 'left-after-destruction' as kind, s.id, s.what as detail from (
      select c.subject_id as id, c.bucket || '/' || c.key as what from object_copy c where c.state = 'stored'
      union all select distinct t.subject_id, 'text' from object_text t) s
    where exists (select 1 from record r where r.id = s.id and r.place_step = 'destroyed') limit ${MOST_SHOWN}`
}
