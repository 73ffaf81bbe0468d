import type { Reference } from '#domain/acts/act.ts'
import type { ActFacts } from '#domain/acts/act.ts'
import { isEnd } from '#domain/lifecycle.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { LifecycleView } from '#api/contract/lifecycles.ts'
import type { RecordSubject } from './record-detail.ts'
import { groupName, pathView, personOrNull, placeView, stepName } from './words.ts'

export function linksOf(recordId: string): LifecycleView['links'] {
  return {
    self: `/api/lifecycles/${recordId}`,
    record: `/api/records/${recordId}`,
    events: `/api/records/${recordId}/events`,
  }
}

/** Progress as a business system follows it. */
export function lifecycleView(facts: ActFacts, { row, rows }: RecordSubject, names: Names): LifecycleView {
  const reference: Reference = facts.reference
  const definition = reference.definition(row.definitionId)
  return {
    recordId: row.id,
    sourceReference: row.sourceReference,
    archivalCode: row.archivalCode,
    place: placeView(reference, row),
    path: pathView(definition, row.placeStep),
    tasks: rows
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
        isMine: task.assigneeId === facts.actor.personId,
      })),
    events: row.version,
    headHash: row.headHash,
    isEnded: row.endedOn !== null || isEnd(row.placeStep),
    links: linksOf(row.id),
  }
}
