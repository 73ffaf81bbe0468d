import { Readable } from 'node:stream'
import { fileTypeFromBuffer } from 'file-type'
import { newId } from '#db/ids.ts'
import { objectKeyOf } from '#db/objects/keys.ts'
import { deleteUploads, insertUpload, type UploadRow } from '#db/queries/uploads.ts'
import { legibleLineOf } from '#domain/legible.ts'
import type { Dependencies } from './dependencies.ts'
import { problem } from './problem.ts'

/** The largest file that is taken; a longer one is split by its sender. */
export const UPLOAD_LIMIT_BYTES = 256 * 1024 * 1024
/** What signatures of the formats that we tell apart need. */
const HEAD_BYTES = 4100

type Receiving = Pick<Dependencies, 'sql' | 'store' | 'logger'>

/** What a file that comes must tell of itself; a part of a multipart body does. */
export interface IncomingFile {
  readonly filename: string
  /** `truncated`: the body was longer than allowed and has been cut. */
  readonly file: Readable & { readonly truncated: boolean }
}

interface Received {
  readonly ownerId: string
  readonly id?: string
}

/**
 * One file, streamed into the intake bucket while it comes. On any refusal nothing of it stays.
 * @throws ProblemError `upload.empty`, `upload.lies`, `upload.too-large`, `upload.cut-off`
 */
export async function receiveFile(
  { sql, store }: Receiving,
  part: IncomingFile,
  { ownerId, id = newId() }: Received,
): Promise<UploadRow> {
  const name = cleanName(part.filename)
  try {
    const { head, body } = await peek(part.file)
    if (head.length === 0) throw problem('upload.empty', { name })
    const mediaType = await mediaTypeOf(head, name)
    const key = objectKeyOf({ area: 'upload', ownerId, objectId: newId() })
    const stored = await store.put({
      bucket: 'intake',
      key,
      body,
      sizeLimitBytes: UPLOAD_LIMIT_BYTES,
      contentType: mediaType,
    })
    if (part.file.truncated) {
      await store.destroyAllVersions({ bucket: 'intake', key })
      throw problem('upload.too-large', { mostBytes: UPLOAD_LIMIT_BYTES })
    }
    const upload = { id, ownerId, key, name, mediaType, sizeBytes: stored.sizeBytes, sha256: stored.sha256 }
    if (await insertUpload(sql, upload)) return upload
    await store.destroyAllVersions({ bucket: 'intake', key })
    throw problem('request.key-reused')
  } finally {
    // Whatever was not read would hold up the answer.
    part.file.resume()
  }
}

/** Forgets files that no record took, and their bytes. */
export async function discardFiles(
  { sql, store, logger }: Receiving,
  { ids, ownerId }: { readonly ids: readonly string[]; readonly ownerId: string },
): Promise<void> {
  if (ids.length === 0) return
  const keys = await deleteUploads(sql, { ids, ownerId })
  for (const key of keys) {
    await store
      .destroyAllVersions({ bucket: 'intake', key })
      .catch((error: unknown) => logger.warn({ err: error, key }, 'an orphan stays in intake'))
  }
}

/** The first bytes of a stream, and the same stream whole. */
async function peek(stream: Readable): Promise<{ readonly head: Buffer; readonly body: Readable }> {
  const iterator: AsyncIterator<Buffer> = stream.iterator({ destroyOnReturn: false })
  const chunks: Buffer[] = []
  let size = 0
  let isDone = false
  while (size < HEAD_BYTES && !isDone) {
    const next = await nextOf(iterator)
    if (next.done === true) isDone = true
    else {
      chunks.push(next.value)
      size += next.value.length
    }
  }
  async function* whole(): AsyncGenerator<Buffer> {
    yield* chunks
    if (!isDone) yield* { [Symbol.asyncIterator]: () => iterator }
  }
  return { head: Buffer.concat(chunks).subarray(0, HEAD_BYTES), body: Readable.from(whole()) }
}

async function nextOf(iterator: AsyncIterator<Buffer>): Promise<IteratorResult<Buffer>> {
  try {
    return await iterator.next()
  } catch (error) {
    throw Object.assign(problem('upload.cut-off'), { cause: error })
  }
}

/** Extensions by what their bytes must be; a name with another extension promises nothing that we could check here. */
const SIGNED: Readonly<Record<string, readonly string[]>> = {
  pdf: ['application/pdf'],
  png: ['image/png', 'image/apng'],
  jpg: ['image/jpeg'],
  jpeg: ['image/jpeg'],
  gif: ['image/gif'],
  webp: ['image/webp'],
  tif: ['image/tiff'],
  tiff: ['image/tiff'],
  zip: ['application/zip'],
  ofd: ['application/zip'],
  docx: ['application/zip', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  xlsx: ['application/zip', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  pptx: ['application/zip', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
  doc: ['application/x-cfb'],
  xls: ['application/x-cfb'],
  ppt: ['application/x-cfb'],
  wps: ['application/x-cfb', 'application/zip'],
}
/** A scanner's TIFF has its directory behind the image, where a look at the head does not reach; its first bytes are enough. */
const TIFF_MAGIC = [Buffer.from('II*\0', 'latin1'), Buffer.from('MM\0*', 'latin1')] as const
/** Fewer bytes hold no file of any kind that has a signature. */
const SHORTEST = 4
const TEXTS: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  csv: 'text/csv',
  json: 'application/json',
  xml: 'application/xml',
  html: 'text/html',
  htm: 'text/html',
}

async function signatureOf(head: Buffer): Promise<{ readonly mime: string } | undefined> {
  if (head.length < SHORTEST) return undefined
  if (TIFF_MAGIC.some((magic) => head.subarray(0, 4).equals(magic))) return { mime: 'image/tiff' }
  return fileTypeFromBuffer(head)
}

async function mediaTypeOf(head: Buffer, name: string): Promise<string> {
  const extension = name.includes('.') ? (name.split('.').at(-1)?.toLowerCase() ?? '') : ''
  const found = await signatureOf(head)
  const expected = SIGNED[extension]
  if (expected !== undefined) {
    if (found === undefined || !expected.includes(found.mime))
      throw problem('upload.lies', { name, found: found?.mime ?? 'unknown' })
    return found.mime === 'application/zip' ? (expected.at(-1) ?? found.mime) : found.mime
  }
  const text = TEXTS[extension]
  if (text === undefined) return found?.mime ?? 'application/octet-stream'
  if (found !== undefined && !found.mime.endsWith('/xml') && !found.mime.startsWith('text/'))
    throw problem('upload.lies', { name, found: found.mime })
  return text
}

const LONGEST_NAME = 200

/** A name is data, never a path: the last part of it, in NFC, without what cannot be seen. */
export function cleanName(given: string): string {
  const last = legibleLineOf(given).split(/[\\/]/).at(-1)?.trim() ?? ''
  if (last === '' || last === '.' || last === '..') return 'unnamed'
  const letters = Array.from(last)
  return letters.length <= LONGEST_NAME
    ? last
    : [...letters.slice(0, LONGEST_NAME - 20), '…', ...letters.slice(-19)].join('')
}
