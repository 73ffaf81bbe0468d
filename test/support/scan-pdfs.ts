/** PDFs as scanners make them, and as they should not, written by hand: what a writer of PDFs would put right must stay wrong here. */
import sharp from 'sharp'

export interface PlacedPicture {
  /** The picture's dictionary without type, subtype and length. */
  readonly dictionary: string
  readonly bytes: Buffer
  /** `a b c d e f`; over the whole page where none is given. */
  readonly matrix?: string
}

export interface PdfPage {
  readonly pictures: readonly PlacedPicture[]
  /** In points. */
  readonly width?: number
  readonly height?: number
  readonly rotate?: number
  /** Beside the pictures in the page's content. */
  readonly content?: string
}

const A4 = { width: 595.28, height: 841.89 } as const

export function aPdfOfPictures(pages: readonly PdfPage[]): Buffer {
  const objects: string[] = []
  const add = (body: string) => objects.push(body)
  add('<</Type/Catalog/Pages 2 0 R>>')
  add('')
  const kids = pages.map((page) => `${addPage(page, add)} 0 R`)
  objects[1] = `<</Type/Pages/Count ${kids.length}/Kids[${kids.join(' ')}]>>`
  return assembled(objects)
}

function addPage(
  { pictures, width = A4.width, height = A4.height, rotate = 0, content = '' }: PdfPage,
  add: (body: string) => number,
): number {
  const placed = pictures.map(({ dictionary, bytes, matrix = `${width} 0 0 ${height} 0 0` }) => {
    const head = `<</Type/XObject/Subtype/Image${dictionary}/Length ${bytes.length}>>`
    const id = add(`${head}stream\n${bytes.toString('latin1')}\nendstream`)
    return { id, draw: `q ${matrix} cm /P${id} Do Q` }
  })
  const drawn = [content, ...placed.map(({ draw }) => draw)].join('\n')
  const contents = add(`<</Length ${drawn.length}>>stream\n${drawn}\nendstream`)
  const names = placed.map(({ id }) => `/P${id} ${id} 0 R`).join('')
  return add(
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${width} ${height}]/Rotate ${rotate}/Contents ${contents} 0 R/Resources<</XObject<<${names}>>>>>>`,
  )
}

function assembled(bodies: readonly string[]): Buffer {
  const objects = bodies.map((body, index) => `${index + 1} 0 obj${body}endobj\n`)
  const header = '%PDF-1.7\n'
  let at = header.length
  const entries = objects.map((object) => {
    const entry = `${String(at).padStart(10, '0')} 00000 n \n`
    at += object.length
    return entry
  })
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries.join('')}`
  const trailer = `trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${at}\n%%EOF\n`
  return Buffer.from(header + objects.join('') + table + trailer, 'latin1')
}

export async function asJpeg(scan: Buffer): Promise<PlacedPicture> {
  const bytes = await sharp(scan).flatten().greyscale().jpeg({ quality: 80 }).toBuffer()
  const { width, height } = await sharp(bytes).metadata()
  return { bytes, dictionary: sized({ width, height }, '/ColorSpace/DeviceGray/Filter/DCTDecode') }
}

/** As fax machines code it, the strip of a TIFF of one strip. */
export async function asFax(scan: Buffer): Promise<PlacedPicture> {
  const { width, height } = await sharp(scan).metadata()
  const tiff = await sharp(scan)
    .greyscale()
    .threshold()
    .toColourspace('b-w')
    .tiff({
      compression: 'ccittfax4',
      bitdepth: 1,
      tile: true,
      tileWidth: up16(width),
      tileHeight: up16(height),
    })
    .toBuffer()
  const [offset, length, photometric] = [324, 325, 262].map((tag) => entryOf(tiff, tag))
  const bytes = tiff.subarray(offset, (offset ?? 0) + (length ?? 0))
  const parameters = `/DecodeParms<</K -1/Columns ${up16(width)}/Rows ${up16(height)}/BlackIs1 ${photometric === 0 ? 'false' : 'true'}>>`
  return {
    bytes,
    dictionary: `/Width ${up16(width)}/Height ${up16(height)}/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/CCITTFaxDecode${parameters}`,
  }
}

const up16 = (side: number) => Math.ceil(side / 16) * 16

export function sized({ width, height }: { readonly width: number; readonly height: number }, rest: string) {
  return `/Width ${width}/Height ${height}/BitsPerComponent 8${rest}`
}

/** The value of a tag in the first directory. */
export function entryOf(tiff: Buffer, tag: number): number {
  const directory = tiff.readUInt32LE(4)
  for (let at = directory + 2; at < directory + 2 + tiff.readUInt16LE(directory) * 12; at += 12)
    if (tiff.readUInt16LE(at) === tag)
      return tiff.readUInt16LE(at + 2) === 3 ? tiff.readUInt16LE(at + 8) : tiff.readUInt32LE(at + 8)
  throw new Error(`the TIFF has no tag ${tag}`)
}
