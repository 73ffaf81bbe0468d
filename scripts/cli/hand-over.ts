import { handOverPost } from '#domain/acts/hand-over-post.ts'
import { ROLES } from '#domain/vocabulary.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { openGate } from '#db/gate/gate.ts'
import { passClaimedTasks } from '#db/hand-over.ts'
import { readReference } from '#db/reference/read.ts'
import { readDatabaseConfig } from '#config.ts'
import { act } from './administer.ts'
import { withAdmin } from './connection.ts'
import { oneOf, table, type Answer } from './verb.ts'

export interface AskedHandOver {
  readonly to: string
  readonly unit: string
  readonly role: string
  readonly key?: string
}

/** A post passes to a successor; the answer is the register of what moved, for both to sign. */
export async function handOver(from: string, asked: AskedHandOver): Promise<Answer> {
  const said = { from, to: asked.to, unit: asked.unit, role: oneOf(ROLES, asked.role, 'role') }
  const { answer } = await act({ name: 'post.hand-over', key: asked.key, body: said }, (facts) =>
    handOverPost(facts, said),
  )
  const { fromId = '', toId = '', unitId = '', families = '' } = answer
  const tasks = await withAdmin(readDatabaseConfig(), async (sql) => {
    const reference = await readReference(sql)
    const gate = openGate(sql, () => reference)
    return passClaimedTasks({ sql, gate, engineId: ENGINE_ID, fromId, toId, unitId, role: said.role })
  })
  const stayed = tasks.filter(({ result }) => result !== 'passed').length
  const rows = tasks.map(({ taskId, step, dueOn, result }) => [taskId, step, dueOn, result])
  return {
    lines: [
      `${asked.to} is ${said.role} in ${asked.unit} in place of ${from}, granted: ${families === '' ? 'no classes' : families}.`,
      `${tasks.length - stayed} of ${tasks.length} claimed tasks passed; open ones wait for the post as before.`,
      ...(rows.length === 0 ? [] : table([['task', 'step', 'due', 'result'], ...rows])),
    ],
    json: { ...answer, tasks },
    hasFaults: stayed > 0,
  }
}
