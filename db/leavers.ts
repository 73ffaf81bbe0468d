import { releaseLeaversTask } from '#domain/acts/pass-task.ts'
import type { Tx } from './actor.ts'
import type { Asking, Sql } from './client.ts'
import { ENGINE_ID } from './fixed-ids.ts'
import { openGate, type Gate } from './gate/gate.ts'
import { idOf } from './ids.ts'
import { readReference } from './reference/read.ts'

interface Leavings {
  readonly sql: Sql
  readonly gate: Gate
  readonly engineId: string
}

/** Enough for one round; what is left over waits for the next. */
const MOST_AT_ONCE = 500

interface Held {
  readonly id: string
  readonly holder: string
  readonly claimedAt: Date
}

/**
 * Gives back what a leaver has claimed, in the transaction of the leave (FLT-27): nobody sees the one without the other, and a kill
 * between them undoes both. A signature that only its holder can give stays; the head of the list must decide about that. Answers how
 * many went back.
 */
export async function releaseTasksWithin(tx: Tx, personId: string): Promise<number> {
  const reference = await readReference(tx)
  const gate = openGate(tx, () => reference)
  const held = await heldByLeavers(tx, { engineId: ENGINE_ID, personId })
  return await releaseAll(gate, ENGINE_ID, held)
}

/** What leavers still hold although their leave gave everything back, such as what was reassigned to them by hand: acts of their own. */
export async function releaseLeaversTasks({ sql, gate, engineId }: Leavings): Promise<number> {
  const held = await sql.begin('read only', async (tx) => heldByLeavers(tx, { engineId, personId: null }))
  return await releaseAll(gate, engineId, held)
}

async function heldByLeavers(
  sql: Asking,
  { engineId, personId }: { readonly engineId: string; readonly personId: string | null },
): Promise<readonly Held[]> {
  await sql`select gate_scope(${engineId})`
  return await sql<Held[]>`
    select t.id, t.assignee_id as holder, t.claimed_at as "claimedAt" from person p join task t on t.assignee_id = p.id
    where p.state = 'passive' and t.state = 'claimed' and (${personId}::uuid is null or p.id = ${personId})
    order by t.due_on, t.id limit ${personId === null ? MOST_AT_ONCE : null}`
}

/** The key names the claim, so that doing it again does nothing. */
async function releaseAll(gate: Gate, engineId: string, held: readonly Held[]): Promise<number> {
  let released = 0
  for (const { id, holder, claimedAt } of held) {
    const key = idOf('leaver', id, holder, claimedAt.toISOString())
    const facts = {
      principal: { kind: 'person' as const, id: engineId },
      key,
      task: id,
      people: [holder],
    }
    const act = await gate.act({ name: 'task.release-leavers', facts, body: { taskId: id } }, (seen) =>
      releaseLeaversTask(seen, { taskId: id }),
    )
    if (act.kind === 'accepted') released += 1
  }
  return released
}
