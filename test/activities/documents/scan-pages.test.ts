import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { examinePage } from '#activities/documents/page-image.ts'
import { outlineOf, takenPages } from '#activities/documents/scan-pages.ts'
import { readScanLimits } from '#db/reference/scan-limits.ts'
import { MOST_PAGES_A_CALL } from '#domain/scan.ts'
import {
  aPdf,
  aPdfOfManyPages,
  aPdfThatNeverEnds,
  anEncryptedPdf,
  aTruncatedPdf,
} from '#test/support/documents.ts'
import { aPdfOfPictures, asFax, asJpeg, entryOf, sized, type PdfPage } from '#test/support/scan-pdfs.ts'
import { aScan } from '#test/support/scans.ts'

const scan = readScanLimits()
let scanned: Buffer
beforeAll(async () => {
  scanned = await aScan()
})
const GREY = sized({ width: 827, height: 1169 }, '/ColorSpace/DeviceGray/Filter/FlateDecode')
const grey = { dictionary: GREY, bytes: deflateSync(Buffer.alloc(827 * 1169, 200)) }
const page = (changed: Partial<PdfPage> = {}): PdfPage => ({ pictures: [grey], ...changed })
/** A good page before the one in question: it is named by its number. */
const second = (changed: Partial<PdfPage>) => aPdfOfPictures([page(), page(changed)])
const picture = (matrix: string, dictionary = GREY) => ({ pictures: [{ ...grey, dictionary, matrix }] })

describe('PDFs that are no scan', () => {
  test.each([
    ['FLT-19 an encrypted one', async () => anEncryptedPdf(), 'pdf.encrypted', {}],
    ['FLT-19 one cut off before its first page', async () => aTruncatedPdf(), 'pdf.unreadable', {}],
    [
      'FLT-18 one of ten thousand pages',
      async () => aPdfOfManyPages(10_000),
      'pdf.too-many-pages',
      { detail: '10000' },
    ],
    ['a page of text', async () => aPdf({ pages: 1 }), 'pdf.page-drawn', { detail: '1' }],
    ['a page without anything', async () => second({ pictures: [] }), 'pdf.page-drawn', { detail: '2' }],
    [
      'a line drawn over the picture',
      async () => second({ content: '0 0 m 9 9 l S' }),
      'pdf.page-drawn',
      { detail: '2' },
    ],
    [
      'a page of two pictures',
      async () => second({ pictures: [grey, grey] }),
      'pdf.page-pieces',
      { detail: '2' },
    ],
    [
      'a picture over half of the page',
      async () => second(picture('595 0 0 420 0 0')),
      'pdf.page-pieces',
      { detail: '2' },
    ],
    [
      'a picture larger than the page',
      async () => second(picture('900 0 0 1273 0 0')),
      'pdf.page-pieces',
      { detail: '2' },
    ],
    ['a stretched picture', async () => second({ width: 842 }), 'pdf.page-pieces', { detail: '2' }],
    [
      'a mirrored picture',
      async () => second(picture('-595.28 0 0 841.89 595.28 0')),
      'pdf.page-pieces',
      { detail: '2' },
    ],
    [
      'a stencil',
      async () =>
        second(picture('595.28 0 0 841.89 0 0', '/Width 827/Height 1169/ImageMask true/Filter/FlateDecode')),
      'pdf.page-pieces',
      { detail: '2' },
    ],
    [
      'FLT-18 a picture of 100 000 × 100 000',
      async () =>
        second(
          picture(
            '595.28 0 0 841.89 0 0',
            sized({ width: 100_000, height: 100_000 }, '/ColorSpace/DeviceGray'),
          ),
        ),
      'image.too-large',
      { detail: '2' },
    ],
  ])('%s', async (_what, make, code, detail) => {
    await expect(outlineOf(await make())).rejects.toMatchObject({ code, ...detail })
  })

  test('a JPEG of another size than its page says would be measured wrongly', async () => {
    const { bytes } = await asJpeg(scanned)
    const lying = {
      bytes,
      dictionary: sized({ width: 3308, height: 4678 }, '/ColorSpace/DeviceGray/Filter/DCTDecode'),
    }
    await expect(outlineOf(aPdfOfPictures([{ pictures: [lying] }]))).rejects.toMatchObject({
      code: 'pdf.unreadable',
      detail: '1',
    })
  })

  test('FLT-18 one that unpacks without end dies alone, and the next is read', async () => {
    const bomb = outlineOf(aPdfThatNeverEnds(), { limits: { memoryMiB: 160 } })
    await expect(bomb).rejects.toMatchObject({ code: 'document.out-of-memory' })
    expect(await outlineOf(aPdfOfPictures([page()]))).toEqual([{ coding: 'pixels', sizeBytes: 0 }])
  }, 30_000)
})

async function taken(pdf: Buffer) {
  const pages = []
  for await (const one of takenPages(pdf, await outlineOf(pdf))) pages.push(one)
  return pages
}
const pixelsOf = async (bytes: Buffer) => sharp(bytes).greyscale().raw().toBuffer()
const only = <T>([one]: readonly T[]): T => {
  if (one === undefined) throw new Error('there is none')
  return one
}

describe('pages of a scanner', () => {
  test('REG-39 FEA-F4 a JPEG comes out as it was coded, with the resolution of the page in its head', async () => {
    const jpeg = await asJpeg(scanned)
    const one = only(await taken(aPdfOfPictures([{ pictures: [jpeg] }])))
    expect([one.page, one.mediaType]).toEqual([1, 'image/jpeg'])
    const coded = (bytes: Buffer) => bytes.subarray(bytes.indexOf(Buffer.from([0xff, 0xda])))
    expect(coded(one.bytes).equals(coded(jpeg.bytes))).toBe(true)
    expect(await sharp(one.bytes).metadata()).toMatchObject({ density: 200, width: 1654 })
    expect(await examinePage(one.bytes, { scan })).toMatchObject({
      kind: 'page',
      faults: [],
      measure: { dpi: 200 },
    })
  })

  test('REG-39 FEA-F4 the resolution is that of the paper: too little is found as in any image', async () => {
    const one = only(await taken(aPdfOfPictures([{ pictures: [await asJpeg(await aScan({ dpi: 150 }))] }])))
    expect(await examinePage(one.bytes, { scan })).toMatchObject({ faults: ['scan.low-resolution'] })
  })

  test.each([
    [90, 6],
    [180, 3],
    [270, 8],
  ])(
    'a page turned by %i° is read upright: a JPEG says so, other pixels are turned',
    async (rotate, orientation) => {
      const turned = await sharp(scanned).rotate(-rotate).png().toBuffer()
      const size = rotate === 180 ? {} : { width: 841.89, height: 595.28 }
      const { data, info } = await sharp(turned).greyscale().raw().toBuffer({ resolveWithObject: true })
      const raw = {
        dictionary: sized(info, '/ColorSpace/DeviceGray/Filter/FlateDecode'),
        bytes: deflateSync(data),
      }
      const [first, second] = await taken(
        aPdfOfPictures([
          { pictures: [await asJpeg(turned)], rotate, ...size },
          { pictures: [raw], rotate, ...size },
        ]),
      )
      expect((await sharp(first?.bytes).metadata()).orientation).toBe(orientation)
      expect((await pixelsOf(second?.bytes ?? Buffer.alloc(0))).equals(await pixelsOf(scanned))).toBe(true)
    },
  )

  test('what is coded otherwise loses no pixel: grey, colour, and black and white as fax machines code it', async () => {
    const colour = await sharp({ create: { width: 827, height: 1169, channels: 3, background: '#c81e32' } })
      .raw()
      .toBuffer()
    const red = {
      dictionary: sized({ width: 827, height: 1169 }, '/ColorSpace/DeviceRGB/Filter/FlateDecode'),
      bytes: deflateSync(colour),
    }
    const fax = await asFax(scanned)
    const [first, second, third] = await taken(
      aPdfOfPictures([page(), { pictures: [red] }, { pictures: [fax] }]),
    )
    expect((await pixelsOf(first?.bytes ?? Buffer.alloc(0))).every((value) => value === 200)).toBe(true)
    expect((await sharp(second?.bytes).raw().toBuffer()).equals(colour)).toBe(true)
    expect(await sharp(first?.bytes).metadata()).toMatchObject({ format: 'tiff', density: 100 })
    // T.6, tag 259.
    expect(entryOf(third?.bytes ?? Buffer.alloc(0), 259)).toBe(4)
    const black = await sharp(scanned).greyscale().threshold().raw().toBuffer()
    const seen = await sharp(third?.bytes)
      .extract({ left: 0, top: 0, width: 1654, height: 2339 })
      .greyscale()
      .raw()
      .toBuffer()
    expect(seen.equals(black)).toBe(true)
  })

  test('more pages than a call takes are left to another PDF', async () => {
    expect(MOST_PAGES_A_CALL).toBe(200)
    await expect(outlineOf(aPdfOfManyPages(201))).rejects.toMatchObject({ code: 'pdf.too-many-pages' })
  })
})
