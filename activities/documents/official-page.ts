import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import PDFDocument, { type PdfDocumentOptions, type PdfTextOptions } from 'pdfkit'
import { visibleText } from './visible-text.ts'

export const INK = '#1b2430'
export const FAINT = '#5b6573'
export const LINE = '#b9c1cb'
export const SHADE = '#f2f4f7'
export const ACCENT = '#7a1f1f'

const MARGIN = 52
const FOOTER_HEIGHT = 30

export type OfficialPaper = {
  readonly title: string
  /** Left and right of the small line on top of every page. */
  readonly heading: readonly [string, string]
  readonly layout: 'portrait' | 'landscape'
  /** The instant printed into the file as its creation; the view's, never the clock's. */
  readonly createdAt: string
}

/** A pen on an A4 page that breaks pages, keeps to the font's glyphs and knows where it stands. */
export type Pen = {
  readonly pdf: PDFDocument
  readonly left: number
  readonly width: number
  readonly bottom: number
  write(text: string, style: TextStyle): void
  heightOf(text: string, style: TextStyle): number
  /** Starts a new page unless this much height is left. Answers whether it did. */
  reserve(height: number): boolean
}

export type TextStyle = PdfTextOptions & {
  readonly size: number
  readonly weight?: 'regular' | 'bold'
  readonly colour?: string
  readonly at?: { readonly x: number; readonly y: number }
}

/** Draws an official paper as PDF/A-2b: fonts embedded, dates from the view, the same view the same bytes. */
export async function officialPaper(paper: OfficialPaper, draw: (pen: Pen) => void): Promise<Buffer> {
  const pdf = new PDFDocument(documentOptions(paper))
  const finished = bytesOf(pdf)
  const [regular, bold] = await fonts()
  pdf.registerFont('regular', regular).registerFont('bold', bold)
  pdf.addPage()
  const pen = penOn(pdf)
  draw(pen)
  drawHeadings(pen, paper.heading)
  pdf.end()
  return finished
}

function documentOptions(paper: OfficialPaper): PdfDocumentOptions {
  return {
    size: 'A4',
    layout: paper.layout,
    margins: { top: MARGIN + 14, bottom: MARGIN, left: MARGIN, right: MARGIN },
    pdfVersion: '1.7',
    subset: 'PDF/A-2b',
    lang: 'zh-CN',
    bufferPages: true,
    autoFirstPage: false,
    info: {
      Title: paper.title,
      Producer: 'Everfile',
      Creator: 'Everfile',
      CreationDate: new Date(paper.createdAt),
    },
  }
}

function bytesOf(pdf: PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    pdf.on('data', (chunk) => chunks.push(chunk))
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
    pdf.on('error', reject)
  })
}

let loading: Promise<[Buffer, Buffer]> | undefined
/** Noto Sans SC as TrueType under the Open Font License, read once: ten megabytes each. */
export function fonts(): Promise<[regular: Buffer, bold: Buffer]> {
  const read = (path: string): Promise<Buffer> =>
    readFile(fileURLToPath(import.meta.resolve(`@expo-google-fonts/noto-sans-sc/${path}`)))
  loading ??= Promise.all([
    read('400Regular/NotoSansSC_400Regular.ttf'),
    read('700Bold/NotoSansSC_700Bold.ttf'),
  ])
  return loading
}

function penOn(pdf: PDFDocument): Pen {
  const left = pdf.page.margins.left
  const width = pdf.page.width - left - pdf.page.margins.right
  const bottom = pdf.page.height - pdf.page.margins.bottom - FOOTER_HEIGHT
  const select = (style: TextStyle): void => {
    pdf
      .font(style.weight ?? 'regular')
      .fontSize(style.size)
      .fillColor(style.colour ?? INK)
  }
  const shown = (text: string): string =>
    visibleText(text, (codePoint) => pdf._font.font.hasGlyphForCodePoint(codePoint))
  return {
    pdf,
    left,
    width,
    bottom,
    write(text, style) {
      select(style)
      pdf.text(shown(text), style.at?.x ?? left, style.at?.y ?? pdf.y, textOptions(style, width))
    },
    heightOf(text, style) {
      select(style)
      return pdf.heightOfString(shown(text) || ' ', textOptions(style, width))
    },
    reserve(height) {
      if (pdf.y + height <= bottom) return false
      pdf.addPage()
      return true
    },
  }
}

function textOptions(
  { size: _size, weight: _weight, colour: _colour, at: _at, ...options }: TextStyle,
  width: number,
): PdfTextOptions {
  return { width, ...options }
}

/** Written last, when the number of pages is known. */
function drawHeadings(pen: Pen, [left, right]: readonly [string, string]): void {
  const { pdf } = pen
  const { count } = pdf.bufferedPageRange()
  for (let index = 0; index < count; index += 1) {
    pdf.switchToPage(index)
    // Below its bottom margin pdfkit would break the page; here nothing may break any more.
    pdf.page.margins.bottom = 0
    const top = MARGIN - 16
    pen.write(left, { size: 8, colour: FAINT, at: { x: pen.left, y: top } })
    pen.write(right, { size: 8, colour: FAINT, align: 'right', at: { x: pen.left, y: top } })
    pdf
      .lineWidth(0.5)
      .strokeColor(LINE)
      .moveTo(pen.left, top + 15)
      .lineTo(pen.left + pen.width, top + 15)
      .stroke()
    const foot = pdf.page.height - MARGIN - 4
    pen.write(`第 ${index + 1} 页 / 共 ${count} 页`, {
      size: 8,
      colour: FAINT,
      align: 'center',
      at: { x: pen.left, y: foot },
    })
    pen.write(`Page ${index + 1} of ${count}`, {
      size: 6.5,
      colour: FAINT,
      align: 'center',
      at: { x: pen.left, y: foot + 12 },
    })
  }
}
