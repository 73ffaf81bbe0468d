import type { PlainDate } from '#domain/dates.ts'
import type { RelationEnd, RelationType } from '#domain/relations.ts'
import type { Tx } from '#db/actor.ts'

/** More than one record has; what is beyond is found from the other end. */
const MOST = 200

export interface RelationListRow {
  readonly id: string
  readonly type: RelationType
  readonly end: RelationEnd
  readonly reason: string
  readonly relatedOn: PlainDate
  readonly relatedBy: string
  readonly otherId: string
  readonly otherTitle: string
  readonly otherCode: string | null
}

/** How a record stands to others and they to it, newest first; of records that the reader sees alone, so that no other counts. */
export async function readRelations(tx: Tx, recordId: string): Promise<readonly RelationListRow[]> {
  return await tx<RelationListRow[]>`
    select x.id, x.type, x.end, x.reason, x.related_on::text as "relatedOn", x.related_by as "relatedBy", o.id as "otherId", o.title as "otherTitle",
      o.archival_code as "otherCode"
    from (
      select r.id, r.type, 'from' as end, r.reason, r.related_on, r.related_by, r.other_id as other from record_relation r
        where r.subject_id = ${recordId} and r.withdrawn_on is null
      union all
      select r.id, r.type, 'to', r.reason, r.related_on, r.related_by, r.subject_id from record_relation r
        where r.other_id = ${recordId} and r.withdrawn_on is null) x
    join record o on o.id = x.other order by x.related_on desc, x.id desc limit ${MOST}`
}

/** Which record states a relation that the reader sees; undefined where they see none of this id. */
export async function readRelationOwner(tx: Tx, relationId: string): Promise<string | undefined> {
  const [row] = await tx<{ subjectId: string }[]>`
    select r.subject_id as "subjectId" from record_relation r join record s on s.id = r.subject_id join record o on o.id = r.other_id
    where r.id = ${relationId}`
  return row?.subjectId
}

/** The record that a code names, now or formerly, as the reader sees it. */
export async function readRecordByCode(tx: Tx, code: string): Promise<string | undefined> {
  const [row] = await tx<{ id: string }[]>`
    select id from record where archival_code = ${code}
    union all select r.id from former_code f join record r on r.id = f.subject_id where f.code = ${code} limit 1`
  return row?.id
}
