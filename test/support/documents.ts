import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { renderPage } from '#activities/documents/pdf.ts'
import { aPdf } from '#scripts/demo/sample-pdf.ts'

export { aPdf, type SamplePdf } from '#scripts/demo/sample-pdf.ts'

export const SCANNED_TEXT = '社会保险费缴费基数核定表\n单位名称：示范市第一纺织厂\n经办人 Li Ming 2019'

/** Text as a scanner sees it: a picture of an A4 page, drawn with our own font. */
export async function aPictureOfText(text = SCANNED_TEXT): Promise<Buffer> {
  const page = await renderPage(await aPdf({ pages: 1, text }), {
    page: 1,
    widthPx: 1240,
    mediaType: 'image/png',
  })
  return page.bytes
}

/** A PDF whose only page is a picture of text: nothing to extract, something to recognise. */
export async function aScannedPdf(text = SCANNED_TEXT): Promise<Buffer> {
  return aPdf({ pages: 1, text: '', picture: await aPictureOfText(text) })
}

export function aPng(size: { readonly width: number; readonly height: number }): Promise<Buffer> {
  return sharp({ create: { ...size, channels: 3, background: '#c8d2dc' } })
    .png()
    .toBuffer()
}

export function anEncryptedPdf(): Promise<Buffer> {
  return aPdf({ pages: 1, password: 'not-for-the-archive' })
}

/** Breaks off in the middle, as an interrupted upload does. */
export async function aTruncatedPdf(): Promise<Buffer> {
  const whole = await aPdf({ pages: 2 })
  return whole.subarray(0, Math.floor(whole.length / 2))
}

/** As many pages as asked for, all of them the same object: a few hundred bytes that claim to be a library. */
export function aPdfOfManyPages(pages: number): Buffer {
  const kids = Array.from({ length: pages }, (_, index) => `${index + 3} 0 R`).join(' ')
  const page = (index: number): string =>
    `${index + 3} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n`
  const objects = [
    '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n',
    `2 0 obj<</Type/Pages/Count ${pages}/Kids[${kids}]>>endobj\n`,
    ...Array.from({ length: pages }, (_, index) => page(index)),
  ]
  return assemble(objects)
}

/** A page that unpacks to hundreds of millions of drawing steps: it keeps a renderer busy far beyond any limit. */
export function aPdfThatNeverEnds(): Buffer {
  const steps = deflateSync(Buffer.alloc(200 * 1024 * 1024, '0 0 m 9 9 l 0 9 l 9 0 l b\n'), { level: 1 })
  const objects = [
    '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n',
    '2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n',
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n',
    `4 0 obj<</Filter/FlateDecode/Length ${steps.length}>>stream\n${steps.toString('latin1')}\nendstream endobj\n`,
  ]
  return assemble(objects)
}

/** A PNG that promises a picture of a hundred thousand pixels a side and holds next to nothing. */
export function aPixelFlood(): Buffer {
  const side = Buffer.alloc(4)
  side.writeUInt32BE(100_000)
  const header = Buffer.concat([side, side, Buffer.from([8, 2, 0, 0, 0])])
  const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    magic,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1024))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

/** Objects are numbered as they come; the table of offsets follows from them. */
function assemble(objects: readonly string[]): Buffer {
  const header = '%PDF-1.7\n'
  let at = header.length
  const offsets = objects.map((object) => {
    const offset = at
    at += object.length
    return offset
  })
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`
  const trailer = `trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${at}\n%%EOF\n`
  return Buffer.from(header + objects.join('') + table + trailer, 'latin1')
}

/** A zip of empty entries with these names. */
export function aZip(names: readonly string[]): Buffer {
  const entries = names.map((name) => Buffer.from(name, 'utf8'))
  const fields = (name: Buffer): Buffer => {
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(name.length, 22)
    return head
  }
  const local = entries.map((name) =>
    Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields(name), name]),
  )
  let at = 0
  const central = entries.map((name, index) => {
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(at, 10)
    at += local[index]?.length ?? 0
    return Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields(name), tail, name])
  })
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...local, directory, Buffer.from('PK\x05\x06', 'latin1'), end])
}
