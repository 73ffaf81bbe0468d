import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { init, type WrappedPdfiumModule } from '@embedpdf/pdfium'
import { type Frame } from './frame.ts'
import { numberOf, Refusal } from './serve.ts'

/** FPDF_GetLastError: a password is needed, or the security handler is one PDFium does not know. */
const ERROR_PASSWORD = 4
const ERROR_SECURITY = 5

export type OpenPdf = {
  readonly pdfium: WrappedPdfiumModule
  readonly document: number
  readonly pages: number
}

/** Opens the PDF of a request. @throws Refusal where it is none, is encrypted, or has more pages than asked for */
export async function openDocument(request: Frame): Promise<OpenPdf> {
  const wasm = await readFile(fileURLToPath(import.meta.resolve('@embedpdf/pdfium/pdfium.wasm')))
  const pdfium = await init({ wasmBinary: Uint8Array.from(wasm).buffer })
  pdfium.PDFiumExt_Init()
  const bytes = request.payload
  const address = pdfium.pdfium.wasmExports.malloc(bytes.length)
  if (address === 0) throw new Refusal('document.out-of-memory')
  memoryOf(pdfium).set(bytes, address)
  const document = pdfium.FPDF_LoadMemDocument(address, bytes.length, '')
  if (document === 0) throw loadingRefusal(pdfium.FPDF_GetLastError())
  const pages = pdfium.FPDF_GetPageCount(document)
  if (pages < 1) throw new Refusal('pdf.unreadable', 'no pages')
  if (pages > numberOf(request, 'maxPages')) throw new Refusal('pdf.too-many-pages', String(pages))
  return { pdfium, document, pages }
}

function loadingRefusal(error: number): Refusal {
  return error === ERROR_PASSWORD || error === ERROR_SECURITY
    ? new Refusal('pdf.encrypted')
    : new Refusal('pdf.unreadable', `error ${error}`)
}

/** Asked anew each time: the view changes whenever the memory grows. */
export function memoryOf(pdfium: WrappedPdfiumModule): Uint8Array {
  const runtime: object = pdfium.pdfium
  if ('HEAPU8' in runtime && runtime.HEAPU8 instanceof Uint8Array) return runtime.HEAPU8
  throw new Error('PDFium shows no memory')
}

/** What PDFium writes into so many bytes of its memory, as a copy; undefined where it says that it could not. */
export function writtenBy(
  { pdfium }: OpenPdf,
  sizeBytes: number,
  write: (address: number) => boolean | number,
): Buffer | undefined {
  const { malloc, free } = pdfium.pdfium.wasmExports
  const address = malloc(sizeBytes)
  if (address === 0) throw new Refusal('document.out-of-memory')
  try {
    const isWritten = write(address)
    if (isWritten === false || isWritten === 0) return undefined
    return Buffer.from(memoryOf(pdfium).slice(address, address + sizeBytes))
  } finally {
    free(address)
  }
}
