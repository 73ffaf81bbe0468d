import { randomBytes } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ObjectStore, openObjectStore } from '#db/objects.ts'
import { type ExpectedObject, patrol } from '#db/objects/patrol.ts'
import { aKey, aStore, filesHolding, testStoreConfig } from '#test/support/object-store.ts'

describe('patrol', () => {
  let store: ObjectStore

  beforeAll(async () => {
    store = await aStore()
  })

  afterAll(() => store.close())

  async function anObject(bytes: Buffer): Promise<ExpectedObject> {
    const { key, versionId, sha256, sizeBytes } = await store.put({
      bucket: 'derived',
      key: aKey(),
      body: bytes,
    })
    return { bucket: 'derived', key, versionId, sha256, sizeBytes }
  }

  async function aMaster(): Promise<ExpectedObject> {
    const { key, versionId, sha256, sizeBytes } = await store.put({
      bucket: 'masters',
      key: aKey(),
      body: randomBytes(100),
      lockUntilMs: (await store.clockMs()) + 1000,
    })
    return { bucket: 'masters', key, versionId, sha256, sizeBytes }
  }

  async function* listOf(expected: readonly ExpectedObject[]): AsyncGenerator<ExpectedObject> {
    yield* expected
  }

  /** Rot: one bit of the bytes turns over on the disk, behind the store's back. */
  async function flipOnDisk(canary: Buffer): Promise<void> {
    for (const file of await filesHolding(canary)) {
      const at = (await readFile(file)).indexOf(canary)
      const handle = await open(file, 'r+')
      await handle.write(Buffer.from([(canary[0] ?? 0) ^ 1]), 0, 1, at)
      await handle.close()
    }
  }

  test('FLT-10 names exactly what has changed, what is missing and what nobody knows of', async () => {
    const sound = await anObject(randomBytes(100))
    const master = await aMaster()
    const swapped = await anObject(randomBytes(100))
    const truncated = await anObject(randomBytes(100))
    const gone = await anObject(randomBytes(100))
    const goneMaster = { ...master, key: aKey() }
    const unknownMaster = await aMaster()
    const rotten = randomBytes(5000)
    const rotted = await anObject(rotten)
    const unknown = await anObject(randomBytes(100))
    await store.put({ bucket: 'derived', key: swapped.key, body: randomBytes(100) })
    await store.put({ bucket: 'derived', key: truncated.key, body: randomBytes(99) })
    await store.destroyAllVersions({ bucket: 'derived', key: gone.key })
    await flipOnDisk(rotten.subarray(2000, 2064))

    const expected = [sound, master, swapped, truncated, gone, goneMaster, rotted]
    const counts: number[] = []
    const report = await patrol(store, {
      expected: listOf(expected),
      buckets: ['derived', 'masters'],
      onChecked: (count) => counts.push(count),
    })
    expect(report.changed.map((finding) => finding.expected)).toEqual([swapped, truncated, rotted])
    expect(report.changed.map((finding) => finding.found)).toMatchObject([
      { kind: 'other-bytes', sizeBytes: 100 },
      { kind: 'other-bytes', sizeBytes: 99 },
      {},
    ])
    expect(report.missing).toEqual([gone, goneMaster])
    expect(report.untracked).toMatchObject([
      { bucket: 'derived', key: unknown.key },
      { bucket: 'masters', key: unknownMaster.key, versionId: unknownMaster.versionId, sizeBytes: 100 },
    ])
    expect(report.untracked).toHaveLength(2)
    expect(counts).toEqual([1, 2, 3, 4, 5, 6, 7])
    // The store itself tries a rotten read again for some seconds before it gives up.
  }, 60_000)

  test('FLT-10 a store that is down is a fault, not a list of missing objects', async () => {
    const expected = await anObject(randomBytes(10))
    const gone = openObjectStore({ ...testStoreConfig(), endpoint: 'http://127.0.0.1:9' })
    await expect(patrol(gone, { expected: listOf([expected]), buckets: ['derived'] })).rejects.toMatchObject({
      code: 'store.unavailable',
    })
    gone.close()
  })
})
