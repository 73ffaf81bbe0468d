import type { SubjectKind } from '#domain/vocabulary.ts'
import type { Fragment, Tx } from '#db/actor.ts'
import type { Asking, Sql } from '#db/client.ts'

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

/** Subjects of a round. One of the backlog is short: several relays share the work, and none keeps much of it for itself. */
const PAGE: Readonly<Record<Lane, number>> = { now: 200, rested: 200, behind: 64 }
/** A relay looks behind what this many others may have in hand. */
const SHARED_BY = 4

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
 * Takes waiting subjects of one lane in hand, hands their nudges out merged, and deletes those that were acknowledged. Several relays share the
 * work. Answers how many rows went; 0 also where what is left has to wait because people act.
 *
 * While Temporal is told, nothing is locked but names of subjects, and the transaction is nobody to the other ones: rows that it had locked would
 * keep the database from clearing away what acts leave behind, for as long as Temporal does not answer (ADR 25).
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
    const rows = await rowsOf(tx, await subjectsInHand(tx, lane, isHeldBack ? whilePeopleAct : PAGE[lane]))
    if (rows.length === 0) return 0
    // The last statement's cursor would hold its snapshot for as long as the transaction is open.
    await tx`close all`
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

/** Of the subjects that come first those that no relay has in hand; this one has them until its transaction ends. */
async function subjectsInHand(tx: Tx, lane: Lane, most: number): Promise<readonly string[]> {
  const rows = await tx<{ id: string }[]>`
    select f.id from (${FIRST[lane](tx, SHARED_BY * most)}) f where pg_try_advisory_xact_lock(hashtextextended(f.id::text, 7304119)) limit ${most}`
  return [...new Set(rows.map(({ id }) => id))]
}

const FIRST: Readonly<Record<Lane, (sql: Asking, most: number) => Fragment>> = {
  // In the order of its index, which holds nothing else: without an order the whole outbox is read to find none.
  now: (sql, most) => sql`
    select subject_id as id from outbox where due_at <= queued_at order by subject_id limit ${most}`,
  rested: (sql, most) => sql`
    select subject_id as id from outbox where due_at > queued_at and due_at <= now() order by outbox.id limit ${most}`,
  behind: (sql, most) => sql`
    select subject_id as id from outbox where due_at is null order by outbox.id limit ${most}`,
}

/** All that waits for some subjects: they are told once. */
async function rowsOf(tx: Tx, subjectIds: readonly string[]): Promise<readonly Row[]> {
  if (subjectIds.length === 0) return []
  return tx<Row[]>`
    select id::text, subject_kind as "subjectKind", subject_id as "subjectId", seq,
      coalesce(extract(epoch from now() - case when due_at is not null then queued_at end)::float8 * 1000, 0) as "ageMs"
    from outbox where subject_id = any(${subjectIds as string[]}::uuid[]) order by due_at is null, outbox.id`
}

async function isPressed(sql: Sql): Promise<boolean> {
  return (await FIRST.now(sql, 1)).length > 0
}

/** What a person has left to the next one a moment ago still rests. */
async function peopleAct(tx: Tx): Promise<boolean> {
  const [newest] = await tx<
    { rests: boolean }[]
  >`select due_at > now() as rests from outbox where due_at > queued_at order by id desc limit 1`
  return newest?.rests === true
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
