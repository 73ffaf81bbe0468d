import PDFDocument from 'pdfkit'
import { fonts } from './official-page.ts'
import type { RecognisedWord } from './recognised-words.ts'

export interface DualLayerPage {
  /** JPEG of the page. */
  readonly picture: Buffer
  readonly widthPx: number
  readonly heightPx: number
  /** Resolution of the picture, so that the page gets the size of the paper. */
  readonly dpi: number
  /** Boxes in pixels of the picture. */
  readonly words: readonly RecognisedWord[]
}

export interface DualLayer {
  readonly title: string
  /** The instant written into the file as its creation; the same pages give the same bytes. */
  readonly createdAt: string
  readonly pages: readonly DualLayerPage[]
}

const POINTS_PER_INCH = 72
/** Text rendering mode 3: neither filled nor stroked. It is found and copied, and the picture is what one sees. */
const INVISIBLE = 3

/** Pictures of pages with the text that was read from them behind, as PDF/A-2b (双层 PDF). */
export async function renderDualLayer({ title, createdAt, pages }: DualLayer): Promise<Buffer> {
  const pdf = new PDFDocument({
    autoFirstPage: false,
    pdfVersion: '1.7',
    subset: 'PDF/A-2b',
    lang: 'zh-CN',
    info: { Title: title, Producer: 'Everfile', Creator: 'Everfile', CreationDate: new Date(createdAt) },
  })
  const finished = bytesOf(pdf)
  const [regular] = await fonts()
  pdf.registerFont('regular', regular)
  for (const page of pages) drawPage(pdf, page)
  pdf.end()
  return finished
}

function drawPage(pdf: PDFDocument, page: DualLayerPage): void {
  const scale = POINTS_PER_INCH / page.dpi
  const size: [number, number] = [page.widthPx * scale, page.heightPx * scale]
  pdf.addPage({ size, margins: { top: 0, bottom: 0, left: 0, right: 0 } })
  pdf.font('regular')
  pdf.addContent(`q ${INVISIBLE} Tr`)
  for (const word of page.words) drawWord(pdf, word, scale)
  pdf.addContent('Q')
  pdf.image(page.picture, 0, 0, { width: size[0], height: size[1] })
}

/** As wide as its box, so that a marked word lies over its picture. A character without glyph is left out: .notdef is not allowed. */
function drawWord(pdf: PDFDocument, { text, box }: RecognisedWord, scale: number): void {
  const drawn = Array.from(text)
    .filter((letter) => pdf._font.font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0))
    .join('')
  if (drawn === '' || box.width <= 0 || box.height <= 0) return
  const size = Math.max(1, box.height * scale * 0.9)
  pdf.fontSize(size)
  const natural = pdf.widthOfString(drawn)
  const horizontalScaling = natural > 0 ? ((box.width * scale) / natural) * 100 : 100
  pdf.text(drawn, box.left * scale, box.top * scale, { lineBreak: false, horizontalScaling })
}

function bytesOf(pdf: PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    pdf.on('data', (chunk) => chunks.push(chunk))
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
    pdf.on('error', reject)
  })
}
