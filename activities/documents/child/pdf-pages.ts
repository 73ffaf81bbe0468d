/** Takes the pictures out of a scanner's PDF: one raster picture over each page, and nothing else. */
import { jpegFrame, jpegScannedAs } from './jpeg-head.ts'
import { memoryOf, openDocument, writtenBy, type OpenPdf } from './pdf-open.ts'
import { scanOn, type PageScan } from './pdf-scan.ts'
import { numberOf, Refusal, serveOnce, wordOf, type Reply } from './serve.ts'

/** Grey and red-green-blue. Print colours are unpacked: a reader of JPEG may take them for their opposite. */
const COMPONENTS = [1, 3]

/** FPDFBitmap_Gray, _BGR, _BGRx, _BGRA: bytes of a pixel. */
const BYTES_PER_PIXEL = [0, 1, 3, 4, 4]

await serveOnce(async (request) => {
  const open = await openDocument(request)
  const maxPixels = numberOf(request, 'maxPixels')
  if (wordOf(request, 'job') === 'outline') return outlineOf(open, maxPixels)
  const numbers = numbersFrom(numberOf(request, 'from'), numberOf(request, 'count'))
  return picturesOf(open, { numbers, maxPixels })
})

function numbersFrom(from: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => from + index)
}

/** Looks at every page and unpacks none. */
function outlineOf(open: OpenPdf, maxPixels: number): Reply {
  const pages = numbersFrom(1, open.pages).map((number) => {
    const scan = scanOn(open, { number, maxPixels })
    const jpeg = jpegOf(open, scan)
    open.pdfium.FPDF_ClosePage(scan.page)
    return jpeg === undefined
      ? { coding: 'pixels', sizeBytes: 0 }
      : { coding: 'jpeg', sizeBytes: jpeg.length }
  })
  return { header: { pages } }
}

interface Wanted {
  readonly numbers: readonly number[]
  readonly maxPixels: number
}

function picturesOf(open: OpenPdf, { numbers, maxPixels }: Wanted): Reply {
  const pictures = numbers.map((number) => {
    const scan = scanOn(open, { number, maxPixels })
    const { dpi, turns } = scan
    const jpeg = jpegOf(open, scan)
    const taken =
      jpeg === undefined
        ? { coding: 'pixels', ...pixelsOf(open, scan) }
        : { coding: 'jpeg', bytes: jpegScannedAs(jpeg, scan) }
    open.pdfium.FPDF_ClosePage(scan.page)
    return { ...taken, dpi, turns }
  })
  return {
    header: { pages: pictures.map(({ bytes, ...said }) => ({ ...said, sizeBytes: bytes.length })) },
    payload: Buffer.concat(pictures.map(({ bytes }) => bytes)),
  }
}

/** The coded picture as it lies in the file; undefined where it is coded otherwise. */
function jpegOf(open: OpenPdf, { image, number, lastFilter, ...scan }: PageScan): Buffer | undefined {
  if (lastFilter !== 'DCTDecode') return undefined
  const { pdfium } = open
  const size = pdfium.FPDFImageObj_GetImageDataDecoded(image, 0, 0)
  const bytes = writtenBy(open, size, (address) =>
    pdfium.FPDFImageObj_GetImageDataDecoded(image, address, size),
  )
  const frame = bytes === undefined ? undefined : jpegFrame(bytes)
  // A picture of another size than the page says would be measured wrongly.
  if (frame?.widthPx !== scan.widthPx || frame.heightPx !== scan.heightPx)
    throw new Refusal('pdf.unreadable', String(number))
  return COMPONENTS.includes(frame.components) ? bytes : undefined
}

interface Pixels {
  readonly bytes: Buffer
  readonly widthPx: number
  readonly heightPx: number
  readonly channels: 1 | 3
  /** 1: nothing but black and white. */
  readonly depth: 1 | 8
}

/** Every pixel, row by row without gaps. */
function pixelsOf({ pdfium }: OpenPdf, { image, number }: PageScan): Pixels {
  const bitmap = pdfium.FPDFImageObj_GetBitmap(image)
  const wide = BYTES_PER_PIXEL[bitmap === 0 ? 0 : pdfium.FPDFBitmap_GetFormat(bitmap)] ?? 0
  if (wide === 0) throw new Refusal('pdf.unreadable', String(number))
  const [widthPx, heightPx] = [pdfium.FPDFBitmap_GetWidth(bitmap), pdfium.FPDFBitmap_GetHeight(bitmap)]
  const stride = pdfium.FPDFBitmap_GetStride(bitmap)
  const start = pdfium.FPDFBitmap_GetBuffer(bitmap)
  const memory = memoryOf(pdfium)
  const channels = wide === 1 ? 1 : 3
  const bytes = Buffer.alloc(widthPx * heightPx * channels)
  for (let y = 0; y < heightPx; y += 1) {
    const row = memory.subarray(start + y * stride, start + y * stride + widthPx * wide)
    if (wide === 1) bytes.set(row, y * widthPx)
    else turnColours(row, { wide, into: bytes.subarray(y * widthPx * 3, (y + 1) * widthPx * 3) })
  }
  pdfium.FPDFBitmap_Destroy(bitmap)
  const isBlackAndWhite = channels === 1 && bytes.every((grey) => grey === 0 || grey === 255)
  return { bytes, widthPx, heightPx, channels, depth: isBlackAndWhite ? 1 : 8 }
}

/** PDFium's blue comes first. */
function turnColours(
  row: Uint8Array,
  { wide, into }: { readonly wide: number; readonly into: Buffer },
): void {
  for (let from = 0, to = 0; from < row.length; from += wide, to += 3) {
    into[to] = row[from + 2] ?? 0
    into[to + 1] = row[from + 1] ?? 0
    into[to + 2] = row[from] ?? 0
  }
}
