import type { SubjectKind } from '#domain/vocabulary.ts'
import type { Tx } from '#db/actor.ts'
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

/** `due`: what has a time to be told, once that has come; `behind`: what has none, for whoever has nobody waiting (a backlog). */
export const LANES = ['due', 'behind'] as const
export type Lane = (typeof LANES)[number]

const PAGE = 200
/** A round of the backlog is short: several relays share the work, and none keeps much of it for itself. */
const PAGE_BEHIND = 64

interface Told {
  readonly acknowledged: readonly string[]
  readonly failed: boolean
}

/** Locks waiting rows of one lane, hands them out merged, and deletes those that were acknowledged. Several relays share the work. */
export async function takeNudges(
  sql: Sql,
  lane: Lane,
  tell: (nudges: readonly Nudges[]) => Promise<Told>,
): Promise<number> {
  const sent = await sql.begin(async (tx) => {
    const rows = lane === 'due' ? await dueRows(tx) : await rowsBehind(tx)
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

/** What is due takes along whatever else waits for the same subject: it is told once. */
async function dueRows(tx: Tx): Promise<readonly Row[]> {
  return tx<Row[]>`
    select id::text, subject_kind as "subjectKind", subject_id as "subjectId", seq,
      coalesce(extract(epoch from now() - case when due_at is not null then queued_at end)::float8 * 1000, 0) as "ageMs"
    from outbox where due_at <= now() or subject_id in (select subject_id from outbox where due_at <= now())
    order by due_at is null, outbox.id limit ${PAGE} for update skip locked`
}

async function rowsBehind(tx: Tx): Promise<readonly Row[]> {
  return tx<Row[]>`
    select id::text, subject_kind as "subjectKind", subject_id as "subjectId", seq, 0::float8 as "ageMs"
    from outbox where due_at is null order by outbox.id limit ${PAGE_BEHIND} for update skip locked`
}

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
