import { createHash } from 'node:crypto'
import { runChild, type ChildLimits, type ChildOptions } from './child-process.ts'
import { DocumentFailure } from './failure.ts'

/** A0 at 300 dpi has 140 million pixels: larger scans are not taken for a page. */
export const MAX_IMAGE_PIXELS = 200_000_000
export const MAX_IMAGE_BYTES = 512 * 1024 * 1024
/** A multi-page TIFF of one bound file; more is an attack or a mistake. */
export const MAX_IMAGE_PAGES = 2_000
export const IMAGE_LIMITS: ChildLimits = { timeoutMs: 30_000, memoryMiB: 1024, outputBytes: 16 * 1024 * 1024 }

export type ImageFacts = {
  readonly widthPx: number
  readonly heightPx: number
  readonly pages: number
  readonly dpi?: number
}

export type Thumbnail = {
  readonly bytes: Buffer
  readonly mediaType: 'image/webp'
  readonly widthPx: number
  readonly heightPx: number
  readonly sourceSha256: string
  readonly sha256: string
}

export type ThumbnailOptions = ChildOptions & { readonly widthPx: number }

/** Size, pages and resolution as the header tells them, without decoding. @throws {DocumentFailure} */
export async function probeImage(imageBytes: Uint8Array, options: ChildOptions = {}): Promise<ImageFacts> {
  const { header } = await runImageChild(imageBytes, { job: 'probe' }, options)
  const dpi = Number(header['dpi'])
  return {
    widthPx: Number(header['widthPx']),
    heightPx: Number(header['heightPx']),
    pages: Number(header['pages']),
    ...(Number.isFinite(dpi) && { dpi }),
  }
}

/** A small upright picture of the image's first page, never larger than the original. @throws {DocumentFailure} */
export async function makeThumbnail(imageBytes: Uint8Array, options: ThumbnailOptions): Promise<Thumbnail> {
  const reply = await runImageChild(imageBytes, { job: 'thumbnail', widthPx: options.widthPx }, options)
  return {
    bytes: reply.payload,
    mediaType: 'image/webp',
    widthPx: Number(reply.header['widthPx']),
    heightPx: Number(reply.header['heightPx']),
    sourceSha256: createHash('sha256').update(imageBytes).digest('hex'),
    sha256: createHash('sha256').update(reply.payload).digest('hex'),
  }
}

async function runImageChild(
  imageBytes: Uint8Array,
  request: Record<string, unknown>,
  options: ChildOptions,
) {
  if (imageBytes.length > MAX_IMAGE_BYTES)
    throw new DocumentFailure('document.too-large', `${imageBytes.length} bytes`)
  return runChild({
    script: 'image',
    request: { ...request, maxPixels: MAX_IMAGE_PIXELS, maxPages: MAX_IMAGE_PAGES },
    payload: imageBytes,
    limits: { ...IMAGE_LIMITS, ...options.limits },
    signal: options.signal,
  })
}
