import { ApplicationFailure } from '@temporalio/activity'
import { batchCopyGone } from '#domain/acts/run-batch.ts'
import type { ObjectCopyRow } from '#domain/state.ts'
import { canonicalJson } from '#db/gate/canonical.ts'
import { mustAct, type EngineDeps } from '#activities/engine.ts'
import { objectsOf } from '#activities/records/objects.ts'

/** The package that lies ready for a batch; undefined when there is none. */
export async function packageCopy(deps: EngineDeps, batchId: string): Promise<ObjectCopyRow | undefined> {
  const stored = await objectsOf(deps, batchId)
  return stored
    .filter(({ object }) => object.role === 'package')
    .flatMap(({ copies }) => copies)
    .at(-1)
}

/**
 * Takes every package of a batch away through the delete gate: it holds copies of records, so none may outlive its purpose. The
 * answer is how many there were.
 */
export async function discardPackages(deps: EngineDeps, batchId: string): Promise<number> {
  const stored = await objectsOf(deps, batchId)
  const copies = stored.filter(({ object }) => object.role === 'package').flatMap((one) => one.copies)
  for (const copy of copies) {
    const ref = { bucket: copy.bucket, key: copy.key }
    const answer = await deps.store.destroyAllVersions(ref)
    if (answer.kind !== 'destroyed')
      throw ApplicationFailure.nonRetryable(`package ${copy.id} is ${answer.kind}`, 'store.unavailable')
    const proof = canonicalJson({ ...ref, answer, readBack: 'no version left' })
    const facts = { subjects: [batchId], want: { objects: true } as const }
    await mustAct(deps, { name: 'copy.destroy', key: `destroy/copy/${copy.id}`, facts }, (f) =>
      batchCopyGone(f, { batchId, copyId: copy.id, proof }),
    )
  }
  return copies.length
}
