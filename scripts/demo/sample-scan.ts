import sharp from 'sharp'
import { renderPage } from '#activities/documents/pdf.ts'
import { aPdf } from './sample-pdf.ts'

const MM_PER_INCH = 25.4
const A4_WIDTH_MM = 210
/** Enough lines of print to have a direction. */
const PRINT = Array.from(
  { length: 24 },
  (_, line) => `第${line + 1}条 失业保险待遇核定表，单位名称示范市第一纺织厂，经办人李明`,
).join('\n')

export interface Scan {
  readonly dpi?: number
  readonly skewDegrees?: number
  readonly text?: string
  /** How much of the height is there. */
  readonly height?: number
  readonly format?: 'tiff' | 'jpeg'
}

/** A page as a scanner makes it, drawn with our own font: demonstrations and tests have no paper. */
export async function aScan({
  dpi = 200,
  skewDegrees = 0,
  text = PRINT,
  height = 1,
  format = 'tiff',
}: Scan = {}): Promise<Buffer> {
  const widthPx = Math.round((A4_WIDTH_MM / MM_PER_INCH) * dpi)
  const drawn = await renderPage(await aPdf({ pages: 1, text }), { page: 1, widthPx, mediaType: 'image/png' })
  const { width, height: full } = await sharp(drawn.bytes).metadata()
  const turned = await sharp(drawn.bytes).rotate(skewDegrees, { background: 'white' }).png().toBuffer()
  const size = await sharp(turned).metadata()
  const page = sharp(turned)
    .extract({
      left: Math.floor((size.width - width) / 2),
      top: Math.floor((size.height - full) / 2),
      width,
      height: Math.floor(full * height),
    })
    .flatten({ background: 'white' })
  return format === 'jpeg'
    ? page.withMetadata({ density: dpi }).jpeg().toBuffer()
    : page
        .tiff({ compression: 'jpeg', quality: 80, xres: dpi / MM_PER_INCH, yres: dpi / MM_PER_INCH })
        .toBuffer()
}
