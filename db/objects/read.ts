import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { StoreFault, storeFaultOf } from './fault.ts'
import type { VersionRef } from './locks.ts'
import { versionIdOf } from './multipart.ts'
import type { StoreWire } from './wire.ts'

export interface ObjectStat {
  readonly sizeBytes: number
  readonly contentType: string
  readonly etag: string
  readonly versionId: string | null
}

export interface ByteRange {
  /** The first byte wanted, counted from 0. */
  readonly fromByte: number
  /** The last byte wanted, itself included. */
  readonly toByte: number
}

export interface Digest {
  readonly sha256: string
  readonly sizeBytes: number
}

/** The bytes of a version as a stream. It fails rather than ends when the store breaks off; the caller reads or destroys it. */
export async function openObject(wire: StoreWire, ref: VersionRef, range?: ByteRange): Promise<Readable> {
  const headers = range === undefined ? {} : { range: `bytes=${range.fromByte}-${range.toByte}` }
  return await wire.open({
    method: 'GET',
    bucket: ref.bucket,
    key: ref.key,
    query: versionQueryOf(ref),
    headers,
  })
}

export async function statOf(wire: StoreWire, ref: VersionRef): Promise<ObjectStat> {
  const { headers } = await wire.send({
    method: 'HEAD',
    bucket: ref.bucket,
    key: ref.key,
    query: versionQueryOf(ref),
  })
  return {
    sizeBytes: Number(headers['content-length']),
    contentType: headers['content-type'] ?? 'application/octet-stream',
    etag: headers.etag ?? '',
    versionId: versionIdOf(headers),
  }
}

/** The digest of what the store really hands out, by reading all of it. */
export async function digestOf(wire: StoreWire, ref: VersionRef): Promise<Digest> {
  const hash = createHash('sha256')
  let sizeBytes = 0
  try {
    const bytes: AsyncIterable<Buffer> = await openObject(wire, ref)
    for await (const chunk of bytes) {
      hash.update(chunk)
      sizeBytes += chunk.length
    }
  } catch (error) {
    throw storeFaultOf(error, `GET ${ref.bucket}/${ref.key}`)
  }
  return { sha256: hash.digest('hex'), sizeBytes }
}

/** @throws StoreFault `store.digest-mismatch` when a version is not, byte for byte, what it must be */
export async function proveDigest(wire: StoreWire, ref: VersionRef, expected: Digest): Promise<void> {
  const found = await digestOf(wire, ref)
  if (found.sha256 === expected.sha256 && found.sizeBytes === expected.sizeBytes) return
  throw new StoreFault(
    'store.digest-mismatch',
    `${ref.bucket}/${ref.key} has ${found.sizeBytes} bytes of digest ${found.sha256}, expected ${expected.sizeBytes} bytes of digest ${expected.sha256}.`,
  )
}

export function versionQueryOf({ versionId }: VersionRef): string {
  return versionId === null ? '' : `versionId=${encodeURIComponent(versionId)}`
}
