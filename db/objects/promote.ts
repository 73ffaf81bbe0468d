import { StoreFault } from './fault.ts'
import { isObjectKey } from './keys.ts'
import { extendLock, lockHeadersOf, provenLockOf, type VersionRef } from './locks.ts'
import { partQueryOf, type PartSender, writeInParts } from './multipart.ts'
import { putObject } from './put.ts'
import { digestOf, type ObjectStat, proveDigest, statOf } from './read.ts'
import { versionsOf } from './versions.ts'
import type { StoreWire } from './wire.ts'
import { textOf } from './xml.ts'

export interface PromoteInput {
  /** Key in `intake`. */
  readonly fromKey: string
  /** Key in `masters`. */
  readonly toKey: string
  /** Epoch milliseconds on the store's clock. */
  readonly lockUntilMs: number
  readonly sha256: string
  readonly sizeBytes: number
}

export interface Promotion {
  readonly versionId: string
  readonly retainUntilMs: number
  /** `found`: an earlier promotion had already made this master. */
  readonly outcome: 'promoted' | 'found'
}

const FROM = 'intake'
const TO = 'masters'

// The store copies a part in one request; small enough to stay well under the limit on a silent connection.
const COPY_PART_BYTES = 64 * 1024 * 1024

/**
 * Makes a master of an intake object without moving its bytes through us: multipart with the lock named at the start and
 * part copies, because a plain copy sets no lock on some stores. The intake object is digested first, so that wrong bytes
 * never become indelible; lock and digest of the master are read back. Keyed by (toKey, sha256): again finds the same master.
 * @throws StoreFault `store.digest-mismatch`, `store.lock-not-set`, `store.not-found`, `store.unavailable`
 */
export async function promoteObject(wire: StoreWire, input: PromoteInput): Promise<Promotion> {
  if (!isObjectKey(input.toKey))
    throw new RangeError(`"${input.toKey}" is not an object key; make it with objectKeyOf.`)
  const existing = await existingMasterOf(wire, input)
  if (existing !== undefined) return existing
  const from = { bucket: FROM, key: input.fromKey, versionId: null }
  const source = await statOf(wire, from)
  await proveDigest(wire, from, input)
  const versionId =
    input.sizeBytes === 0 ? await writeEmpty(wire, input, source) : await copyInParts(wire, input, source)
  if (versionId === null)
    throw new StoreFault('store.lock-not-set', `Bucket ${TO} keeps no versions, so it can hold no lock.`)
  const master = { bucket: TO, key: input.toKey, versionId }
  const retainUntilMs = await provenLockOf(wire, master, input.lockUntilMs)
  await proveDigest(wire, master, input)
  return { versionId, retainUntilMs, outcome: 'promoted' }
}

async function existingMasterOf(wire: StoreWire, input: PromoteInput): Promise<Promotion | undefined> {
  for (const { versionId, kind, sizeBytes } of await versionsOf(wire, TO, input.toKey)) {
    if (versionId === null || kind !== 'version' || sizeBytes !== input.sizeBytes) continue
    const master: VersionRef = { bucket: TO, key: input.toKey, versionId }
    if ((await digestOf(wire, master)).sha256 !== input.sha256) continue
    const { retainUntilMs } = await extendLock(wire, master, input.lockUntilMs)
    return { versionId, retainUntilMs, outcome: 'found' }
  }
  return undefined
}

/** An empty object has no range that could be copied as a part. */
async function writeEmpty(
  wire: StoreWire,
  { toKey, lockUntilMs }: PromoteInput,
  source: ObjectStat,
): Promise<string | null> {
  const stored = await putObject(wire, {
    bucket: TO,
    key: toKey,
    body: Buffer.alloc(0),
    contentType: source.contentType,
    lockUntilMs,
  })
  return stored.versionId
}

async function copyInParts(wire: StoreWire, input: PromoteInput, source: ObjectStat): Promise<string | null> {
  const headers = { 'content-type': source.contentType, ...lockHeadersOf(input.lockUntilMs) }
  return await writeInParts(
    wire,
    { bucket: TO, key: input.toKey, headers },
    copiersOf(wire, input, source.etag),
  )
}

async function* copiersOf(
  wire: StoreWire,
  { fromKey, sizeBytes }: PromoteInput,
  etag: string,
): AsyncGenerator<PartSender> {
  for (let fromByte = 0; fromByte < sizeBytes; fromByte += COPY_PART_BYTES) {
    const toByte = Math.min(fromByte + COPY_PART_BYTES, sizeBytes) - 1
    yield async (upload, partNumber) => {
      const headers = {
        'x-amz-copy-source': `/${wire.bucketName(FROM)}/${fromKey}`,
        'x-amz-copy-source-range': `bytes=${fromByte}-${toByte}`,
        // The bytes that were digested a moment ago, and no others.
        'x-amz-copy-source-if-match': etag,
      }
      const answer = await wire.send({
        method: 'PUT',
        bucket: upload.bucket,
        key: upload.key,
        query: partQueryOf(upload, partNumber),
        headers,
      })
      const partEtag = textOf(answer.text, 'ETag')
      if (partEtag === undefined)
        throw new StoreFault(
          'store.rejected',
          `The store copied part ${partNumber} of ${upload.bucket}/${upload.key} without an ETag.`,
        )
      return partEtag
    }
  }
}
