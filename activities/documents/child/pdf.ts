import type { WrappedPdfiumModule } from '@embedpdf/pdfium'
import { type Frame } from './frame.ts'
import { memoryOf, openDocument, type OpenPdf } from './pdf-open.ts'
import { numberOf, Refusal, serveOnce, wordOf, type Reply } from './serve.ts'

const BITMAP_BGRX = 3
const RENDER_ANNOTATIONS = 0x01
const REVERSE_BYTE_ORDER = 0x10
const WHITE = 0xffffffff
const BYTES_PER_PIXEL = 4

await serveOnce(async (request) => {
  const open = await openDocument(request)
  switch (wordOf(request, 'job')) {
    case 'text':
      return textOf(open, request)
    case 'render':
      return renderingOf(open, request)
    default:
      return { header: { pages: open.pages } }
  }
})

function textOf(open: OpenPdf, request: Frame): Reply {
  const maxChars = numberOf(request, 'maxCharsPerPage')
  const pages = Array.from({ length: open.pages }, (_, index) => {
    const page = open.pdfium.FPDF_LoadPage(open.document, index)
    // A damaged page among good ones has no text; its neighbours keep theirs.
    if (page === 0) return ''
    const text = pageText(open.pdfium, page, maxChars)
    open.pdfium.FPDF_ClosePage(page)
    return text
  })
  return { header: { pages } }
}

function pageText(pdfium: WrappedPdfiumModule, page: number, maxChars: number): string {
  const textPage = pdfium.FPDFText_LoadPage(page)
  if (textPage === 0) return ''
  const count = Math.min(pdfium.FPDFText_CountChars(textPage), maxChars)
  if (count <= 0) return ''
  const { malloc, free } = pdfium.pdfium.wasmExports
  const address = malloc((count + 1) * 2)
  const written = pdfium.FPDFText_GetText(textPage, 0, count, address)
  // `written` counts the closing NUL; the array must be copied before anything else grows the memory.
  const text = Buffer.from(memoryOf(pdfium).slice(address, address + Math.max(0, written - 1) * 2)).toString(
    'utf16le',
  )
  free(address)
  pdfium.FPDFText_ClosePage(textPage)
  return text
}

function renderingOf(open: OpenPdf, request: Frame): Reply {
  const { pdfium } = open
  const number = numberOf(request, 'page')
  if (number < 1 || number > open.pages) throw new Refusal('pdf.no-such-page', String(number))
  const page = pdfium.FPDF_LoadPage(open.document, number - 1)
  if (page === 0) throw new Refusal('pdf.unreadable', `page ${number}`)
  const widthPt = pdfium.FPDF_GetPageWidthF(page)
  const heightPt = pdfium.FPDF_GetPageHeightF(page)
  if (!(widthPt > 0 && heightPt > 0)) throw new Refusal('pdf.unreadable', `page ${number} has no size`)
  const widthPx = Math.round(numberOf(request, 'widthPx'))
  const heightPx = Math.max(1, Math.round((widthPx * heightPt) / widthPt))
  if (widthPx * heightPx > numberOf(request, 'maxPixels'))
    throw new Refusal('image.too-large', `${widthPx}x${heightPx}`)
  const bitmap = pdfium.FPDFBitmap_CreateEx(widthPx, heightPx, BITMAP_BGRX, 0, 0)
  if (bitmap === 0) throw new Refusal('document.out-of-memory')
  pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, widthPx, heightPx, WHITE)
  pdfium.FPDF_RenderPageBitmap(
    bitmap,
    page,
    0,
    0,
    widthPx,
    heightPx,
    0,
    RENDER_ANNOTATIONS | REVERSE_BYTE_ORDER,
  )
  const start = pdfium.FPDFBitmap_GetBuffer(bitmap)
  const payload = memoryOf(pdfium).slice(start, start + widthPx * heightPx * BYTES_PER_PIXEL)
  return { header: { widthPx, heightPx, pages: open.pages }, payload }
}
