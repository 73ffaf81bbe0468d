import { createHash, type Hash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { StoreFault } from './fault.ts'
import { type Bucket, isLockedBucket, isObjectKey } from './keys.ts'
import { lockHeadersOf, provenLockOf, type VersionRef } from './locks.ts'
import { partQueryOf, type PartSender, versionIdOf, writeInParts } from './multipart.ts'
import { statOf } from './read.ts'
import type { StoreWire, WireRequest } from './wire.ts'

export interface PutInput {
  readonly bucket: Bucket
  readonly key: string
  /** On failure it is left where it stopped: whoever owns it answers its sender, then drains or destroys it. */
  readonly body: Readable | Buffer
  /** More than this is refused as `store.too-large`, and nothing stays in the store. */
  readonly sizeLimitBytes?: number
  readonly contentType?: string
  /** Epoch milliseconds on the store's clock; only for `masters` and `evidence`, where it is needed. */
  readonly lockUntilMs?: number
}

export interface StoredObject {
  readonly key: string
  /** Null in `intake` and `derived`, which keep no versions. */
  readonly versionId: string | null
  readonly sizeBytes: number
  /** Lower-case hexadecimal, computed while the bytes passed. */
  readonly sha256: string
  /** Read back from the server; null where the bucket has no lock. */
  readonly retainUntilMs: number | null
}

// Up to this size an object is one request with its MD5; above, parts of this size. Two of them are in memory at most.
const PART_BYTES = 8 * 1024 * 1024

/**
 * Stores bytes as they come, never more than two parts of them in memory. All or nothing: a body that is cut off, too
 * long, or that the store loses half-way leaves no object behind.
 * @throws StoreFault `store.cut-off`, `store.too-large`, `store.lock-not-set`, `store.digest-mismatch`, `store.unavailable`
 */
export async function putObject(wire: StoreWire, input: PutInput): Promise<StoredObject> {
  const headers = headersOf(input)
  const sum: Sum = { hash: createHash('sha256'), sizeBytes: 0 }
  const blocks = blocksOf(input, sum)
  const first = await blocks.next()
  const second = await blocks.next()
  const head = first.done === true ? Buffer.alloc(0) : first.value
  const plan = { bucket: input.bucket, key: input.key, headers }
  const versionId =
    second.done === true
      ? await writeAtOnce(wire, { ...plan, body: head, sha256: sum.hash.copy().digest('hex') })
      : await writeInParts(wire, plan, sendersOf(wire, [head, second.value], blocks))
  const ref = { bucket: input.bucket, key: input.key, versionId }
  // The digest of a single request was compared by the store; that no part is missing is not said by the digests of the parts.
  if (second.done !== true) await proveSize(wire, ref, sum.sizeBytes)
  const retainUntilMs =
    input.lockUntilMs === undefined ? null : await provenLockOf(wire, ref, input.lockUntilMs)
  return {
    key: input.key,
    versionId,
    sizeBytes: sum.sizeBytes,
    sha256: sum.hash.digest('hex'),
    retainUntilMs,
  }
}

interface Sum {
  readonly hash: Hash
  sizeBytes: number
}

function headersOf({ bucket, key, contentType, lockUntilMs }: PutInput): Readonly<Record<string, string>> {
  if (!isObjectKey(key)) throw new RangeError(`"${key}" is not an object key; make it with objectKeyOf.`)
  if (isLockedBucket(bucket) !== (lockUntilMs !== undefined)) {
    throw new StoreFault(
      'store.lock-not-set',
      `Bucket ${bucket} ${isLockedBucket(bucket) ? 'takes nothing without a lock' : 'cannot lock'}.`,
    )
  }
  return {
    'content-type': contentType ?? 'application/octet-stream',
    ...(lockUntilMs === undefined ? {} : lockHeadersOf(lockUntilMs)),
  }
}

async function proveSize(wire: StoreWire, ref: VersionRef, sizeBytes: number): Promise<void> {
  const stored = await statOf(wire, ref)
  if (stored.sizeBytes === sizeBytes) return
  throw new StoreFault(
    'store.digest-mismatch',
    `Sent ${sizeBytes} bytes to ${ref.bucket}/${ref.key}, the store has ${stored.sizeBytes}.`,
  )
}

async function writeAtOnce(wire: StoreWire, request: Omit<WireRequest, 'method'>): Promise<string | null> {
  const answer = await wire.send({ method: 'PUT', ...request })
  return versionIdOf(answer.headers)
}

async function* sendersOf(
  wire: StoreWire,
  ready: readonly Buffer[],
  rest: AsyncIterable<Buffer>,
): AsyncGenerator<PartSender> {
  for (const block of ready) yield senderOf(wire, block)
  for await (const block of rest) yield senderOf(wire, block)
}

function senderOf(wire: StoreWire, body: Buffer): PartSender {
  return async (upload, partNumber) => {
    const answer = await wire.send({
      method: 'PUT',
      bucket: upload.bucket,
      key: upload.key,
      query: partQueryOf(upload, partNumber),
      body,
    })
    const etag = answer.headers.etag
    if (etag === undefined)
      throw new StoreFault(
        'store.rejected',
        `The store took part ${partNumber} of ${upload.bucket}/${upload.key} without an ETag.`,
      )
    return etag
  }
}

/** Cuts the body into blocks of PART_BYTES, the last one shorter, and counts and digests what passes. */
async function* blocksOf(input: PutInput, sum: Sum): AsyncGenerator<Buffer, undefined> {
  let waiting: Buffer[] = []
  let waitingBytes = 0
  for await (const chunk of chunksOf(input)) {
    sum.sizeBytes += chunk.length
    if (sum.sizeBytes > (input.sizeLimitBytes ?? Infinity)) {
      throw new StoreFault(
        'store.too-large',
        `The body of ${input.bucket}/${input.key} is longer than the ${input.sizeLimitBytes} bytes allowed here.`,
      )
    }
    sum.hash.update(chunk)
    waiting.push(chunk)
    waitingBytes += chunk.length
    if (waitingBytes <= PART_BYTES) continue
    let whole = joined(waiting)
    for (; whole.length > PART_BYTES; whole = whole.subarray(PART_BYTES)) yield whole.subarray(0, PART_BYTES)
    waiting = [whole]
    waitingBytes = whole.length
  }
  if (waitingBytes > 0) yield joined(waiting)
}

/** What is in one piece already is not copied: megabytes that nobody reads twice keep the garbage collector busy. */
function joined(chunks: readonly Buffer[]): Buffer {
  const [first, ...others] = chunks
  return first !== undefined && others.length === 0 ? first : Buffer.concat(chunks)
}

async function* chunksOf({ body, bucket, key }: PutInput): AsyncGenerator<Buffer> {
  if (Buffer.isBuffer(body)) {
    yield body
    return
  }
  const source: AsyncIterable<unknown> = body.iterator({ destroyOnReturn: false })
  try {
    for await (const chunk of source) yield bytesOf(chunk)
  } catch (error) {
    throw new StoreFault(
      'store.cut-off',
      `The body of ${bucket}/${key} broke off before its end; send it again.`,
      { cause: error },
    )
  }
}

function bytesOf(chunk: unknown): Buffer {
  if (Buffer.isBuffer(chunk)) return chunk
  if (chunk instanceof Uint8Array) return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
  if (typeof chunk === 'string') return Buffer.from(chunk)
  throw new TypeError('A body to store must be a stream of bytes.')
}
