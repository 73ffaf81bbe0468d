/** Pages as a scanner makes them, good and faulty, drawn with our own font. */
import sharp from 'sharp'

export { aScan, type Scan } from '#scripts/demo/sample-scan.ts'

const MM_PER_INCH = 25.4
const A4_WIDTH_MM = 210
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
