import { createHash, randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ObjectStore, openObjectStore } from '#db/objects.ts'
import { StoreFault } from '#db/objects/fault.ts'
import { aKey, aStore, testStoreConfig } from '#test/support/object-store.ts'

const MIB = 1024 * 1024
const SIZES = [0, 1, 8 * MIB, 8 * MIB + 1, 17 * MIB] as const

const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

async function* chunksOf(bytes: Buffer, chunkBytes = 65_536): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += chunkBytes) yield bytes.subarray(from, from + chunkBytes)
}

/** A sender whose connection breaks after so many bytes. */
function breakingOff(afterBytes: number): Readable {
  return Readable.from(
    (async function* (): AsyncGenerator<Buffer> {
      yield* chunksOf(randomBytes(afterBytes))
      throw new Error('connection reset')
    })(),
  )
}

describe('put', () => {
  let store: ObjectStore

  beforeAll(async () => {
    store = await aStore()
  })

  afterAll(() => store.close())

  async function traceOf(key: string): Promise<readonly unknown[]> {
    const left: unknown[] = (await store.listIncompleteUploads()).filter((upload) => upload.key === key)
    for (const bucket of ['intake', 'masters'] as const)
      for await (const version of store.listVersions(bucket, key)) left.push(version)
    return left
  }

  test.each([0, 100, 9 * MIB, 20 * MIB])(
    'FLT-5 a body cut off after %i bytes leaves no object and no unfinished upload',
    async (afterBytes) => {
      const key = aKey()
      const put = store.put({ bucket: 'intake', key, body: breakingOff(afterBytes) })
      await expect(put).rejects.toMatchObject({
        code: 'store.cut-off',
        cause: { message: 'connection reset' },
      })
      expect(await traceOf(key)).toEqual([])
    },
  )

  test('FLT-5 a sender that goes away without an error is a cut-off too', async () => {
    const key = aKey()
    const body = new Readable({ read: () => undefined })
    const put = store.put({ bucket: 'intake', key, body })
    body.push(randomBytes(1000))
    body.destroy()
    await expect(put).rejects.toMatchObject({ code: 'store.cut-off' })
    expect(await traceOf(key)).toEqual([])
  })

  test.each([1000, 10 * MIB])(
    'FLT-17 a body one byte over a limit of %i is refused and leaves nothing',
    async (sizeLimitBytes) => {
      const key = aKey()
      const body = Readable.from(chunksOf(randomBytes(sizeLimitBytes + 1)))
      await expect(store.put({ bucket: 'intake', key, body, sizeLimitBytes })).rejects.toMatchObject({
        code: 'store.too-large',
        isRetryable: false,
      })
      expect(await traceOf(key)).toEqual([])
    },
  )

  test('FLT-5 a body that is not what its MD5 says is refused by the store itself', async () => {
    const key = aKey()
    const headers = { 'content-md5': createHash('md5').update('what was sent').digest('base64') }
    const body = Buffer.from('what came')
    await expect(
      store.wire.send({ method: 'PUT', bucket: 'intake', key, headers, body }),
    ).rejects.toMatchObject({ s3Code: 'BadDigest' })
    expect(await traceOf(key)).toEqual([])
  })

  test('PRM-1 a store that cannot be reached is a fault that may be tried again, with its cause', async () => {
    const gone = openObjectStore({ ...testStoreConfig(), endpoint: 'http://127.0.0.1:9' })
    const fault: unknown = await gone
      .put({ bucket: 'intake', key: aKey(), body: Buffer.from('x') })
      .catch((error: unknown) => error)
    gone.close()
    expect(fault).toBeInstanceOf(StoreFault)
    expect(fault).toMatchObject({ code: 'store.unavailable', isRetryable: true })
    expect(fault).toHaveProperty('cause')
  })

  test('FLT-13 a store that takes the connection and stays silent is cut off, and does not hang its caller', async () => {
    const silent = createServer((connection) => connection.resume())
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const address = silent.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const hung = openObjectStore({
      ...testStoreConfig(),
      endpoint: `http://127.0.0.1:${port}`,
      silenceMs: 300,
    })
    await expect(hung.stat({ bucket: 'intake', key: aKey() })).rejects.toMatchObject({
      code: 'store.unavailable',
    })
    hung.close()
    await new Promise((resolve) => silent.close(resolve))
  })

  test('PRM-4 a locked bucket takes nothing without a lock, and the others no lock', async () => {
    const key = aKey()
    const lockUntilMs = (await store.clockMs()) + 2000
    const body = Buffer.from('x')
    await expect(store.put({ bucket: 'masters', key, body })).rejects.toMatchObject({
      code: 'store.lock-not-set',
    })
    await expect(store.put({ bucket: 'intake', key, body, lockUntilMs })).rejects.toMatchObject({
      code: 'store.lock-not-set',
    })
    expect(await traceOf(key)).toEqual([])
  })

  test.each([
    '../x',
    'record/aa/b',
    'Record/aa/b/c',
    'record/aa/b/c/d',
    'record//b/c',
    `record/aa/b/${'x'.repeat(200)}`,
    'record/aa/案卷/c',
  ])('FLT-20 "%s" is not accepted as a key', async (key) => {
    await expect(store.put({ bucket: 'intake', key, body: Buffer.from('x') })).rejects.toThrow(RangeError)
  })

  test.each(SIZES)(
    'PRM-1 %i streamed bytes come back with the digest that was computed on the way',
    async (sizeBytes) => {
      const bytes = randomBytes(sizeBytes)
      const stored = await store.put({
        bucket: 'intake',
        key: aKey(),
        body: Readable.from(chunksOf(bytes)),
        sizeLimitBytes: sizeBytes,
        contentType: 'application/pdf',
      })
      expect(stored).toMatchObject({
        sizeBytes,
        sha256: sha256Of(bytes),
        versionId: null,
        retainUntilMs: null,
      })
      const read = Buffer.concat(await (await store.get({ bucket: 'intake', key: stored.key })).toArray())
      expect(sha256Of(read)).toBe(stored.sha256)
      expect(await store.stat({ bucket: 'intake', key: stored.key })).toMatchObject({
        sizeBytes,
        contentType: 'application/pdf',
      })
    },
  )

  test.each([1000, 9 * MIB])(
    'PRM-4 a locked put of %i bytes reads its lock back from the server, whole seconds up',
    async (sizeBytes) => {
      const lockUntilMs = (await store.clockMs()) + 2500
      const stored = await store.put({
        bucket: 'evidence',
        key: aKey(),
        body: randomBytes(sizeBytes),
        lockUntilMs,
      })
      expect(stored.retainUntilMs).toBe(Math.ceil(lockUntilMs / 1000) * 1000)
      const ref = { bucket: 'evidence', key: stored.key, versionId: stored.versionId } as const
      expect(await store.retentionOf(ref)).toEqual({
        kind: 'retained',
        mode: 'COMPLIANCE',
        retainUntilMs: stored.retainUntilMs,
      })
    },
  )

  test('a range is the bytes asked for, both ends included', async () => {
    const bytes = randomBytes(5000)
    const { key } = await store.put({ bucket: 'derived', key: aKey(), body: bytes })
    const part = Buffer.concat(
      await (await store.getRange({ bucket: 'derived', key }, { fromByte: 10, toByte: 19 })).toArray(),
    )
    expect(part).toEqual(bytes.subarray(10, 20))
    await expect(store.get({ bucket: 'derived', key: aKey() })).rejects.toMatchObject({
      code: 'store.not-found',
    })
  })

  test('FLT-5 uploads that a crash left open are swept after their grace, and not before', async () => {
    const key = aKey()
    await store.wire.send({ method: 'POST', bucket: 'masters', key, query: 'uploads' })
    expect((await store.abortOrphans(60_000)).map((upload) => upload.key)).not.toContain(key)
    expect(await traceOf(key)).toHaveLength(1)
    expect((await store.abortOrphans(0)).map((upload) => upload.key)).toContain(key)
    expect(await traceOf(key)).toEqual([])
  })
})
