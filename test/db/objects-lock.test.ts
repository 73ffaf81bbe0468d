import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type ObjectStore, openObjectStore } from '#db/objects.ts'
import type { StoredObject } from '#db/objects/put.ts'
import { aKey, aStore, filesHolding, testStoreConfig } from '#test/support/object-store.ts'

const LOCK_MS = 2000
const MIB = 1024 * 1024

describe('masters, their locks and their end', () => {
  let store: ObjectStore

  beforeAll(async () => {
    store = await aStore()
  })

  afterAll(() => store.close())

  const soon = async (): Promise<number> => (await store.clockMs()) + LOCK_MS

  async function anUpload(bytes: Buffer): Promise<StoredObject> {
    return await store.put({ bucket: 'intake', key: aKey(), body: bytes, contentType: 'application/pdf' })
  }

  async function aMaster(
    bytes: Buffer,
    lockUntilMs: number,
  ): Promise<{ readonly bucket: 'masters'; readonly key: string; readonly versionId: string }> {
    const { key, sha256, sizeBytes } = await anUpload(bytes)
    const { versionId } = await store.promote({ fromKey: key, toKey: key, lockUntilMs, sha256, sizeBytes })
    return { bucket: 'masters', key, versionId }
  }

  async function untilDestroyed(ref: {
    readonly bucket: 'intake' | 'masters'
    readonly key: string
  }): Promise<unknown> {
    return await vi.waitFor(
      async () => {
        const destruction = await store.destroyAllVersions(ref)
        expect(destruction.kind).toBe('destroyed')
        return destruction
      },
      { timeout: 60_000, interval: 100 },
    )
  }

  async function untilLapsed(ref: Parameters<ObjectStore['retentionOf']>[0]): Promise<void> {
    const retention = await store.retentionOf(ref)
    const lapsesAtMs = retention.kind === 'retained' ? retention.retainUntilMs : Number.NaN
    await vi.waitFor(async () => expect(await store.clockMs()).toBeGreaterThan(lapsesAtMs), {
      timeout: 60_000,
      interval: 100,
    })
  }

  async function versionIdsOf(key: string): Promise<readonly unknown[]> {
    const ids: unknown[] = []
    for await (const version of store.listVersions('masters', key)) ids.push(version.versionId)
    return ids
  }

  test('PRM-1 an upload whose bytes are not those expected never becomes a master', async () => {
    const { key, sizeBytes, sha256 } = await anUpload(randomBytes(1000))
    const lockUntilMs = await soon()
    const other = '0'.repeat(64)
    await expect(
      store.promote({ fromKey: key, toKey: key, lockUntilMs, sha256: other, sizeBytes }),
    ).rejects.toMatchObject({ code: 'store.digest-mismatch' })
    await expect(
      store.promote({ fromKey: key, toKey: key, lockUntilMs, sha256, sizeBytes: 999 }),
    ).rejects.toMatchObject({ code: 'store.digest-mismatch' })
    await expect(
      store.promote({ fromKey: aKey(), toKey: key, lockUntilMs, sha256, sizeBytes }),
    ).rejects.toMatchObject({ code: 'store.not-found' })
    expect(await versionIdsOf(key)).toEqual([])
    expect(await store.listIncompleteUploads()).toEqual([])
  })

  test('PRM-4 a promoted master is really locked: no delete goes through before the lapse, and it does after', async () => {
    const ref = await aMaster(randomBytes(1000), await soon())
    const query = `versionId=${ref.versionId}`
    await expect(
      store.wire.send({ method: 'DELETE', bucket: 'masters', key: ref.key, query }),
    ).rejects.toMatchObject({ code: 'store.refused' })
    const early = await store.destroyAllVersions(ref)
    expect(early).toEqual({ kind: 'locked', untilMs: expect.any(Number) })
    expect(await store.stat(ref)).toMatchObject({ sizeBytes: 1000, contentType: 'application/pdf' })
    expect(await untilDestroyed(ref)).toMatchObject({ versions: [ref.versionId] })
    await expect(store.stat(ref)).rejects.toMatchObject({ code: 'store.not-found' })
  })

  test.each([0, 1, 17 * MIB, 65 * MIB])(
    'PRM-3 promoting %i bytes again finds the same master, the upload gone or not, and lengthens its lock',
    async (sizeBytes) => {
      const bytes = randomBytes(sizeBytes)
      const { key, sha256 } = await anUpload(bytes)
      // Far enough for a slow machine to move the bytes before it lapses.
      const lockUntilMs = (await soon()) + 60_000
      const first = await store.promote({ fromKey: key, toKey: key, lockUntilMs, sha256, sizeBytes })
      expect(first).toMatchObject({ outcome: 'promoted', retainUntilMs: lockUntilMs })
      await store.destroyAllVersions({ bucket: 'intake', key })
      const again = await store.promote({
        fromKey: key,
        toKey: key,
        lockUntilMs: lockUntilMs + 1000,
        sha256,
        sizeBytes,
      })
      expect(again).toEqual({
        outcome: 'found',
        versionId: first.versionId,
        retainUntilMs: lockUntilMs + 1000,
      })
      expect(await versionIdsOf(key)).toEqual([first.versionId])
      expect(await store.digest({ bucket: 'masters', key, versionId: first.versionId })).toEqual({
        sha256,
        sizeBytes,
      })
    },
  )

  test('PRM-4 a lock is lengthened and never shortened', async () => {
    const untilMs = await soon()
    const ref = await aMaster(randomBytes(10), untilMs)
    expect(await store.extendLock(ref, untilMs - 1000)).toEqual({ retainUntilMs: untilMs })
    expect(await store.extendLock(ref, untilMs + 1001)).toEqual({ retainUntilMs: untilMs + 2000 })
    expect(await store.retentionOf(ref)).toEqual({
      kind: 'retained',
      mode: 'COMPLIANCE',
      retainUntilMs: untilMs + 2000,
    })
    expect(await store.retentionOf({ bucket: 'intake', key: ref.key })).toEqual({ kind: 'none' })
  })

  test('REQ-34 PRM-4 FEA-E10 a legal hold keeps a master after its lock has lapsed, and its lifting frees it', async () => {
    const ref = await aMaster(randomBytes(10), await soon())
    expect(await store.legalHoldOf(ref)).toBe('free')
    await store.setLegalHold(ref)
    expect(await store.legalHoldOf(ref)).toBe('held')
    await untilLapsed(ref)
    expect(await store.destroyAllVersions(ref)).toEqual({ kind: 'held' })
    expect(await versionIdsOf(ref.key)).toEqual([ref.versionId])
    await store.clearLegalHold(ref)
    expect(await store.destroyAllVersions(ref)).toMatchObject({
      kind: 'destroyed',
      versions: [ref.versionId],
    })
  })

  test('PRM-8 one locked version keeps them all; then every version, delete marker and unfinished upload goes', async () => {
    const locked = await aMaster(randomBytes(20), (await store.clockMs()) + 3 * LOCK_MS)
    const { key } = locked
    // The newer version comes first in every list and may go: nothing but looking ahead saves it here.
    const lockUntilMs = (await store.clockMs()) + 1000
    const { versionId } = await store.put({ bucket: 'masters', key, body: randomBytes(10), lockUntilMs })
    await untilLapsed({ bucket: 'masters', key, versionId })
    await store.wire.send({ method: 'DELETE', bucket: 'masters', key })
    await store.wire.send({ method: 'POST', bucket: 'masters', key, query: 'uploads' })
    expect(await store.destroyAllVersions(locked)).toMatchObject({ kind: 'locked' })
    expect(await versionIdsOf(key)).toHaveLength(3)
    expect(await untilDestroyed(locked)).toMatchObject({ versions: { length: 3 }, abortedUploads: 1 })
    expect(await versionIdsOf(key)).toEqual([])
    expect(await store.destroyAllVersions(locked)).toEqual({
      kind: 'destroyed',
      versions: [],
      abortedUploads: 0,
    })
  })

  test('PRM-8 a neighbour whose key begins the same stays', async () => {
    const { key } = await anUpload(randomBytes(10))
    const neighbour = `${key}-2`
    await store.put({ bucket: 'intake', key: neighbour, body: randomBytes(30) })
    expect(await store.destroyAllVersions({ bucket: 'intake', key })).toMatchObject({
      kind: 'destroyed',
      versions: ['null'],
    })
    expect(await store.stat({ bucket: 'intake', key: neighbour })).toMatchObject({ sizeBytes: 30 })
  })

  test('REQ-26 destroyed bytes are in the files of the store before, and in none of them after the reclaim', async () => {
    // Random, because the store compresses what it can: text would not be found even while it is there.
    const bytes = randomBytes(200_000)
    const canary = bytes.subarray(100_000, 100_064)
    const ref = await aMaster(bytes, await soon())
    expect(await filesHolding(canary)).not.toEqual([])
    await untilDestroyed({ bucket: 'intake', key: ref.key })
    await untilDestroyed(ref)
    expect(await store.reclaim()).toEqual({ kind: 'reclaimed' })
    expect(await filesHolding(canary)).toEqual([])
  })

  test('REQ-26 one small record leaves a full volume too, where it is a few hundred-thousandths of the bytes', async () => {
    const neighbour = await store.put({ bucket: 'derived', key: aKey(), body: randomBytes(20 * MIB) })
    const bytes = randomBytes(500)
    const { key } = await store.put({ bucket: 'derived', key: aKey(), body: bytes })
    expect(await filesHolding(bytes.subarray(100, 164))).not.toEqual([])
    await store.destroyAllVersions({ bucket: 'derived', key })
    expect(await store.reclaim()).toEqual({ kind: 'reclaimed' })
    expect(await filesHolding(bytes.subarray(100, 164))).toEqual([])
    expect(await store.digest({ bucket: 'derived', key: neighbour.key })).toMatchObject({
      sha256: neighbour.sha256,
    })
  })

  test('without an address for it, reclaim says that it is not supported', async () => {
    const { endpoint, accessKey, secretKey } = testStoreConfig()
    const bare = openObjectStore({ endpoint, accessKey, secretKey })
    expect(await bare.reclaim()).toEqual({ kind: 'not-supported' })
    bare.close()
  })
})
