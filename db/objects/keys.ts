import { createHash } from 'node:crypto'

/** The four buckets. `masters` and `evidence` are versioned and locked; the other two can be overwritten and emptied. */
export const BUCKETS = ['intake', 'derived', 'masters', 'evidence'] as const
export type Bucket = (typeof BUCKETS)[number]

const LOCKED_BUCKETS: ReadonlySet<Bucket> = new Set(['masters', 'evidence'])

export function isLockedBucket(bucket: Bucket): boolean {
  return LOCKED_BUCKETS.has(bucket)
}

// Some stores keep a segment as a file name of at most 255 bytes and add to it; 200 leaves room.
const MAX_SEGMENT_BYTES = 199
const SEGMENT = new RegExp(`^[a-z0-9_-]{1,${MAX_SEGMENT_BYTES}}$`)

// Every key has exactly this many segments, so no key can be a folder of another one: some stores keep keys as paths.
const SEGMENT_COUNT = 4

export interface ObjectKeyParts {
  /** What kind of thing owns the object: `record`, `upload`, `checkpoint`. */
  readonly area: string
  /** The owner's id, lower case. */
  readonly ownerId: string
  /** The object's own id, lower case, unique under its owner. */
  readonly objectId: string
}

/**
 * The key under which an object is stored: `area/shard/ownerId/objectId`. Generated from ids alone; names and titles live
 * in the database. The shard (256 of them) spreads owners over folders and is what a patrol takes as its share.
 */
export function objectKeyOf({ area, ownerId, objectId }: ObjectKeyParts): string {
  const key = [area, shardOf(ownerId), ownerId, objectId].join('/')
  if (!isObjectKey(key))
    throw new RangeError(
      `No object key can be made of ${JSON.stringify({ area, ownerId, objectId })}: only a-z, 0-9, "-" and "_" are allowed.`,
    )
  return key
}

/** Whether a key has the one shape that the store accepts from us. */
export function isObjectKey(key: string): boolean {
  const segments = key.split('/')
  return segments.length === SEGMENT_COUNT && segments.every((segment) => SEGMENT.test(segment))
}

/** The shard of an owner, two hexadecimal digits. */
export function shardOf(ownerId: string): string {
  return createHash('sha256').update(ownerId).digest('hex').slice(0, 2)
}
