import { createHash, randomBytes } from 'node:crypto'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { countPages, extractText, MAX_PDF_PAGES, renderPage } from '#activities/documents/pdf.ts'
import {
  aPdf,
  aPdfOfManyPages,
  aPdfThatNeverEnds,
  anEncryptedPdf,
  aScannedPdf,
  aTruncatedPdf,
} from '#test/support/documents.ts'

describe('documents that cannot be read', () => {
  test('FLT-19 an encrypted PDF is refused by that name', async () => {
    await expect(extractText(await anEncryptedPdf())).rejects.toMatchObject({
      code: 'pdf.encrypted',
      isRetryable: false,
    })
  })

  test('FLT-19 a PDF cut off before its first page is unreadable', async () => {
    await expect(extractText(await aTruncatedPdf())).rejects.toMatchObject({ code: 'pdf.unreadable' })
    await expect(extractText(Buffer.from('%PDF-1.7 and then nothing'))).rejects.toMatchObject({
      code: 'pdf.unreadable',
    })
  })

  test('FLT-19 more pages than any file has are refused', async () => {
    const flood = aPdfOfManyPages(MAX_PDF_PAGES + 1)
    await expect(extractText(flood)).rejects.toMatchObject({
      code: 'pdf.too-many-pages',
      detail: String(MAX_PDF_PAGES + 1),
    })
  })

  test('FLT-19 a page that is not there is refused', async () => {
    await expect(renderPage(await aPdf({ pages: 1 }), { page: 2, widthPx: 100 })).rejects.toMatchObject({
      code: 'pdf.no-such-page',
    })
  })

  test('FLT-19 a page drawn far too large is refused before it is drawn', async () => {
    const pdf = await aPdf({ pages: 1 })
    await expect(renderPage(pdf, { page: 1, widthPx: 50_000 })).rejects.toMatchObject({
      code: 'image.too-large',
    })
  })

  test('FLT-18 a child beyond its time dies alone', async () => {
    const reading = renderPage(aPdfThatNeverEnds(), {
      page: 1,
      widthPx: 900,
      limits: { timeoutMs: 1_500, memoryMiB: 3_000 },
    })
    await expect(reading).rejects.toMatchObject({ code: 'document.timed-out' })
    expect(await countPages(await aPdf({ pages: 2 }))).toBe(2)
  }, 30_000)

  test('FLT-18 a child beyond its memory dies alone', async () => {
    const reading = renderPage(aPdfThatNeverEnds(), { page: 1, widthPx: 900, limits: { memoryMiB: 160 } })
    await expect(reading).rejects.toMatchObject({ code: 'document.out-of-memory' })
    expect(await countPages(await aPdf({ pages: 2 }))).toBe(2)
  }, 30_000)

  test('FLT-18 a caller who withdraws ends the child, and that may be tried again', async () => {
    const pdf = aPdfThatNeverEnds()
    const caller = new AbortController()
    const reading = renderPage(pdf, { page: 1, widthPx: 900, signal: caller.signal })
    caller.abort()
    await expect(reading).rejects.toMatchObject({ code: 'document.interrupted', isRetryable: true })
  }, 30_000)
})

describe('documents that can', () => {
  test('Chinese text is extracted page by page', async () => {
    const { pages } = await extractText(
      await aPdf({ pages: 2, text: '养老保险缴费基数核定 Contribution base 2019' }),
    )
    expect(pages.map(({ page, hasText }) => ({ page, hasText }))).toEqual([
      { page: 1, hasText: true },
      { page: 2, hasText: true },
    ])
    expect(pages[1]?.text).toBe('第 2 页\n养老保险缴费基数核定 Contribution base 2019')
  })

  test('FEA-F6 a page that is only a picture says that it has no text', async () => {
    const { pages } = await extractText(await aScannedPdf())
    expect(pages).toEqual([{ page: 1, text: '', hasText: false }])
  })

  test('REQ-48 a rendered page keeps the checksums of both ends', async () => {
    const pdf = await aPdf({ pages: 1 })
    const image = await renderPage(pdf, { page: 1, widthPx: 300 })
    expect(await sharp(image.bytes).metadata()).toMatchObject({ format: 'webp', width: 300, height: 424 })
    expect(image.sourceSha256).toBe(createHash('sha256').update(pdf).digest('hex'))
    expect(image.sha256).toBe(createHash('sha256').update(image.bytes).digest('hex'))
  })

  test('the rendering is white paper with dark print, not a blank', async () => {
    const image = await renderPage(await aPdf({ pages: 1 }), {
      page: 1,
      widthPx: 600,
      mediaType: 'image/png',
    })
    const grey = (await sharp(image.bytes).greyscale().stats()).channels[0]
    expect(grey?.max).toBe(255)
    expect(grey?.min).toBeLessThan(60)
    expect(grey?.mean).toBeGreaterThan(230)
  })

  test('PRM-8 the canary of a sample lies in the file byte for byte', async () => {
    const canary = randomBytes(4_096)
    const pdf = await aPdf({ pages: 1, randomBytes: canary })
    expect(pdf.includes(canary)).toBe(true)
    expect(await countPages(pdf)).toBe(1)
  })
})
