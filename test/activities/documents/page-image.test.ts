import { describe, expect, test } from 'vitest'
import { examinePage, pageJpeg } from '#activities/documents/page-image.ts'
import { readScanLimits } from '#db/reference/scan-limits.ts'
import { anEncryptedPdf, aPixelFlood } from '#test/support/documents.ts'
import { aBlankScan, aScan, aTiffBomb, aTiffOfPages } from '#test/support/scans.ts'

const scan = readScanLimits()
const faultsOf = async (bytes: Buffer) => (await examinePage(bytes, { scan })).faults

describe('files that are no page', () => {
  test.each([
    ['FLT-18 a TIFF of 100 000 × 100 000', () => aTiffBomb(), 'scan.too-large'],
    ['FLT-18 a pixel flood', () => aPixelFlood(), 'scan.too-large'],
    ['FLT-18 a TIFF of ten thousand pages', () => aTiffOfPages(10_000), 'scan.not-one-page'],
    ['a TIFF of two pages', () => aTiffOfPages(2), 'scan.not-one-page'],
    ['FLT-19 an encrypted PDF', async () => anEncryptedPdf(), 'scan.does-not-decode'],
    ['nothing', () => Buffer.alloc(0), 'scan.does-not-decode'],
  ])('%s is a fault of that page', async (_what, make, fault) => {
    expect(await faultsOf(await make())).toEqual([fault])
  })

  test('FLT-18 a TIFF that breaks off is found, because every pixel is decoded', async () => {
    const whole = await aScan()
    expect(await faultsOf(whole.subarray(0, Math.floor(whole.length * 0.6)))).toEqual([
      'scan.does-not-decode',
    ])
  })

  test('FLT-34 a decoder that takes too much or too long dies alone, and the next page is read', async () => {
    const page = await aScan()
    expect(await examinePage(page, { scan, limits: { memoryMiB: 40 } })).toMatchObject({
      why: 'document.out-of-memory',
    })
    const begunAt = performance.now()
    expect(await examinePage(page, { scan, limits: { timeoutMs: 5 } })).toMatchObject({
      why: 'document.timed-out',
    })
    expect(performance.now() - begunAt, 'slowness is believed only after six times as long').toBeGreaterThan(
      5 * 7,
    )
    expect(await faultsOf(page)).toEqual([])
  })
})

describe('pages with a fault', () => {
  test.each([
    ['of 150 dpi', async () => aScan({ dpi: 150 }), ['scan.low-resolution']],
    ['turned by 4.5°', async () => aScan({ skewDegrees: 4.5 }), ['scan.skewed']],
    ['that is blank', async () => aBlankScan(), ['scan.blank']],
    ['of which a fifth is cut off', async () => aScan({ height: 0.8 }), ['scan.wrong-size']],
  ])('REG-39 FEA-F4 %s', async (_what, make, faults) => {
    expect(await faultsOf(await make())).toEqual(faults)
  })
})

describe('pages without', () => {
  test.each([0, 1.2, -1.2])('FEA-F4 turned by %f°, measured to a fifth of a degree', async (skewDegrees) => {
    const seen = await examinePage(await aScan({ skewDegrees }), { scan })
    if (seen.kind !== 'page') throw new Error(seen.why)
    expect(seen.faults).toEqual([])
    expect(Math.abs((seen.measure.skewCentidegrees ?? 999) - skewDegrees * 100)).toBeLessThan(20)
    expect(seen.measure).toMatchObject({ dpi: 200, widthPx: 1654 })
    expect(seen.picture.subarray(8, 12).toString('latin1')).toBe('WEBP')
  })

  test('a JPEG is a page too', async () => {
    expect(await faultsOf(await aScan({ format: 'jpeg' }))).toEqual([])
  })

  test('a page as a PDF embeds it is a JPEG of its size', async () => {
    const jpeg = await pageJpeg(await aScan())
    expect(jpeg.widthPx).toBe(1654)
    expect(jpeg.bytes.subarray(0, 2).toString('hex')).toBe('ffd8')
  })
})
