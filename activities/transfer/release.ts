import { ApplicationFailure } from '@temporalio/activity'
import type { ActFacts, Decision } from '#domain/acts/act.ts'
import { recordCopyDestroyed } from '#domain/acts/destroy-record.ts'
import { beginRelease, finishRelease, postponeRelease } from '#domain/acts/release-copy.ts'
import { subjectOf } from '#domain/acts/place.ts'
import { readBatchesOf } from '#db/queries/transfer-copies.ts'
import type { JobProgress, JobTicket } from '#activities/contract.ts'
import { asEngine, engineAct, mustAct, type EngineDeps } from '#activities/engine.ts'
import { destroyCopies, waitForLocks } from '#activities/copies/destroy-copy.ts'
import { discardPackages } from './packages.ts'

const WANT = { objects: true } as const

/**
 * Our own copy of a transferred record goes by the delete gate: the point of no return, every version of every copy, read back
 * and proved, the package that holds it too, then the store's reclaim. Interrupted anywhere it resumes to the same end.
 */
export async function releaseCopies(deps: EngineDeps, ticket: JobTicket): Promise<JobProgress> {
  const { subjectId: recordId, jobId } = ticket
  const release = { recordId, jobId }
  const facts = { subjects: [recordId], want: WANT }
  const begun = await engineAct(deps, { name: 'release.begin', key: `release/${jobId}/begin`, facts }, (f) =>
    beginRelease(f, release),
  )
  if (begun.kind === 'refused') {
    if (!['record.on-hold', 'record.not-due', 'fonds.frozen'].includes(begun.code))
      throw ApplicationFailure.retryable(`release of ${recordId}: ${begun.code}`, begun.code)
    await mustAct(deps, { name: 'release.postpone', key: `release/${jobId}/postpone`, facts }, (f) =>
      postponeRelease(f, release),
    )
    return { kind: 'done' }
  }
  await dropPackage(deps, recordId)
  const locked = await destroyCopies(deps, recordId, whileKept)
  if (locked.length > 0) return waitForLocks(deps, locked)
  await deps.store.reclaim()
  await mustAct(deps, { name: 'release.finish', key: `release/${jobId}/finish`, facts }, (f) =>
    finishRelease(f, release),
  )
  return { kind: 'done' }
}

async function dropPackage(deps: EngineDeps, recordId: string): Promise<void> {
  const batches = await asEngine(deps, (tx) => readBatchesOf(tx, recordId))
  for (const id of batches) await discardPackages(deps, id)
}

/** A record whose life has ended meanwhile has no copy left to speak of. */
function whileKept(facts: ActFacts, destroyed: Parameters<typeof recordCopyDestroyed>[1]): Decision {
  return subjectOf(facts, destroyed.recordId)?.row.endedOn === null
    ? recordCopyDestroyed(facts, destroyed)
    : { kind: 'refused', code: 'record.ended' }
}
