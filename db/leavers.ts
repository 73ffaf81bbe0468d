import { releaseLeaversTask } from '#domain/acts/pass-task.ts'
import type { Sql } from './client.ts'
import type { Gate } from './gate/gate.ts'
import { idOf } from './ids.ts'

interface Leavings {
  readonly sql: Sql
  readonly gate: Gate
  readonly engineId: string
}

/** Enough for one round; what is left over waits for the next. */
const MOST_AT_ONCE = 500

/**
 * Tasks that a leaver still holds go back to their groups (FLT-27), each by an act of its own. The key names the claim, so that doing
 * it again does nothing. A signature that only its holder can give stays; the head of the list must decide about that.
 */
export async function releaseLeaversTasks({ sql, gate, engineId }: Leavings): Promise<number> {
  const rows = await sql.begin('read only', async (tx) => {
    await tx`select gate_scope(${engineId})`
    return await tx<{ id: string; holder: string; claimedAt: Date }[]>`
      select t.id, t.assignee_id as holder, t.claimed_at as "claimedAt" from person p join task t on t.assignee_id = p.id
      where p.state = 'passive' and t.state = 'claimed' order by t.due_on, t.id limit ${MOST_AT_ONCE}`
  })
  let released = 0
  for (const { id, holder, claimedAt } of rows) {
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
