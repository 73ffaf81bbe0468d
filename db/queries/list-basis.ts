import type { PlainDate } from '#domain/dates.ts'
import type { Tx } from '#db/actor.ts'
import { cappedCount } from './total.ts'

/** Under which rule a part of a list stands: its items of one class that pin one version of the schedule. */
export interface ListBasisRow {
  readonly classCode: string
  /** Null where the reader sees the entry of a record, but not the record. */
  readonly scheduleVersionId: string | null
  readonly listed: number
  readonly formedFrom: PlainDate
  readonly formedTo: PlainDate
  readonly endsFrom: PlainDate
  readonly endsTo: PlainDate
  /** Records of the class that stay, as far as the reader sees them; never more than one beyond the cap. */
  readonly staying: number
  readonly stayingHeld: number
}

/** Classes on one list; those who decide read a line for each. */
const MOST_CLASSES = 200

/** What is left of a list by class and rule, and what of the same class stays in the archive when the list is gone. */
export async function readListBasis(tx: Tx, listId: string): Promise<readonly ListBasisRow[]> {
  const alike = tx`x.class_code = g."classCode" and x.ended_on is null and x.disposal_list_id is distinct from ${listId}::uuid`
  return await tx<ListBasisRow[]>`
    select g.*,
      ${cappedCount(tx, tx`select 1 from record x where ${alike}`)} as staying,
      ${cappedCount(tx, tx`select 1 from record x where ${alike} and x.active_holds > 0`)} as "stayingHeld"
    from (
      select i.class_code as "classCode", r.schedule_version_id as "scheduleVersionId", count(*)::int as listed,
        min(i.formed_on)::text as "formedFrom", max(i.formed_on)::text as "formedTo",
        min(i.retention_ends_on)::text as "endsFrom", max(i.retention_ends_on)::text as "endsTo"
      from disposal_list_item i left join record r on r.id = i.record_id
      where i.subject_id = ${listId} and i.state <> 'left'
      group by i.class_code, r.schedule_version_id) g
    order by g."classCode", g."formedFrom" limit ${MOST_CLASSES}`
}
