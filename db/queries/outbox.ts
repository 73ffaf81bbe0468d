import type { SubjectKind } from '#domain/vocabulary.ts'
import type { Sql } from '#db/client.ts'

/** The nudges of one subject, merged: "look again" need be said once. */
export interface Nudges {
  readonly subjectKind: SubjectKind | 'job' | 'import'
  readonly subjectId: string
  readonly seq: number
  /** How long the oldest of them has waited; 0 for what comes behind all others. */
  readonly ageMs: number
  readonly rowIds: readonly string[]
}

const PAGE = 200
/** Nudges of a backlog in one round: what is due next waits for no more than these. */
const BEHIND = 20

interface Told {
  readonly acknowledged: readonly string[]
  readonly failed: boolean
}

/** Locks waiting rows, hands them out merged, and deletes those that were acknowledged. Several relays share the work. */
export async function takeNudges(
  sql: Sql,
  tell: (nudges: readonly Nudges[]) => Promise<Told>,
): Promise<number> {
  const sent = await sql.begin(async (tx) => {
    const rows = await tx<Row[]>`
      with due as (
        select * from outbox where due_at <= now() or subject_id in (select subject_id from outbox where due_at <= now())
        order by id limit ${PAGE} for update skip locked),
      behind as (
        select * from outbox where due_at is null and id not in (select id from due) order by id limit ${BEHIND} for update skip locked)
      select id::text, subject_kind as "subjectKind", subject_id as "subjectId", seq,
        case when due_at is null then 0 else extract(epoch from now() - queued_at)::float8 * 1000 end as "ageMs"
      from (select * from due union all select * from behind) taken order by due_at is null, taken.id`
    if (rows.length === 0) return 0
    const { acknowledged, failed } = await tell(merge(rows))
    if (acknowledged.length > 0)
      await tx`delete from outbox where id = any(${acknowledged as string[]}::bigint[])`
    return failed && acknowledged.length === 0 ? -1 : acknowledged.length
  })
  if (sent < 0) throw new Error('Temporal acknowledged no nudge')
  return sent
}

type Row = Omit<Nudges, 'rowIds'> & { readonly id: string }

function merge(rows: readonly Row[]): readonly Nudges[] {
  const merged = new Map<string, Nudges>()
  for (const { id, ...row } of rows) {
    const known = merged.get(row.subjectId)
    merged.set(
      row.subjectId,
      known === undefined
        ? { ...row, rowIds: [id] }
        : { ...known, seq: Math.max(known.seq, row.seq), rowIds: [...known.rowIds, id] },
    )
  }
  return [...merged.values()]
}
