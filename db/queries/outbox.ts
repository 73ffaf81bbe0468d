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

/**
 * `now`: what a machine has to look at; `rested`: what waits for the next person, once it has rested; `behind`: what has no time to be
 * told, for whoever has nobody waiting (a backlog).
 */
export const LANES = ['now', 'rested', 'behind'] as const
export type Lane = (typeof LANES)[number]

const PAGE = 200
/** A round of the backlog is short: several relays share the work, and none keeps much of it for itself. */
const PAGE_BEHIND = 64

interface Taking {
  readonly lane: Lane
  /** Subjects that a round of `rested` takes while people act. */
  readonly whilePeopleAct: number
}

interface Told {
  readonly acknowledged: readonly string[]
  readonly failed: boolean
}

/**
 * Locks waiting rows of one lane, hands them out merged, and deletes those that were acknowledged. Several relays share the work.
 * Answers how many rows went; 0 also where what is left has to wait because people act.
 */
export async function takeNudges(
  sql: Sql,
  { lane, whilePeopleAct }: Taking,
  tell: (nudges: readonly Nudges[]) => Promise<Told>,
): Promise<number> {
  // Asked many times a second and mostly of nothing: without a transaction it is one round trip.
  if (lane === 'now' && !(await isPressed(sql))) return 0
  const sent = await sql.begin(async (tx) => {
    const isHeldBack = lane === 'rested' && (await peopleAct(tx))
    const rows = await WAITING[lane](tx, isHeldBack ? whilePeopleAct : PAGE)
    if (rows.length === 0) return 0
    const { acknowledged, failed } = await tell(merge(rows))
    if (acknowledged.length > 0)
      await tx`delete from outbox where id = any(${acknowledged as string[]}::bigint[])`
    if (failed && acknowledged.length === 0) return -1
    return isHeldBack ? 0 : acknowledged.length
  })
  if (sent < 0) throw new Error('Temporal acknowledged no nudge')
  return sent
}

type Row = Omit<Nudges, 'rowIds'> & { readonly id: string }

function columns(tx: Tx) {
  return tx`id::text, subject_kind as "subjectKind", subject_id as "subjectId", seq,
    coalesce(extract(epoch from now() - case when due_at is not null then queued_at end)::float8 * 1000, 0) as "ageMs"`
}

/** All that waits for the subjects that come first: planned by how many those are, and not by how much waits. */
function rowsOf(tx: Tx, first: ReturnType<typeof columns>) {
  return tx`with first as materialized (${first} for update skip locked)
    select ${columns(tx)} from outbox where subject_id in (select subject_id from first)`
}

/** In the order of its index, which holds nothing else: without an order the whole outbox is read to find none. */
async function isPressed(sql: Sql): Promise<boolean> {
  const [row] = await sql`select 1 from outbox where due_at <= queued_at order by subject_id limit 1`
  return row !== undefined
}

/** What a person has left to the next one a moment ago still rests. */
async function peopleAct(tx: Tx): Promise<boolean> {
  const [newest] = await tx<
    { rests: boolean }[]
  >`select due_at > now() as rests from outbox where due_at > queued_at order by id desc limit 1`
  return newest?.rests === true
}

/** Each takes along whatever else waits for the same subject: it is told once. */
async function pressingRows(tx: Tx): Promise<readonly Row[]> {
  return tx<Row[]>`
    ${rowsOf(tx, tx`select subject_id from outbox where due_at <= queued_at order by subject_id limit ${PAGE}`)}
    order by due_at is null, outbox.id limit ${PAGE} for update skip locked`
}

async function restedRows(tx: Tx, subjects: number): Promise<readonly Row[]> {
  return tx<Row[]>`
    ${rowsOf(tx, tx`select subject_id from outbox where due_at > queued_at and due_at <= now() order by id limit ${subjects}`)}
    order by outbox.id for update skip locked`
}

async function rowsBehind(tx: Tx): Promise<readonly Row[]> {
  return tx<Row[]>`
    select ${columns(tx)} from outbox where due_at is null order by outbox.id limit ${PAGE_BEHIND} for update skip locked`
}

const WAITING: Readonly<Record<Lane, (tx: Tx, subjects: number) => Promise<readonly Row[]>>> = {
  now: pressingRows,
  rested: restedRows,
  behind: rowsBehind,
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
