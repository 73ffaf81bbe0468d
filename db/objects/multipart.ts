import { StoreFault } from './fault.ts'
import type { StoreWire } from './wire.ts'
import { escaped, textOf } from './xml.ts'

export interface UploadRef {
  readonly bucket: string
  readonly key: string
  readonly uploadId: string
}

export interface MultipartPlan {
  readonly bucket: string
  readonly key: string
  /** Content type and lock: what is not said at the start of a multipart upload cannot be added later. */
  readonly headers: Readonly<Record<string, string>>
}

/** Sends one part and answers its ETag. Parts are numbered from 1. */
export type PartSender = (upload: UploadRef, partNumber: number) => Promise<string>

/**
 * Writes an object in parts: all of it or nothing. Whatever goes wrong on the way, the upload is aborted; one that a
 * crash leaves open holds no object and is swept by `abortOrphans`.
 * @returns the version that was made, null where the bucket keeps none
 */
export async function writeInParts(
  wire: StoreWire,
  plan: MultipartPlan,
  parts: AsyncIterable<PartSender>,
): Promise<string | null> {
  const upload = await initiate(wire, plan)
  try {
    const etags: string[] = []
    for await (const send of parts) etags.push(await send(upload, etags.length + 1))
    return await complete(wire, upload, etags)
  } catch (error) {
    // The first fault is the one to tell; if the store cannot even abort, the sweep of orphans will.
    await abortUpload(wire, upload).catch(() => undefined)
    throw error
  }
}

export async function abortUpload(wire: StoreWire, { bucket, key, uploadId }: UploadRef): Promise<void> {
  await wire.send({ method: 'DELETE', bucket, key, query: `uploadId=${encodeURIComponent(uploadId)}` })
}

export function partQueryOf({ uploadId }: UploadRef, partNumber: number): string {
  return `partNumber=${partNumber}&uploadId=${encodeURIComponent(uploadId)}`
}

async function initiate(wire: StoreWire, { bucket, key, headers }: MultipartPlan): Promise<UploadRef> {
  const answer = await wire.send({ method: 'POST', bucket, key, query: 'uploads', headers })
  const uploadId = textOf(answer.text, 'UploadId')
  if (uploadId === undefined)
    throw new StoreFault('store.rejected', `The store began no upload of ${bucket}/${key}.`)
  return { bucket, key, uploadId }
}

async function complete(
  wire: StoreWire,
  { bucket, key, uploadId }: UploadRef,
  etags: readonly string[],
): Promise<string | null> {
  const parts = etags.map(
    (etag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${escaped(etag)}</ETag></Part>`,
  )
  const body = Buffer.from(`<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`)
  const answer = await wire.send({
    method: 'POST',
    bucket,
    key,
    query: `uploadId=${encodeURIComponent(uploadId)}`,
    body,
  })
  // This one request may fail after its 200 has been sent; the failure then stands in the body.
  const failure = textOf(answer.text, 'Code')
  if (failure !== undefined)
    throw new StoreFault(
      'store.unavailable',
      `The store could not put the parts of ${bucket}/${key} together (${failure}).`,
      { s3Code: failure },
    )
  return versionIdOf(answer.headers)
}

export function versionIdOf(headers: Readonly<Record<string, string | string[] | undefined>>): string | null {
  const versionId = headers['x-amz-version-id']
  return typeof versionId === 'string' && versionId !== 'null' ? versionId : null
}
