import { StoreFault } from './fault.ts'
import { BUCKETS, isLockedBucket } from './keys.ts'
import type { StoreWire } from './wire.ts'
import { textOf } from './xml.ts'

/** Makes the four buckets where they are missing, and proves that the locked ones can lock: a bucket cannot learn it later. */
export async function ensureBuckets(wire: StoreWire): Promise<void> {
  for (const bucket of BUCKETS) {
    if (isLockedBucket(bucket)) await ensureLockedBucket(wire, bucket)
    else await ensureBucket(wire, bucket, {})
  }
}

/** Makes a versioned bucket with object lock where it is missing. */
export async function ensureLockedBucket(wire: StoreWire, bucket: string): Promise<void> {
  await ensureBucket(wire, bucket, { 'x-amz-bucket-object-lock-enabled': 'true' })
  const lock = await configurationOf(wire, bucket, 'object-lock')
  const versioning = await configurationOf(wire, bucket, 'versioning')
  if (textOf(lock, 'ObjectLockEnabled') === 'Enabled' && textOf(versioning, 'Status') === 'Enabled') return
  throw new StoreFault(
    'store.lock-not-set',
    `Bucket ${wire.bucketName(bucket)} was made without object lock; give the site an unused bucket prefix.`,
  )
}

async function ensureBucket(
  wire: StoreWire,
  bucket: string,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  if (await isThere(wire, bucket)) return
  try {
    await wire.send({ method: 'PUT', bucket, headers })
  } catch (error) {
    // Another process of ours was quicker.
    if (error instanceof StoreFault && error.s3Code === 'BucketAlreadyOwnedByYou') return
    throw error
  }
}

async function isThere(wire: StoreWire, bucket: string): Promise<boolean> {
  try {
    await wire.send({ method: 'HEAD', bucket })
    return true
  } catch (error) {
    if (error instanceof StoreFault && error.code === 'store.not-found') return false
    throw error
  }
}

async function configurationOf(wire: StoreWire, bucket: string, subject: string): Promise<string> {
  try {
    return (await wire.send({ method: 'GET', bucket, query: subject })).text
  } catch (error) {
    if (error instanceof StoreFault && error.code !== 'store.unavailable') return ''
    throw error
  }
}
