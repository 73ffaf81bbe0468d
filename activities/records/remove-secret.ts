import { recordCopyDestroyed } from '#domain/acts/destroy-record.ts'
import { finishRemoval } from '#domain/acts/quarantine.ts'
import type { JobProgress, JobTicket } from '#activities/contract.ts'
import { destroyCopies, waitForLocks } from '#activities/copies/destroy-copy.ts'
import { mustAct, type EngineDeps } from '#activities/engine.ts'

/**
 * Every copy of a declared state secret goes by the delete gate: all versions, read back and proved, then the store's reclaim. What is
 * locked is waited for; its lock is not renewed any more. Interrupted anywhere it resumes to the same end.
 */
export async function removeSecret(deps: EngineDeps, ticket: JobTicket): Promise<JobProgress> {
  const { subjectId: recordId, jobId } = ticket
  const locked = await destroyCopies(deps, recordId, recordCopyDestroyed)
  if (locked.length > 0) return waitForLocks(deps, locked)
  await deps.store.reclaim()
  const act = {
    name: 'job.remove-secret',
    key: `job/${jobId}/done`,
    facts: { subjects: [recordId], want: { objects: true } as const },
  }
  await mustAct(deps, act, (facts) => finishRemoval(facts, { subjectId: recordId, jobId }))
  return { kind: 'done' }
}
