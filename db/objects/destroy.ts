import { StoreFault } from './fault.ts'
import { legalHoldOf, retentionOf, type VersionRef } from './locks.ts'
import { abortUpload } from './multipart.ts'
import { versionQueryOf } from './read.ts'
import { type IncompleteUpload, type ListedVersion, uploadsUnder, versionsOf } from './versions.ts'
import type { StoreWire } from './wire.ts'

/**
 * `destroyed` names what went, delete markers included; an empty list means that nothing was there (any more).
 * `locked` and `held` mean that nothing was touched at all: wait until `untilMs` on the store's clock, or lift the hold.
 */
export type Destruction =
  | { readonly kind: 'destroyed'; readonly versions: readonly string[]; readonly abortedUploads: number }
  | { readonly kind: 'locked'; readonly untilMs: number }
  | { readonly kind: 'held' }

/**
 * Deletes every version and delete marker of a key and the parts of its unfinished uploads, and reads back that none is
 * left. Checks all of them before the first goes, so a lock never leaves half a thing. Asking twice is one effect.
 * @throws StoreFault `store.still-there` when something is left, `store.unavailable`; never for a lock or a hold
 */
export async function destroyAllVersions(
  wire: StoreWire,
  { bucket, key }: { readonly bucket: string; readonly key: string },
): Promise<Destruction> {
  const versions = await versionsOf(wire, bucket, key)
  const obstacle = await obstacleOf(wire, bucket, versions)
  if (obstacle !== undefined) return obstacle
  for (const { versionId } of versions) {
    const refusal = await deleteVersion(wire, { bucket, key, versionId })
    if (refusal !== undefined) return refusal
  }
  const uploads = (await uploadsUnder(wire, bucket, key)).filter((upload) => upload.key === key)
  for (const upload of uploads) await abortUpload(wire, upload)
  await proveGone(wire, bucket, key)
  return {
    kind: 'destroyed',
    versions: versions.map((version) => version.versionId ?? 'null'),
    abortedUploads: uploads.length,
  }
}

/** Aborts the unfinished uploads of a bucket that were begun before `beforeMs` on the store's clock. */
export async function abortOrphans(
  wire: StoreWire,
  bucket: string,
  beforeMs: number,
): Promise<readonly IncompleteUpload[]> {
  const orphans = (await uploadsUnder(wire, bucket, '')).filter((upload) => upload.initiatedMs <= beforeMs)
  for (const orphan of orphans) await abortUpload(wire, orphan)
  return orphans
}

async function obstacleOf(
  wire: StoreWire,
  bucket: string,
  versions: readonly ListedVersion[],
): Promise<Destruction | undefined> {
  const nowMs = await storeClockMs(wire, bucket)
  let untilMs = 0
  for (const { key, versionId, kind } of versions) {
    // A delete marker carries no bytes and no lock; a bucket without versions has none either.
    if (kind === 'delete-marker' || versionId === null) continue
    const ref = { bucket, key, versionId }
    if ((await legalHoldOf(wire, ref)) === 'held') return { kind: 'held' }
    const retention = await retentionOf(wire, ref)
    if (retention.kind === 'retained') untilMs = Math.max(untilMs, retention.retainUntilMs)
  }
  return untilMs > nowMs ? { kind: 'locked', untilMs } : undefined
}

/** A lock or hold that came between the check and the delete is an answer, as it is in the check; any other refusal is a fault. */
async function deleteVersion(wire: StoreWire, ref: VersionRef): Promise<Destruction | undefined> {
  try {
    await wire.send({ method: 'DELETE', bucket: ref.bucket, key: ref.key, query: versionQueryOf(ref) })
    return undefined
  } catch (error) {
    if (!(error instanceof StoreFault) || error.code !== 'store.refused' || ref.versionId === null)
      throw error
    if ((await legalHoldOf(wire, ref)) === 'held') return { kind: 'held' }
    const retention = await retentionOf(wire, ref)
    if (retention.kind === 'none') throw error
    return { kind: 'locked', untilMs: retention.retainUntilMs }
  }
}

async function proveGone(wire: StoreWire, bucket: string, key: string): Promise<void> {
  const versions = await versionsOf(wire, bucket, key)
  const uploads = (await uploadsUnder(wire, bucket, key)).filter((upload) => upload.key === key)
  if (versions.length + uploads.length === 0) return
  throw new StoreFault(
    'store.still-there',
    `${bucket}/${key} still has ${versions.length} versions and ${uploads.length} unfinished uploads after its destruction.`,
  )
}

/** The store's own clock, by which locks run, in epoch milliseconds; stores tell whole seconds. */
export async function storeClockMs(wire: StoreWire, bucket: string): Promise<number> {
  const { headers } = await wire.send({ method: 'HEAD', bucket })
  const clockMs = Date.parse(headers.date ?? '')
  if (Number.isNaN(clockMs)) throw new StoreFault('store.rejected', 'The store does not tell its time.')
  return clockMs
}
