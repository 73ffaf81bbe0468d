/** Pages as a scanner makes them, good and faulty, drawn with our own font. */
import sharp from 'sharp'
import { renderPage } from '#activities/documents/pdf.ts'
import { aPdf } from './documents.ts'

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

/** Not drawn from text: even light grey, as the glass of a scanner is seen. */
export async function aBlankScan(dpi = 200): Promise<Buffer> {
  const width = Math.round((A4_WIDTH_MM / MM_PER_INCH) * dpi)
  return sharp({
    create: { width, height: Math.round(width * Math.SQRT2), channels: 3, background: '#f4f4f0' },
  })
    .tiff({ compression: 'lzw', xres: dpi / MM_PER_INCH, yres: dpi / MM_PER_INCH })
    .toBuffer()
}

/** A header that promises ten thousand million pixels; nothing follows. */
export function aTiffBomb(): Buffer {
  return aTiff([
    [256, 4, 1, 100_000],
    [257, 4, 1, 100_000],
    [258, 3, 1, 8],
    [259, 3, 1, 5],
    [262, 3, 1, 1],
    [273, 4, 1, 8],
    [277, 3, 1, 1],
    [278, 4, 1, 100_000],
    [279, 4, 1, 64],
  ])
}

function aTiff(
  entries: readonly (readonly [tag: number, type: number, count: number, value: number])[],
): Buffer {
  const bytes = Buffer.alloc(8 + 2 + entries.length * 12 + 4 + 128)
  bytes.write('II*\0', 0, 'latin1')
  bytes.writeUInt32LE(8, 4)
  bytes.writeUInt16LE(entries.length, 8)
  for (const [index, [tag, type, count, value]] of entries.entries()) {
    const at = 10 + index * 12
    bytes.writeUInt16LE(tag, at)
    bytes.writeUInt16LE(type, at + 2)
    bytes.writeUInt32LE(count, at + 4)
    if (type === 3) bytes.writeUInt16LE(value, at + 8)
    else bytes.writeUInt32LE(value, at + 8)
  }
  return bytes
}

/** As many pages of one pixel as asked for, chained one behind the other. */
export function aTiffOfPages(pages: number): Buffer {
  const entries = [
    [256, 3, 1, 1],
    [257, 3, 1, 1],
    [258, 3, 1, 8],
    [259, 3, 1, 1],
    [262, 3, 1, 1],
    [273, 4, 1, 8],
    [277, 3, 1, 1],
    [278, 3, 1, 1],
    [279, 4, 1, 1],
  ] as const
  const size = 2 + entries.length * 12 + 4
  const bytes = Buffer.alloc(16 + pages * size)
  bytes.write('II*\0', 0, 'latin1')
  bytes.writeUInt32LE(16, 4)
  for (let page = 0; page < pages; page += 1) {
    const start = 16 + page * size
    bytes.writeUInt16LE(entries.length, start)
    for (const [index, [tag, type, count, value]] of entries.entries()) {
      const at = start + 2 + index * 12
      bytes.writeUInt16LE(tag, at)
      bytes.writeUInt16LE(type, at + 2)
      bytes.writeUInt32LE(count, at + 4)
      bytes.writeUInt32LE(value, at + 8)
    }
    bytes.writeUInt32LE(page === pages - 1 ? 0 : start + size, start + size - 4)
  }
  return bytes
}
