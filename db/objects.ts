import type { Readable } from 'node:stream'
import { ensureBuckets } from '#db/objects/buckets.ts'
import { abortOrphans, destroyAllVersions, type Destruction, storeClockMs } from '#db/objects/destroy.ts'
import { type Bucket, BUCKETS } from '#db/objects/keys.ts'
import {
  extendLock,
  legalHoldOf,
  requestLegalHold,
  type Retention,
  retentionOf,
  type VersionRef,
} from '#db/objects/locks.ts'
import { promoteObject, type PromoteInput, type Promotion } from '#db/objects/promote.ts'
import { putObject, type PutInput, type StoredObject } from '#db/objects/put.ts'
import {
  type ByteRange,
  type Digest,
  digestOf,
  type ObjectStat,
  openObject,
  statOf,
} from '#db/objects/read.ts'
import { type Reclaim, reclaimSpace } from '#db/objects/reclaim.ts'
import {
  type IncompleteUpload,
  type ListedVersion,
  uploadsUnder,
  versionsUnder,
} from '#db/objects/versions.ts'
import { openWire, type StoreWire } from '#db/objects/wire.ts'

export interface ObjectStoreConfig {
  /** `http://host:port` or `https://host`. */
  readonly endpoint: string
  readonly accessKey: string
  readonly secretKey: string
  /** Stands before every bucket name; default `everfile-`. */
  readonly prefix?: string
  /** Address of SeaweedFS's master, for `reclaim`; without it reclaim answers `not-supported`. */
  readonly reclaimUrl?: string | null
  /** How long a connection may stay silent before it is cut; default one minute. */
  readonly silenceMs?: number
}

/** One stored version. Without `versionId` it is the latest, which is the only one in `intake` and `derived`. */
export interface ObjectRef {
  readonly bucket: Bucket
  readonly key: string
  readonly versionId?: string | null
}

/**
 * The archive's bytes, in an S3 store with Object Lock. Locks run on the store's own clock (`clockMs`), in epoch
 * milliseconds. Faults are StoreFaults and nothing is tried twice here: whoever calls owns the retry.
 */
export interface ObjectStore {
  /** Makes the four buckets; `masters` and `evidence` versioned and able to lock. */
  ensureBuckets(): Promise<void>
  put(input: PutInput): Promise<StoredObject>
  get(ref: ObjectRef): Promise<Readable>
  getRange(ref: ObjectRef, range: ByteRange): Promise<Readable>
  stat(ref: ObjectRef): Promise<ObjectStat>
  /** SHA-256 and size of what the store hands out now, by reading all of it. */
  digest(ref: ObjectRef): Promise<Digest>
  promote(input: PromoteInput): Promise<Promotion>
  /** Lengthens the COMPLIANCE lock; one that lasts longer already stays as it is. */
  extendLock(ref: ObjectRef, untilMs: number): Promise<{ readonly retainUntilMs: number }>
  retentionOf(ref: ObjectRef): Promise<Retention>
  setLegalHold(ref: ObjectRef): Promise<void>
  clearLegalHold(ref: ObjectRef): Promise<void>
  legalHoldOf(ref: ObjectRef): Promise<'held' | 'free'>
  /** Everything under one key, or nothing at all while any version of it is locked or held. */
  destroyAllVersions(target: { readonly bucket: Bucket; readonly key: string }): Promise<Destruction>
  /** Makes the store drop destroyed bytes from its own files, and waits until it has: at least some seconds, so once per list. */
  reclaim(): Promise<Reclaim>
  /** Versions and delete markers of one bucket, in the order of their keys. */
  listVersions(bucket: Bucket, prefix: string): AsyncIterable<ListedVersion>
  listIncompleteUploads(): Promise<readonly IncompleteUpload[]>
  /** Aborts uploads that were begun longer ago than that, by the store's clock, and answers which. */
  abortOrphans(olderThanMs: number): Promise<readonly IncompleteUpload[]>
  /** The store's clock, cut to whole seconds. */
  clockMs(): Promise<number>
  /** Raw signed requests. Only the probe, which asks for what is forbidden, has use for it. */
  readonly wire: StoreWire
  close(): void
}

const DEFAULT_PREFIX = 'everfile-'
const DEFAULT_SILENCE_MS = 60_000

export function openObjectStore(config: ObjectStoreConfig): ObjectStore {
  const { endpoint, accessKey, secretKey, prefix = DEFAULT_PREFIX, silenceMs = DEFAULT_SILENCE_MS } = config
  const reclaimUrl = config.reclaimUrl ?? null
  const wire = openWire({ endpoint, accessKey, secretKey, prefix, silenceMs })
  return {
    ensureBuckets: () => ensureBuckets(wire),
    put: (input) => putObject(wire, input),
    get: (ref) => openObject(wire, versionRefOf(ref)),
    getRange: (ref, range) => openObject(wire, versionRefOf(ref), range),
    stat: (ref) => statOf(wire, versionRefOf(ref)),
    digest: (ref) => digestOf(wire, versionRefOf(ref)),
    promote: (input) => promoteObject(wire, input),
    extendLock: (ref, untilMs) => extendLock(wire, versionRefOf(ref), untilMs),
    retentionOf: (ref) => retentionOf(wire, versionRefOf(ref)),
    setLegalHold: (ref) => requestLegalHold(wire, versionRefOf(ref), 'held'),
    clearLegalHold: (ref) => requestLegalHold(wire, versionRefOf(ref), 'free'),
    legalHoldOf: (ref) => legalHoldOf(wire, versionRefOf(ref)),
    destroyAllVersions: (target) => destroyAllVersions(wire, target),
    reclaim: async () =>
      reclaimUrl === null ? { kind: 'not-supported' } : await reclaimSpace({ masterUrl: reclaimUrl, prefix }),
    listVersions: (bucket, prefixOfKeys) => versionsUnder(wire, bucket, prefixOfKeys),
    listIncompleteUploads: () => acrossBuckets((bucket) => uploadsUnder(wire, bucket, '')),
    abortOrphans: async (olderThanMs) => {
      const beforeMs = (await storeClockMs(wire, 'intake')) - olderThanMs
      return await acrossBuckets((bucket) => abortOrphans(wire, bucket, beforeMs))
    },
    clockMs: () => storeClockMs(wire, 'intake'),
    wire,
    close: () => wire.close(),
  }
}

function versionRefOf({ bucket, key, versionId }: ObjectRef): VersionRef {
  return { bucket, key, versionId: versionId ?? null }
}

async function acrossBuckets<T>(ask: (bucket: Bucket) => Promise<readonly T[]>): Promise<readonly T[]> {
  const found: T[] = []
  for (const bucket of BUCKETS) found.push(...(await ask(bucket)))
  return found
}
