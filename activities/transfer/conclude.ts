import { concludeBatch } from '#domain/acts/run-batch.ts'
import type { JobProgress, JobTicket } from '#activities/contract.ts'
import { mustAct, type EngineDeps } from '#activities/engine.ts'
import { discardPackages } from './packages.ts'
import { batchPapers } from './rows.ts'

/**
 * Ends a batch: accepted records are transferred and the others are due again, in one commit. A package that was not accepted
 * has no purpose left and goes at once; that of an accepted one goes with the first copy that is released.
 */
export async function concludeTransfer(
  deps: EngineDeps,
  { subjectId: batchId, jobId }: JobTicket,
): Promise<JobProgress> {
  const { batch } = await batchPapers(deps, batchId)
  if (batch.receiptVerdict !== 'accepted' || batch.receivedAt === null) await discardPackages(deps, batchId)
  const act = {
    name: 'job.conclude-transfer',
    key: `job/${jobId}/done`,
    facts: { subjects: [batchId], want: { items: true, listed: true } as const },
  }
  await mustAct(deps, act, (facts) => concludeBatch(facts, { batchId, jobId }))
  return { kind: 'done' }
}
