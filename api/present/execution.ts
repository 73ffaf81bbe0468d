import type { ActFacts } from '#domain/acts/act.ts'
import type { ListItemState } from '#domain/vocabulary.ts'
import type { ExecutionCopyRow } from '#db/queries/lists.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { ExecutionView } from '#api/contract/disposal.ts'
import type { ListSubject } from './list-checks.ts'
import { personOrNull } from './words.ts'

interface Executing {
  readonly facts: ActFacts
  readonly subject: ListSubject
  readonly names: Names
  readonly copies: readonly ExecutionCopyRow[]
}

type CopyState = ExecutionView['perItem'][number]['copies'][number]['state']

/** How far the destruction has come, copy by copy; null before the executor started it. */
export function executionView({ facts, subject, names, copies }: Executing): ExecutionView | null {
  const { row, rows } = subject
  if (row.executionStartedAt === null) return null
  const isStuck = rows.all('job').some((job) => job.kind === 'destroy' && job.state === 'incident')
  const byRecord = Map.groupBy(copies, (copy) => copy.recordId)
  return {
    startedAt: row.executionStartedAt,
    finishedAt: row.executionFinishedAt,
    executor: personOrNull(names, row.executorId),
    perItem: rows
      .all('disposalListItem')
      .filter((item) => item.state === 'destroying' || item.state === 'destroyed')
      .toSorted((a, b) => a.position - b.position)
      .map((item) => ({
        recordId: item.recordId,
        archivalCode: item.archivalCode,
        state: item.state,
        copies: (byRecord.get(item.recordId) ?? []).map((copy) => {
          const state = stateOf(copy, { now: facts.now, item: item.state, isStuck })
          return {
            bucket: copy.bucket,
            objectName: copy.objectName,
            state,
            proof: copy.proof,
            waitingUntil: state === 'waiting-for-lock' ? (copy.lockedUntil?.toISOString() ?? null) : null,
          }
        }),
      })),
  }
}

interface At {
  readonly now: string
  readonly item: ListItemState
  readonly isStuck: boolean
}

function stateOf(copy: ExecutionCopyRow, { now, item, isStuck }: At): CopyState {
  if (copy.state === 'destroyed') return 'destroyed'
  if (copy.lockedUntil !== null && copy.lockedUntil.toISOString() > now) return 'waiting-for-lock'
  if (isStuck) return 'stuck'
  return item === 'destroying' ? 'destroying' : 'waiting'
}
