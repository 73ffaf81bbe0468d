import { createHash } from 'node:crypto'
import sharp, { type Sharp } from 'sharp'
import { runChild, type ChildLimits, type ChildOptions } from './child-process.ts'
import { DocumentFailure } from './failure.ts'

/** A bound file of a few hundred sheets scanned in colour stays well below this; what is larger is not read by machine. */
export const MAX_PDF_BYTES = 256 * 1024 * 1024
/** The thickest files hold some hundreds of pages; a hundred thousand is an attack. */
export const MAX_PDF_PAGES = 5_000
/** A densely set A3 page has under 10,000 characters. */
export const MAX_CHARS_PER_PAGE = 200_000
/** A3 at 600 dpi has 69 million pixels; a page view needs a fraction. */
export const MAX_RENDER_PIXELS = 50_000_000
export const PDF_LIMITS: ChildLimits = { timeoutMs: 60_000, memoryMiB: 1024, outputBytes: 256 * 1024 * 1024 }

export type PageText = {
  readonly page: number
  readonly text: string
  /** Letters or digits were found; a page without them is a picture and waits for recognition (OCR). */
  readonly hasText: boolean
}

export type PageImage = {
  readonly bytes: Buffer
  readonly mediaType: 'image/png' | 'image/webp' | 'image/jpeg'
  readonly widthPx: number
  readonly heightPx: number
  /** Digests of what was converted and of the result, so that the chain of conversions can be shown. */
  readonly sourceSha256: string
  readonly sha256: string
}

export type RenderOptions = ChildOptions & {
  /** From 1. */
  readonly page: number
  readonly widthPx: number
  /** WebP unless said otherwise. */
  readonly mediaType?: PageImage['mediaType']
}

/** The text layer of every page, in page order, numbered from 1. @throws {DocumentFailure} */
export async function extractText(
  pdfBytes: Uint8Array,
  options: ChildOptions = {},
): Promise<{ readonly pages: readonly PageText[] }> {
  const reply = await runPdfChild(pdfBytes, { job: 'text', maxCharsPerPage: MAX_CHARS_PER_PAGE }, options)
  const { pages } = reply.header
  if (!Array.isArray(pages)) throw new DocumentFailure('document.crashed', 'no pages in the reply')
  return { pages: pages.map((raw: unknown, index) => pageText(String(raw), index + 1)) }
}

/** How many pages, read by the same strict means as the text. @throws {DocumentFailure} */
export async function countPages(pdfBytes: Uint8Array, options: ChildOptions = {}): Promise<number> {
  const reply = await runPdfChild(pdfBytes, { job: 'count' }, options)
  return Number(reply.header['pages'])
}

/** A picture of one page, annotations drawn, nothing active left: what the viewer and thumbnails show. @throws {DocumentFailure} */
export async function renderPage(pdfBytes: Uint8Array, options: RenderOptions): Promise<PageImage> {
  const request = {
    job: 'render',
    page: options.page,
    widthPx: options.widthPx,
    maxPixels: MAX_RENDER_PIXELS,
  }
  const reply = await runPdfChild(pdfBytes, request, options)
  const widthPx = Number(reply.header['widthPx'])
  const heightPx = Number(reply.header['heightPx'])
  const mediaType = options.mediaType ?? 'image/webp'
  const raw = sharp(reply.payload, { raw: { width: widthPx, height: heightPx, channels: 4 } }).removeAlpha()
  const bytes = await encoded(raw, mediaType).toBuffer()
  return { bytes, mediaType, widthPx, heightPx, sourceSha256: sha256Of(pdfBytes), sha256: sha256Of(bytes) }
}

function encoded(raw: Sharp, mediaType: PageImage['mediaType']): Sharp {
  switch (mediaType) {
    case 'image/png':
      return raw.png()
    case 'image/jpeg':
      return raw.jpeg({ quality: 82 })
    case 'image/webp':
      return raw.webp({ quality: 82 })
  }
}

async function runPdfChild(pdfBytes: Uint8Array, request: Record<string, unknown>, options: ChildOptions) {
  if (pdfBytes.length > MAX_PDF_BYTES)
    throw new DocumentFailure('document.too-large', `${pdfBytes.length} bytes`)
  return runChild({
    script: 'pdf',
    request: { ...request, maxPages: MAX_PDF_PAGES },
    payload: pdfBytes,
    limits: { ...PDF_LIMITS, ...options.limits },
    signal: options.signal,
  })
}

/** NUL and other controls cannot be stored or shown; PDFium marks a hyphen at a line's end with U+FFFE. */
function pageText(raw: string, page: number): PageText {
  const text = raw
    .replaceAll('\uFFFE', '-')
    .replaceAll('\r\n', '\n')
    .replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F\uFFFF]/gu, '')
    .toWellFormed()
  return { page, text, hasText: /[\p{L}\p{N}]/u.test(text) }
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
