import sharp from 'sharp'
import { MOST_PAGES_A_CALL } from '#domain/scan.ts'
import { runChild, type ChildOptions } from './child-process.ts'
import { DocumentFailure } from './failure.ts'
import { MAX_IMAGE_PIXELS } from './image.ts'
import { MAX_PDF_BYTES, PDF_LIMITS } from './pdf.ts'

const MM_PER_INCH = 25.4
/** Pictures that come out as they are, of one call of the child: a worker holds them in memory. */
const CODED_AT_ONCE = { pages: 32, sizeBytes: 64 * 1024 * 1024 } as const

/** A page of a scanner's PDF as a file of its own. */
export interface TakenPage {
  readonly page: number
  readonly bytes: Buffer
  readonly mediaType: 'image/jpeg' | 'image/tiff'
}

export interface PageOutline {
  readonly coding: 'jpeg' | 'pixels'
  readonly sizeBytes: number
}

/**
 * Whether a PDF is a scan, page by page, without unpacking a picture.
 * @throws DocumentFailure `pdf.page-drawn`, `pdf.page-pieces`, `image.too-large` with the page's number, and those of any PDF
 */
export async function outlineOf(
  pdf: Uint8Array,
  options: ChildOptions = {},
): Promise<readonly PageOutline[]> {
  if (pdf.length > MAX_PDF_BYTES) throw new DocumentFailure('document.too-large', `${pdf.length} bytes`)
  const { header } = await runPages(pdf, { job: 'outline' }, options)
  return listIn(header['pages']).map((page): PageOutline => ({
    coding: page['coding'] === 'jpeg' ? 'jpeg' : 'pixels',
    sizeBytes: Number(page['sizeBytes']),
  }))
}

/**
 * Takes the pages out, in their order. A JPEG stays the JPEG that the scanner made, with the resolution in its head; what is
 * coded otherwise is unpacked and packed again without loss, because no other file holds such a coding.
 * @throws DocumentFailure
 */
export async function* takenPages(
  pdf: Uint8Array,
  outline: readonly PageOutline[],
  options: ChildOptions = {},
): AsyncGenerator<TakenPage> {
  for (const { from, count } of portionsOf(outline)) {
    const { header, payload } = await runPages(pdf, { job: 'take', from, count }, options)
    let at = 0
    for (const [index, said] of listIn(header['pages']).entries()) {
      const end = at + Number(said['sizeBytes'])
      const bytes = payload.subarray(at, end)
      at = end
      yield said['coding'] === 'jpeg'
        ? { page: from + index, bytes, mediaType: 'image/jpeg' }
        : { page: from + index, bytes: await packed(bytes, said), mediaType: 'image/tiff' }
    }
  }
}

interface Portion {
  readonly from: number
  readonly count: number
}

/** Unpacked pages one by one, coded ones several at once. */
function portionsOf(outline: readonly PageOutline[]): readonly Portion[] {
  const portions: (Portion & { readonly sizeBytes: number; readonly coding: PageOutline['coding'] })[] = []
  for (const [index, { coding, sizeBytes }] of outline.entries()) {
    const last = portions.at(-1)
    const fits =
      coding === 'jpeg' &&
      last?.coding === 'jpeg' &&
      last.count < CODED_AT_ONCE.pages &&
      last.sizeBytes + sizeBytes <= CODED_AT_ONCE.sizeBytes
    if (fits)
      portions.splice(-1, 1, { ...last, count: last.count + 1, sizeBytes: last.sizeBytes + sizeBytes })
    else portions.push({ from: index + 1, count: 1, sizeBytes, coding })
  }
  return portions
}

/** TIFF, turned as it is read: black and white as fax machines code it (ITU-T T.6), the rest by Deflate. Both lose nothing. */
async function packed(pixels: Buffer, said: Readonly<Record<string, unknown>>): Promise<Buffer> {
  const density = Number(said['dpi']) / MM_PER_INCH
  const raw = {
    width: Number(said['widthPx']),
    height: Number(said['heightPx']),
    channels: said['channels'] === 1 ? (1 as const) : (3 as const),
  }
  const image = sharp(pixels, { raw, limitInputPixels: MAX_IMAGE_PIXELS }).rotate(90 * Number(said['turns']))
  const resolution = { xres: density, yres: density }
  return said['depth'] === 1
    ? image
        .toColourspace('b-w')
        .tiff({ compression: 'ccittfax4', bitdepth: 1, ...resolution })
        .toBuffer()
    : image
        .toColourspace(raw.channels === 1 ? 'b-w' : 'srgb')
        .tiff({ compression: 'deflate', predictor: 'horizontal', ...resolution })
        .toBuffer()
}

function runPages(pdf: Uint8Array, request: Record<string, unknown>, { limits, signal }: ChildOptions) {
  return runChild({
    script: 'pdf-pages',
    request: { ...request, maxPages: MOST_PAGES_A_CALL, maxPixels: MAX_IMAGE_PIXELS },
    payload: pdf,
    limits: { ...PDF_LIMITS, ...limits },
    signal,
  })
}

function listIn(pages: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(pages)) throw new DocumentFailure('document.crashed', 'no pages in the reply')
  return pages.map((page: unknown) => Object.fromEntries(Object.entries(Object(page))))
}
