import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { makeThumbnail, MAX_IMAGE_PAGES, probeImage } from '#activities/documents/image.ts'
import { aPixelFlood, aPng } from '#test/support/documents.ts'

describe('images that cannot be shown', () => {
  test('FLT-18 a pixel flood is refused by its header', async () => {
    await expect(makeThumbnail(aPixelFlood(), { widthPx: 200 })).rejects.toMatchObject({
      code: 'image.too-large',
      detail: '100000x100000',
    })
  })

  test('FLT-18 an image cut off in the middle is unreadable', async () => {
    const noise = await sharp({
      create: {
        width: 600,
        height: 600,
        channels: 3,
        background: '#888',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    })
      .png()
      .toBuffer()
    await expect(makeThumbnail(noise.subarray(0, 2_000), { widthPx: 200 })).rejects.toMatchObject({
      code: 'image.unreadable',
    })
  })

  test('FLT-18 what is no image at all is unreadable', async () => {
    await expect(probeImage(Buffer.from('II*\0\x08\0\0\0', 'latin1'))).rejects.toMatchObject({
      code: 'image.unreadable',
    })
  })

  test('FLT-18 a TIFF of more pages than any file has is refused', async () => {
    await expect(probeImage(aTiffOfManyPages(MAX_IMAGE_PAGES + 1))).rejects.toMatchObject({
      code: 'image.too-many-pages',
    })
  })
})

describe('images that can', () => {
  test('REQ-48 a thumbnail is small, upright and keeps both checksums', async () => {
    const lying = await sharp(await aPng({ width: 400, height: 200 }))
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const thumbnail = await makeThumbnail(lying, { widthPx: 100 })
    expect(thumbnail).toMatchObject({ widthPx: 100, heightPx: 200, mediaType: 'image/webp' })
    expect(thumbnail.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(thumbnail.sourceSha256).not.toBe(thumbnail.sha256)
  })

  test('a small image is not blown up', async () => {
    expect(await makeThumbnail(await aPng({ width: 40, height: 20 }), { widthPx: 100 })).toMatchObject({
      widthPx: 40,
      heightPx: 20,
    })
  })

  test('size and resolution are read without decoding', async () => {
    const scan = await sharp(await aPng({ width: 248, height: 350 }))
      .withMetadata({ density: 300 })
      .tiff()
      .toBuffer()
    expect(await probeImage(scan)).toMatchObject({ widthPx: 248, heightPx: 350, pages: 1, dpi: 300 })
  })
})

/** One black pixel a page; each page's directory points to the next. */
function aTiffOfManyPages(pages: number): Buffer {
  const directoryBytes = 2 + 8 * 12 + 4
  const tiff = Buffer.alloc(8 + pages * directoryBytes + 1)
  tiff.write('II*\0', 0, 'latin1')
  tiff.writeUInt32LE(8, 4)
  for (let page = 0; page < pages; page += 1) {
    let at = 8 + page * directoryBytes
    at = tiff.writeUInt16LE(8, at)
    const tags = [
      [256, 1],
      [257, 1],
      [258, 8],
      [259, 1],
      [262, 1],
      [273, tiff.length - 1],
      [278, 1],
      [279, 1],
    ] as const
    for (const [tag, value] of tags) {
      at = tiff.writeUInt16LE(tag, at)
      at = tiff.writeUInt16LE(4, at)
      at = tiff.writeUInt32LE(1, at)
      at = tiff.writeUInt32LE(value, at)
    }
    tiff.writeUInt32LE(page + 1 < pages ? at + 4 : 0, at)
  }
  return tiff
}
