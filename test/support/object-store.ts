import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { type ObjectStore, type ObjectStoreConfig, openObjectStore } from '#db/objects.ts'
import { objectKeyOf } from '#db/objects/keys.ts'

/** The store that the test run started, with bucket names that no other test file uses. */
export function testStoreConfig(): ObjectStoreConfig {
  return {
    endpoint: needed('S3_ENDPOINT'),
    accessKey: needed('S3_ACCESS_KEY'),
    secretKey: needed('S3_SECRET_KEY'),
    reclaimUrl: needed('S3_MASTER_ADMIN_URL'),
    prefix: `t${randomUUID().slice(0, 8)}-`,
  }
}

export async function aStore(): Promise<ObjectStore> {
  const store = openObjectStore(testStoreConfig())
  await store.ensureBuckets()
  return store
}

/** A fresh key of a fresh owner. */
export function aKey(): string {
  return objectKeyOf({ area: 'record', ownerId: randomUUID(), objectId: randomUUID() })
}

/**
 * Takes what lies under a prefix out of the store's volumes, past all locks: a store has room for so many, and each vacuum of a later
 * test would walk through these. A bucket into which nothing was written has none.
 */
export async function dropVolumes(
  { reclaimUrl, prefix }: Pick<ObjectStoreConfig, 'reclaimUrl' | 'prefix'>,
  buckets: readonly string[],
): Promise<void> {
  if (reclaimUrl === null || reclaimUrl === undefined) return
  for (const bucket of buckets) await fetch(new URL(`/col/delete?collection=${prefix}${bucket}`, reclaimUrl))
}

/** The store's own files in which these bytes can be found: what an intruder with the disk in hand would see. */
export async function filesHolding(canary: Buffer): Promise<readonly string[]> {
  const folder = process.env['S3_DATA_DIR'] ?? path.join(needed('EVERFILE_DATA'), 'seaweedfs')
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
  const found: string[] = []
  for (const file of files) if ((await bytesOf(file)).includes(canary)) found.push(file)
  return found
}

/** A file may vanish between listing and reading: a vacuum replaces volumes. Its successor is listed beside it. */
async function bytesOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
}

function needed(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '') {
    throw new Error(
      `${name} is not set. These tests need a running SeaweedFS; "npm test" starts one and sets it.`,
    )
  }
  return value
}
