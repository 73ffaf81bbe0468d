import { faultsOfPage, type PageMeasure, type ScanFault, type ScanLimits } from '#domain/scan.ts'
import { runChild, type ChildOptions } from './child-process.ts'
import { DocumentFailure } from './failure.ts'
import { IMAGE_LIMITS, MAX_IMAGE_BYTES, MAX_IMAGE_PAGES, MAX_IMAGE_PIXELS } from './image.ts'

/** A page at 200 dpi of A4: what the quality screen shows and text recognition reads. */
export const PAGE_PICTURE_WIDTH_PX = 1654

export type ExaminedPage =
  | {
      readonly kind: 'page'
      readonly measure: PageMeasure
      readonly faults: readonly ScanFault[]
      /** WebP. */
      readonly picture: Buffer
    }
  /** No page can be made of these bytes; measuring them again gives the same answer. */
  | { readonly kind: 'unreadable'; readonly faults: readonly ScanFault[]; readonly why: string }

/**
 * The child yields to people's work, so on a busy machine a good page of a second takes half a minute. Before bytes are called
 * undecodable for their slowness they are given so many times as long.
 */
const MORE_TIME = 6

/**
 * Measures one page image in a child with its own limits, and judges it by the site's limits. What a poisonous file does to the
 * child is a fault of that page and of nothing else.
 * @throws DocumentFailure only when the caller withdrew
 */
export async function examinePage(
  bytes: Uint8Array,
  { limits, ...options }: ChildOptions & { readonly scan: ScanLimits },
): Promise<ExaminedPage> {
  try {
    if (bytes.length > MAX_IMAGE_BYTES)
      throw new DocumentFailure('document.too-large', `${bytes.length} bytes`)
    const within = { ...IMAGE_LIMITS, ...limits }
    const { header, payload } = await measured(bytes, { ...options, limits: within }).catch(
      (error: unknown) => {
        if (!(error instanceof DocumentFailure) || error.code !== 'document.timed-out') throw error
        return measured(bytes, { ...options, limits: { ...within, timeoutMs: within.timeoutMs * MORE_TIME } })
      },
    )
    const measure = measureOf(header)
    return { kind: 'page', measure, faults: faultsOfPage(measure, options.scan), picture: payload }
  } catch (error) {
    if (!(error instanceof DocumentFailure) || error.isRetryable) throw error
    return { kind: 'unreadable', faults: [faultOf(error)], why: error.code }
  }
}

function measured(bytes: Uint8Array, { limits, signal }: ChildOptions) {
  return runChild({
    script: 'image',
    request: {
      job: 'measure',
      widthPx: PAGE_PICTURE_WIDTH_PX,
      maxPixels: MAX_IMAGE_PIXELS,
      maxPages: MAX_IMAGE_PAGES,
    },
    payload: bytes,
    limits: { ...IMAGE_LIMITS, ...limits },
    signal,
  })
}

function measureOf(header: Readonly<Record<string, unknown>>): PageMeasure {
  const dpi = Number(header['dpi'])
  const skew = header['skewCentidegrees']
  return {
    widthPx: Number(header['widthPx']),
    heightPx: Number(header['heightPx']),
    dpi: Number.isFinite(dpi) && dpi > 0 ? Math.round(dpi) : null,
    skewCentidegrees: typeof skew === 'number' ? skew : null,
    deviationCents: Number(header['deviationCents']),
  }
}

function faultOf({ code }: DocumentFailure): ScanFault {
  switch (code) {
    case 'image.too-many-pages':
      return 'scan.not-one-page'
    case 'image.too-large':
    case 'document.too-large':
      return 'scan.too-large'
    default:
      return 'scan.does-not-decode'
  }
}

/** A page as a PDF embeds it. @throws DocumentFailure */
export async function pageJpeg(
  bytes: Uint8Array,
  options: ChildOptions = {},
): Promise<{ readonly bytes: Buffer; readonly widthPx: number; readonly heightPx: number }> {
  const { header, payload } = await runChild({
    script: 'image',
    request: {
      job: 'jpeg',
      widthPx: PAGE_PICTURE_WIDTH_PX,
      maxPixels: MAX_IMAGE_PIXELS,
      maxPages: MAX_IMAGE_PAGES,
    },
    payload: bytes,
    limits: { ...IMAGE_LIMITS, ...options.limits },
    signal: options.signal,
  })
  return { bytes: payload, widthPx: Number(header['widthPx']), heightPx: Number(header['heightPx']) }
}
