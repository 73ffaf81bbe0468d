import type { ObjectStore } from '#db/objects.ts'
import { StoreFault } from './fault.ts'
import type { Bucket } from './keys.ts'
import type { ListedVersion } from './versions.ts'

/** What the database says is stored. */
export interface ExpectedObject {
  readonly bucket: Bucket
  readonly key: string
  /** Null in `intake` and `derived`. */
  readonly versionId: string | null
  readonly sha256: string
  readonly sizeBytes: number
}

export interface ChangedObject {
  readonly expected: ExpectedObject
  /** `unreadable`: the store lists it and cannot hand out its bytes. */
  readonly found:
    | { readonly kind: 'other-bytes'; readonly sha256: string; readonly sizeBytes: number }
    | { readonly kind: 'unreadable'; readonly message: string }
}

export interface UntrackedVersion extends ListedVersion {
  readonly bucket: Bucket
}

export interface PatrolReport {
  readonly checkedCount: number
  readonly changed: readonly ChangedObject[]
  readonly missing: readonly ExpectedObject[]
  readonly untracked: readonly UntrackedVersion[]
}

export interface PatrolInput {
  readonly expected: AsyncIterable<ExpectedObject>
  /** Which buckets to look through for what nobody expects; `expected` must name everything in them under `prefix`. */
  readonly buckets: readonly Bucket[]
  /** Only keys that begin so, for a patrol that goes round by shards: `record/a7/`. Default: all. */
  readonly prefix?: string
  /** Called after each object, for a heartbeat. */
  readonly onChecked?: (checkedCount: number) => void
}

/**
 * Fixity both ways: reads every expected object whole and compares its digest, then lists the store for what the database
 * does not know. A store that is down is a fault and no finding. Keeps the ids of its share in memory: take large stores
 * by shards. What came or went while it ran may be listed as untracked or missing; look again before acting.
 */
export async function patrol(store: ObjectStore, input: PatrolInput): Promise<PatrolReport> {
  const { prefix = '' } = input
  const changed: ChangedObject[] = []
  const missing: ExpectedObject[] = []
  const tracked = new Set<string>()
  let checkedCount = 0
  for await (const expected of input.expected) {
    tracked.add(identityOf(expected))
    const finding = await findingOf(store, expected)
    if (finding === 'missing') missing.push(expected)
    else if (finding !== 'sound') changed.push({ expected, found: finding })
    checkedCount += 1
    input.onChecked?.(checkedCount)
  }
  const untracked: UntrackedVersion[] = []
  for (const bucket of input.buckets) {
    for await (const version of store.listVersions(bucket, prefix)) {
      if (!tracked.has(identityOf({ bucket, ...version }))) untracked.push({ bucket, ...version })
    }
  }
  return { checkedCount, changed, missing, untracked }
}

/** What one reading of all bytes shows. A store that is down is a fault and no finding. */
export async function findingOf(
  store: ObjectStore,
  expected: ExpectedObject,
): Promise<'sound' | 'missing' | ChangedObject['found']> {
  try {
    const found = await store.digest(expected)
    if (found.sha256 === expected.sha256 && found.sizeBytes === expected.sizeBytes) return 'sound'
    return { kind: 'other-bytes', ...found }
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error
    if (error.code === 'store.not-found') return 'missing'
    // Bad bytes under a checksum of the store's own show as a failing read. A store that is down fails here as well.
    await store.clockMs()
    return { kind: 'unreadable', message: error.message }
  }
}

function identityOf({
  bucket,
  key,
  versionId,
}: {
  readonly bucket: Bucket
  readonly key: string
  readonly versionId: string | null
}): string {
  return `${bucket} ${key} ${versionId ?? ''}`
}
