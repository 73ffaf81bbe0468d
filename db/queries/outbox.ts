import type { SubjectKind } from '#domain/vocabulary.ts'
import type { Sql } from '#db/client.ts'

/** The nudges of one subject, merged: "look again" need be said once. */
export interface Nudges {
  readonly subjectKind: SubjectKind | 'job' | 'import'
  readonly subjectId: string
  readonly seq: number
  readonly ageMs: number
  readonly rowIds: readonly string[]
}

const PAGE = 200

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
    const rows = await tx<
      {
        id: string
        subjectKind: SubjectKind | 'job' | 'import'
        subjectId: string
        seq: number
        ageMs: number
      }[]
    >`
      select id::text, subject_kind as "subjectKind", subject_id as "subjectId", seq, extract(epoch from now() - queued_at)::float8 * 1000 as "ageMs"
      from outbox o
      where due_at <= now() or exists (select 1 from outbox d where d.subject_id = o.subject_id and d.due_at <= now())
      order by id limit ${PAGE} for update skip locked`
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
        : { ...known, seq: row.seq, rowIds: [...known.rowIds, id] },
    )
  }
  return [...merged.values()]
}
