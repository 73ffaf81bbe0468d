/** The part of pdfkit that the house uses; the package ships no types. */
declare module 'pdfkit' {
  export type PdfMargins = { top: number; bottom: number; left: number; right: number }
  export type PdfTextOptions = {
    width?: number
    align?: 'left' | 'center' | 'right'
    lineBreak?: boolean
    lineGap?: number
    characterSpacing?: number
    /** Per cent of the natural width. */
    horizontalScaling?: number
  }
  export type PdfDocumentOptions = {
    size?: 'A4' | readonly [widthPt: number, heightPt: number]
    layout?: 'portrait' | 'landscape'
    margins?: PdfMargins
    pdfVersion?: '1.4' | '1.5' | '1.6' | '1.7'
    subset?: 'PDF/A-2b'
    lang?: string
    info?: Record<string, string | Date>
    bufferPages?: boolean
    autoFirstPage?: boolean
    compress?: boolean
    userPassword?: string
    ownerPassword?: string
  }
  export type PdfReference = { compress: boolean; end(bytes?: Buffer): void; toString(): string }

  export default class PDFDocument {
    constructor(options?: PdfDocumentOptions)
    readonly page: {
      width: number
      height: number
      margins: PdfMargins
      xobjects: Record<string, PdfReference>
    }
    /** The current font: fontkit's own object when a font file is set. */
    readonly _font: { readonly font: { hasGlyphForCodePoint(codePoint: number): boolean } }
    readonly _root: { readonly data: Record<string, unknown> }
    x: number
    y: number
    addPage(options?: PdfDocumentOptions): this
    bufferedPageRange(): { start: number; count: number }
    switchToPage(index: number): this
    registerFont(name: string, source: Buffer): this
    font(name: string): this
    fontSize(size: number): this
    fillColor(colour: string): this
    strokeColor(colour: string): this
    save(): this
    restore(): this
    rotate(angle: number, options?: { origin?: [x: number, y: number] }): this
    fillOpacity(opacity: number): this
    lineWidth(width: number): this
    moveTo(x: number, y: number): this
    lineTo(x: number, y: number): this
    rect(...box: readonly [x: number, y: number, width: number, height: number]): this
    stroke(): this
    fill(colour?: string): this
    text(
      text: string,
      ...placed:
        | readonly [options?: PdfTextOptions]
        | readonly [x: number, y: number, options?: PdfTextOptions]
    ): this
    heightOfString(text: string, options?: PdfTextOptions): number
    widthOfString(text: string, options?: PdfTextOptions): number
    image(
      source: Buffer,
      ...placed: readonly [x: number, y: number, options?: { width?: number; height?: number }]
    ): this
    ref(data: Record<string, unknown>): PdfReference
    addContent(operators: string): this
    file(source: Buffer, options: { name: string }): this
    end(): void
    on(event: 'data', listener: (chunk: Buffer) => void): this
    on(event: 'end', listener: () => void): this
    on(event: 'error', listener: (error: Error) => void): this
  }
}
