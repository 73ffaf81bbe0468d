import { writtenBy, type OpenPdf } from './pdf-open.ts'
import { Refusal } from './serve.ts'

/** The one picture that a page of a scan is, and how it lies there. */
export interface PageScan {
  readonly number: number
  readonly page: number
  readonly image: number
  readonly widthPx: number
  readonly heightPx: number
  /** Pixels of the picture by inches of the page: what the scanner scanned with. */
  readonly dpi: number
  /** Quarter turns clockwise in which the page is read. */
  readonly turns: number
  /** How the picture is coded in the end. */
  readonly lastFilter: string
}

/** Kinds of what lies on a page. */
const TEXT = 1
const IMAGE = 3
/** Text behind a picture, for search: neither filled nor stroked. It is not shown, and here it is read anew. */
const INVISIBLE = 3
/** Of a side: a scanner's margin or rounding, no missing strip. */
const TOLERANCE = 0.02
const POINTS_PER_INCH = 72

interface Looking {
  readonly number: number
  readonly maxPixels: number
}

/**
 * A page that is a scan: one picture over the whole of it, upright or in quarter turns, with one resolution in both directions.
 * Its pixels are not unpacked here. The caller closes the page.
 * @throws Refusal `pdf.page-drawn` where something is drawn, written or noted on it, `pdf.page-pieces` where its picture is in pieces,
 *   masked, cropped, slanted or stretched, `image.too-large`, `pdf.unreadable`; the detail is the page's number
 */
export function scanOn(open: OpenPdf, { number, maxPixels }: Looking): PageScan {
  const { pdfium, document } = open
  const page = pdfium.FPDF_LoadPage(document, number - 1)
  if (page === 0) throw new Refusal('pdf.unreadable', String(number))
  const image = onlyImageOn(open, page, number)
  const [widthPx = 0, heightPx = 0] = unsignedOf(
    writtenBy(open, 8, (at) => pdfium.FPDFImageObj_GetImagePixelSize(image, at, at + 4)),
  )
  if (widthPx < 1 || heightPx < 1) throw new Refusal('pdf.unreadable', String(number))
  if (widthPx * heightPx > maxPixels) throw new Refusal('image.too-large', String(number))
  const lying = lyingOf(open, image)
  if (lying === undefined || !coversPage(open, page, image) || !isOpaque(open, page, image))
    throw new Refusal('pdf.page-pieces', String(number))
  const across = (widthPx * POINTS_PER_INCH) / lying.widthPt
  const down = (heightPx * POINTS_PER_INCH) / lying.heightPt
  if (Math.abs(across - down) > Math.max(across, down) * TOLERANCE)
    throw new Refusal('pdf.page-pieces', String(number))
  return {
    number,
    page,
    image,
    widthPx,
    heightPx,
    dpi: Math.round(Math.min(across, down)),
    turns: (pdfium.FPDFPage_GetRotation(page) + 4 - lying.quarters) % 4,
    lastFilter: lastFilterOf(open, image),
  }
}

function onlyImageOn({ pdfium }: OpenPdf, page: number, number: number): number {
  if (pdfium.FPDFPage_GetAnnotCount(page) > 0) throw new Refusal('pdf.page-drawn', String(number))
  const images: number[] = []
  for (let index = 0; index < pdfium.FPDFPage_CountObjects(page); index += 1) {
    const object = pdfium.FPDFPage_GetObject(page, index)
    const type = pdfium.FPDFPageObj_GetType(object)
    if (type === IMAGE) images.push(object)
    else if (type !== TEXT || pdfium.FPDFTextObj_GetTextRenderMode(object) !== INVISIBLE)
      throw new Refusal('pdf.page-drawn', String(number))
  }
  const [image, another] = images
  if (image === undefined) throw new Refusal('pdf.page-drawn', String(number))
  if (another !== undefined) throw new Refusal('pdf.page-pieces', String(number))
  return image
}

interface Lying {
  readonly widthPt: number
  readonly heightPt: number
  /** Quarter turns anticlockwise. */
  readonly quarters: number
}

/** Size on the page and turn (ISO 32000-1, 8.3.3); undefined where it is slanted or mirrored. */
function lyingOf(open: OpenPdf, image: number): Lying | undefined {
  const matrix = floatsOf(writtenBy(open, 24, (at) => open.pdfium.FPDFPageObj_GetMatrix(image, at)))
  const [a = 0, b = 0, c = 0, d = 0] = matrix
  const [widthPt, heightPt] = [Math.hypot(a, b), Math.hypot(c, d)]
  if (!(widthPt > 0 && heightPt > 0)) return undefined
  const isNone = (part: number, whole: number) => Math.abs(part) < whole * 0.001
  if (isNone(b, widthPt) && isNone(c, heightPt) && a * d > 0)
    return { widthPt, heightPt, quarters: a > 0 ? 0 : 2 }
  if (isNone(a, widthPt) && isNone(d, heightPt) && b * c < 0)
    return { widthPt, heightPt, quarters: b > 0 ? 1 : 3 }
  return undefined
}

function coversPage(open: OpenPdf, page: number, image: number): boolean {
  const { pdfium } = open
  const box = floatsOf(writtenBy(open, 16, (at) => pdfium.FPDF_GetPageBoundingBox(page, at)))
  const bounds = floatsOf(
    writtenBy(open, 16, (at) => pdfium.FPDFPageObj_GetBounds(image, at, at + 4, at + 8, at + 12)),
  )
  const [left = 0, top = 0, right = 0, bottom = 0] = box
  const [ownLeft = 0, ownBottom = 0, ownRight = 0, ownTop = 0] = bounds
  const wide = (right - left) * TOLERANCE
  const high = Math.abs(top - bottom) * TOLERANCE
  return (
    wide > 0 &&
    high > 0 &&
    Math.abs(ownLeft - left) <= wide &&
    Math.abs(ownRight - right) <= wide &&
    Math.abs(ownTop - Math.max(top, bottom)) <= high &&
    Math.abs(ownBottom - Math.min(top, bottom)) <= high
  )
}

/** Sixteen bits a component would be rounded; a picture of no colour space is a stencil. */
const DEEP = [16, 48, 64]
const NO_COLOURS = 0

/** Whether the picture is shown as it is coded: no mask before it, no stencil, no more than eight bits. */
function isOpaque(open: OpenPdf, page: number, image: number): boolean {
  const { pdfium } = open
  if (pdfium.FPDFPageObj_HasTransparency(image)) return false
  const said = writtenBy(open, 28, (at) => pdfium.FPDFImageObj_GetImageMetadata(image, page, at))
  if (said === undefined) return false
  const [bits, colours] = [said.readUInt32LE(16), said.readInt32LE(20)]
  return !DEEP.includes(bits) && (colours !== NO_COLOURS || lastFilterOf(open, image) === 'JPXDecode')
}

const LONGEST_FILTER = 64

function lastFilterOf(open: OpenPdf, image: number): string {
  const { pdfium } = open
  const count = pdfium.FPDFImageObj_GetImageFilterCount(image)
  if (count === 0) return ''
  const name = writtenBy(open, LONGEST_FILTER, (at) =>
    pdfium.FPDFImageObj_GetImageFilter(image, count - 1, at, LONGEST_FILTER),
  )
  return name?.toString('latin1').replace(/\0.*$/s, '') ?? ''
}

function floatsOf(bytes: Buffer | undefined): readonly number[] {
  if (bytes === undefined) return []
  return Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4))
}

function unsignedOf(bytes: Buffer | undefined): readonly number[] {
  if (bytes === undefined) return []
  return Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readUInt32LE(index * 4))
}
