import type { z } from 'zod'
import type { Definition } from '#domain/lifecycle.ts'
import type { Rows } from '#domain/state.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { OpenTaskView } from '#api/contract/records.ts'
import { groupName, personOrNull, stepName } from './words.ts'

interface Reader {
  readonly definition: Definition | undefined
  readonly names: Names
  readonly personId: string
}

/** The tasks of a record that wait for somebody, as its page and its business system see them. */
export function openTaskViews(
  rows: Rows,
  { definition, names, personId }: Reader,
): z.output<typeof OpenTaskView>[] {
  return rows
    .all('task')
    .filter((task) => task.state === 'open' || task.state === 'claimed')
    .map((task) => ({
      id: task.id,
      step: task.step,
      stepName: stepName(definition, task.step),
      slot: task.slot,
      assignee: personOrNull(names, task.assigneeId),
      groupName: groupName(names, task.candidateGroup),
      dueOn: task.dueOn,
      isMine: task.assigneeId === personId,
    }))
}
