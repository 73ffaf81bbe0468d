import {
  MOST_OPEN_ERRANDS,
  type AskedErrand,
  type ErrandRefusal,
  type ErrandResult,
} from '#domain/errands.ts'
import type { ErrandState } from '#domain/vocabulary/errands.ts'
import type { Tx } from '#db/actor.ts'

export interface ErrandRow {
  readonly id: string
  readonly asked: AskedErrand
  readonly askedAt: Date
  readonly state: ErrandState
  readonly done: number
  readonly total: number | null
  readonly result: ErrandResult | null
  readonly refusal: ErrandRefusal | null
}

/** Asked again under the same id it is the same errand. */
export async function askErrand(
  tx: Tx,
  { id, asked }: { readonly id: string; readonly asked: AskedErrand },
): Promise<'asked' | 'too-many'> {
  const said = tx.json({ ...asked })
  await tx`
    insert into errand (id, asked_by, kind, asked)
    select ${id}, scope_person(), ${asked.kind}, ${said}
    where (select count(*) from errand where asked_by = (select scope_person()) and state in ('waiting', 'working')) < ${MOST_OPEN_ERRANDS}
    on conflict (id) do nothing`
  return (await readErrand(tx, id)) === undefined ? 'too-many' : 'asked'
}

/** One of the reader's own. */
export async function readErrand(tx: Tx, id: string): Promise<ErrandRow | undefined> {
  const [row] = await tx<ErrandRow[]>`
    select id, asked, asked_at as "askedAt", state, done, total, result, refusal from errand
    where id = ${id} and asked_by = (select scope_person())`
  return row
}

export interface TakenErrand {
  readonly id: string
  readonly askedBy: string
  readonly asked: AskedErrand
  readonly attempts: number
}

/** Longer than any one part of an errand may take: a worker that says nothing for so long is gone. */
const SILENCE = '5 minutes'

/** The errand that waits longest, for this worker alone. Through the engine's eyes. */
export async function takeErrand(tx: Tx): Promise<TakenErrand | undefined> {
  const [row] = await tx<TakenErrand[]>`
    update errand set state = 'working', attempts = attempts + 1, done = 0, touched_at = now()
    where id = (
      select id from errand
      where state = 'waiting' or state = 'working' and touched_at < now() - ${SILENCE}::interval
      order by asked_at, id limit 1 for update skip locked)
    returning id, asked_by as "askedBy", asked, attempts`
  return row
}

export async function touchErrand(
  tx: Tx,
  { id, done, total }: { readonly id: string; readonly done: number; readonly total: number },
): Promise<void> {
  await tx`update errand set done = ${done}, total = ${total}, touched_at = now() where id = ${id} and state = 'working'`
}

export type ErrandEnd =
  | { readonly state: 'done'; readonly result: ErrandResult }
  | { readonly state: 'refused'; readonly refusal: ErrandRefusal }
  /** Given back: it is tried again. */
  | { readonly state: 'waiting' }

export async function endErrand(tx: Tx, id: string, end: ErrandEnd): Promise<void> {
  const result = end.state === 'done' ? tx.json({ ...end.result } as never) : null
  const refusal = end.state === 'refused' ? tx.json({ ...end.refusal } as never) : null
  await tx`update errand set state = ${end.state}, result = ${result}, refusal = ${refusal}, touched_at = now() where id = ${id}`
}

/** Forgets errands that are older, and answers the keys of what was made. */
export async function deleteErrands(tx: Tx, olderThanMs: number): Promise<readonly string[]> {
  const rows = await tx<{ result: ErrandResult | null }[]>`
    delete from errand where asked_at < now() - ${olderThanMs} * interval '1 millisecond' returning result`
  return rows.flatMap(({ result }) => (result === null ? [] : keysOf(result)))
}

/** Pages that were taken are uploads, and go with those. */
function keysOf(result: ErrandResult): readonly string[] {
  switch (result.kind) {
    case 'box-forms':
      return result.forms.map(({ key }) => key)
    case 'certified-copy':
      return [result.key]
    case 'pdf-pages':
      return []
  }
}
