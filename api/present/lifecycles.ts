import type { Reference } from '#domain/acts/act.ts'
import type { ActFacts } from '#domain/acts/act.ts'
import { isEnd } from '#domain/lifecycle.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { LifecycleView } from '#api/contract/lifecycles.ts'
import type { RecordSubject } from './record-detail.ts'
import { openTaskViews } from './open-tasks.ts'
import { placeView, recordPath } from './words.ts'

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
    path: recordPath(reference, row),
    tasks: openTaskViews(rows, { definition, names, personId: facts.actor.personId }),
    events: row.version,
    headHash: row.headHash,
    isEnded: row.endedOn !== null || isEnd(row.placeStep),
    links: linksOf(row.id),
  }
}
