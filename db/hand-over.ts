import { handOverTask } from '#domain/acts/pass-task.ts'
import type { Role } from '#domain/vocabulary.ts'
import type { Sql } from './client.ts'
import type { Gate } from './gate/gate.ts'
import { idOf } from './ids.ts'

interface HandedOver {
  readonly sql: Sql
  readonly gate: Gate
  readonly engineId: string
  readonly fromId: string
  readonly toId: string
  readonly unitId: string
  readonly role: Role
}

/** A claimed task of the post, and what became of it: passed to the successor, or why it stays where it is. */
export interface MovedTask {
  readonly taskId: string
  readonly subjectId: string
  readonly step: string
  readonly dueOn: string
  readonly result: string
}

/** Enough for one round; what is left over waits for the next. */
const MOST_AT_ONCE = 500

/**
 * What a former holder of a post has claimed goes to the successor, each task by an act of its own after the act that passed the post:
 * done again it does nothing, so one that was interrupted is finished by doing it again. A signature that only its holder can give stays.
 */
export async function passClaimedTasks(handed: HandedOver): Promise<readonly MovedTask[]> {
  const { sql, gate, engineId, fromId, toId, unitId, role } = handed
  const rows = await sql.begin('read only', async (tx) => {
    await tx`select gate_scope(${engineId})`
    return await tx<Omit<MovedTask, 'result'>[]>`
      select t.id as "taskId", t.subject_id as "subjectId", t.step, t.due_on::text as "dueOn" from task t join unit u on u.id = ${unitId}
      where t.assignee_id = ${fromId} and t.state = 'claimed'
        and (t.candidate_group in (select ${role} || '@' || a from unnest(u.path) a)
          or split_part(t.candidate_group, ':', 1) = ${role} and t.candidate_group like '%:%')
      order by t.due_on, t.id limit ${MOST_AT_ONCE}`
  })
  const moved: MovedTask[] = []
  for (const row of rows) {
    const facts = {
      principal: { kind: 'person' as const, id: engineId },
      key: idOf('hand-over', row.taskId, fromId, toId),
      task: row.taskId,
      people: [fromId, toId],
    }
    const said = { taskId: row.taskId, from: fromId, to: toId }
    const act = await gate.act({ name: 'task.hand-over', facts, body: said }, (seen) =>
      handOverTask(seen, said),
    )
    moved.push({ ...row, result: act.kind === 'accepted' ? 'passed' : act.code })
  }
  return moved
}
