import type { SubjectKind } from '#domain/vocabulary.ts'
import type { Tx } from '#db/actor.ts'

export interface CommentRow {
  readonly canonical: string
  readonly authorId: string
  readonly authorZh: string
  readonly authorEn: string
  /** Null once erased. */
  readonly text: string | null
}

/** More than a page shows; the latest are the ones that are read. */
const MOST_COMMENTS = 200

/** What people said beside a record or a list, oldest first. There is no table of comments: the ledger has them. */
export async function readComments(tx: Tx, subjectId: string): Promise<readonly CommentRow[]> {
  const rows = await tx<CommentRow[]>`
    select e.canonical, e.actor_id as "authorId", p.name_zh as "authorZh", p.name_en as "authorEn", x.value as text
    from event e join person p on p.id = e.actor_id
      left join event_private x on x.stream_id = e.stream_id and x.seq = e.seq and x.field = 'textDigest'
    where e.stream_id = ${subjectId} and e.type = 'comment.added' order by e.seq desc limit ${MOST_COMMENTS}`
  return rows.toReversed()
}

/** What a reader sees under this id; undefined where they see nothing. */
export async function readSubjectKind(tx: Tx, id: string): Promise<SubjectKind | undefined> {
  const [row] = await tx<{ kind: SubjectKind }[]>`
    select 'record' as kind from record where id = ${id} union all select 'disposal-list' from disposal_list where id = ${id}
    union all select 'transfer-batch' from transfer_batch where id = ${id}`
  return row?.kind
}

export async function countComments(tx: Tx, subjectId: string): Promise<number> {
  const [row] = await tx<{ n: number }[]>`
    select count(*)::int as n from (select 1 from event where stream_id = ${subjectId} and type = 'comment.added' limit ${MOST_COMMENTS}) q`
  return row?.n ?? 0
}
