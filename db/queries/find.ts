import type { Tx } from '#db/actor.ts'

export interface FoundListRow {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly definitionId: string
  readonly placeStep: string
  readonly placeRound: number
}

/** What was typed, as a pattern of SQL in which its signs mean themselves. */
function patternOf(q: string): string {
  return `%${q.normalize('NFC').replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
}

/** Disposal lists by any part of number or title, the newest first, as the reader sees them. */
export async function findLists(tx: Tx, q: string, limit: number): Promise<readonly FoundListRow[]> {
  const pattern = patternOf(q)
  return await tx<FoundListRow[]>`
    select l.id, l.number, l.title, l.definition_id as "definitionId", l.place_step as "placeStep", l.place_round as "placeRound"
    from disposal_list l where l.number ilike ${pattern} or l.title ilike ${pattern} order by l.id desc limit ${limit}`
}

/** Transfer batches likewise. */
export async function findBatches(tx: Tx, q: string, limit: number): Promise<readonly FoundListRow[]> {
  const pattern = patternOf(q)
  return await tx<FoundListRow[]>`
    select b.id, b.number, b.title, b.definition_id as "definitionId", b.place_step as "placeStep", b.place_round as "placeRound"
    from transfer_batch b where b.number ilike ${pattern} or b.title ilike ${pattern} order by b.id desc limit ${limit}`
}
