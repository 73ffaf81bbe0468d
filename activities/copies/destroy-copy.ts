import { ApplicationFailure } from '@temporalio/activity'
import type { ActFacts, Decision } from '#domain/acts/act.ts'
import type { recordCopyDestroyed } from '#domain/acts/destroy-record.ts'
import type { ObjectCopyRow } from '#domain/state.ts'
import { canonicalJson } from '#db/gate/canonical.ts'
import type { JobProgress } from '#activities/contract.ts'
import { mustAct, type EngineDeps } from '#activities/engine.ts'
import { objectsOf } from '#activities/records/objects.ts'

/** Says in the ledger that a copy is gone, with what the store answered as the proof. */
type Recording = (facts: ActFacts, destroyed: Parameters<typeof recordCopyDestroyed>[1]) => Decision

/**
 * One copy through the delete gate (ADR 23): every version of it destroyed, read back and proved. Until when the copy is
 * locked, or null when it is gone.
 * @throws ApplicationFailure `record.on-hold`, not to be tried again, while the store holds the copy
 */
export async function destroyCopy(
  deps: EngineDeps,
  {
    recordId,
    copy,
  }: { readonly recordId: string; readonly copy: Pick<ObjectCopyRow, 'id' | 'bucket' | 'key'> },
  record: Recording,
): Promise<number | null> {
  const ref = { bucket: copy.bucket, key: copy.key }
  const answer = await deps.store.destroyAllVersions(ref)
  if (answer.kind === 'locked') return answer.untilMs
  if (answer.kind === 'held')
    throw ApplicationFailure.nonRetryable(
      `copy ${copy.id} is under a legal hold of the store`,
      'record.on-hold',
    )
  const proof = canonicalJson({ ...ref, answer, readBack: 'no version left' })
  const facts = { subjects: [recordId], want: { objects: true } as const }
  await mustAct(deps, { name: 'copy.destroy', key: `destroy/copy/${copy.id}`, facts }, (f) =>
    record(f, { recordId, copyId: copy.id, proof }),
  )
  return null
}

/** Every copy of a record that still stands, one after the other; until when those are locked that are. */
export async function destroyCopies(
  deps: EngineDeps,
  recordId: string,
  record: Recording,
): Promise<readonly number[]> {
  const lockedUntilMs: number[] = []
  for (const copy of (await objectsOf(deps, recordId)).flatMap((stored) => stored.copies)) {
    const untilMs = await destroyCopy(deps, { recordId, copy }, record)
    if (untilMs !== null) lockedUntilMs.push(untilMs)
  }
  return lockedUntilMs
}

/** Clocks are compared to the second: a look in the very second in which a lock lapses may come too early. */
const SECOND_MS = 1_000

/** What a job answers while copies are locked: it looks again when the first lock has lapsed, by the store's own clock. */
export async function waitForLocks(
  { store }: EngineDeps,
  lockedUntilMs: readonly number[],
): Promise<JobProgress> {
  const ms = Math.min(...lockedUntilMs) - (await store.clockMs()) + SECOND_MS
  return { kind: 'wait', ms: Math.max(SECOND_MS, ms), why: 'waiting-for-lock' }
}
