import { ApplicationFailure } from '@temporalio/activity'
import { MARK_FOUND, quarantine } from '#domain/acts/quarantine.ts'
import { isContentCleared } from '#db/queries/quarantine.ts'
import type { JobTicket } from '#activities/contract.ts'
import { asEngine, mustAct, type EngineDeps } from '#activities/engine.ts'

/** Whether content that bears the mark of a state secret was found to be none, by its digest. */
export async function isCleared(deps: EngineDeps, objectId: string): Promise<boolean> {
  return asEngine(deps, (tx) => isContentCleared(tx, objectId))
}

interface Found {
  readonly ticket: JobTicket
  readonly objectId: string
}

/**
 * The record is closed to everybody, and the work stops with an incident and keeps no text: what nobody may store here must not be
 * found either (保密法 Arts 30 and 31).
 * @throws ApplicationFailure `record.state-secret`
 */
export async function stopAtMark(deps: EngineDeps, { ticket, objectId }: Found): Promise<never> {
  const { subjectId: recordId, jobId } = ticket
  const act = {
    name: 'record.quarantine',
    key: `job/${jobId}/mark/${objectId}`,
    facts: { subjects: [recordId] },
  }
  await mustAct(deps, act, (facts) => quarantine(facts, { recordId, objectIds: [objectId] }))
  throw ApplicationFailure.nonRetryable(
    `a page of object ${objectId} bears the mark of a state secret`,
    MARK_FOUND,
  )
}
