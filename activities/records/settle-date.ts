import { settleRetention } from '#domain/acts/settle-retention.ts'
import { readAttempts } from '#db/queries/jobs.ts'
import type { JobProgress, JobTicket } from '#activities/contract.ts'
import { asEngine, mustAct, type EngineDeps } from '#activities/engine.ts'

/** Its term may start from its metadata, its contents or the case to which it belongs. */
const WHOLE = { objects: true, case: true } as const

/** Computes a record's date again with the facts that are known by now; what is still missing stays an incident of its owner. */
export async function settleDate(deps: EngineDeps, { subjectId, jobId }: JobTicket): Promise<JobProgress> {
  // A person may let it run again and again: each time is an act of its own, a retry of the machine is not.
  const attempts = await asEngine(deps, (tx) => readAttempts(tx, jobId))
  const key = `job/${jobId}/settle/${attempts}`
  const act = { name: 'job.settle-retention', key, facts: { subjects: [subjectId], want: WHOLE } }
  await mustAct(deps, act, (facts) => settleRetention(facts, { subjectId, jobId }))
  return { kind: 'done' }
}
