import { describe, expect, test } from 'vitest'
import { recogniseText } from '#activities/documents/ocr.ts'
import { renderPage } from '#activities/documents/pdf.ts'
import { confidenceOf, textOfWords, wordsOfTable } from '#activities/documents/recognised-words.ts'
import { aPng, aScannedPdf } from '#test/support/documents.ts'

const OCR_TEST_TIMEOUT_MS = 120_000

describe('recognition of text in pictures', () => {
  test('FLT-18 what is no picture is refused', async () => {
    await expect(recogniseText(Buffer.from('%PDF-1.7'))).rejects.toMatchObject({ code: 'image.unreadable' })
  })

  test('FLT-34 recognition beyond its time dies alone', async () => {
    const picture = await aPng({ width: 1200, height: 1600 })
    await expect(recogniseText(picture, { limits: { timeoutMs: 20 } })).rejects.toMatchObject({
      code: 'document.timed-out',
    })
  })

  test('an empty page has no words and costs no reading', async () => {
    const recognised = await recogniseText(await aPng({ width: 1200, height: 1600 }))
    expect(recognised).toMatchObject({ text: '', confidence: 0, words: [], widthPx: 1200, heightPx: 1600 })
  })

  test(
    'FEA-F6 a page without text is read: Chinese, Latin and figures, with boxes on the original',
    async () => {
      const page = await renderPage(await aScannedPdf(), { page: 1, widthPx: 2_000, mediaType: 'image/png' })
      const recognised = await recogniseText(page.bytes, { engine: 'packaged' })
      const text = recognised.text.replaceAll(/\s/g, '')
      expect(text).toContain('社会保险费缴费基数核定表')
      expect(text).toContain('示范市第一纺织厂')
      expect(text).toContain('LiMing')
      expect(text).toContain('2019')
      expect(recognised.confidence).toBeGreaterThan(70)
      const first = recognised.words[0]
      expect(first?.box.top).toBeGreaterThan(150)
      expect(first?.box.left).toBeGreaterThan(150)
      for (const { box } of recognised.words) expect(box.left + box.width).toBeLessThanOrEqual(2_000)
    },
    OCR_TEST_TIMEOUT_MS,
  )
})

describe('words', () => {
  const table = [
    'level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext',
    '4\t1\t1\t1\t1\t0\t1\t1\t1\t1\t-1\t',
    '5\t1\t1\t1\t1\t1\t10\t20\t30\t40\t90\t社会',
    '5\t1\t1\t1\t1\t2\t50\t20\t30\t40\t96.5\t保险',
    '5\t1\t1\t1\t2\t1\t10\t70\t30\t40\t80\tLi',
    '5\t1\t1\t1\t2\t2\t50\t70\t30\t40\t80\tMing',
  ].join('\n')

  test("the engine's table is read word by word", () => {
    expect(wordsOfTable(table)[0]).toEqual({
      text: '社会',
      confidence: 90,
      line: '1.1.1',
      box: { left: 10, top: 20, width: 30, height: 40 },
    })
  })

  test('no blanks between Chinese words, blanks between Latin ones, a line a line', () => {
    expect(textOfWords(wordsOfTable(table))).toBe('社会保险\nLi Ming')
  })

  test('confidence weighs by length; a page without words has none', () => {
    expect(confidenceOf(wordsOfTable(table))).toBe(85.3)
    expect(confidenceOf([])).toBe(0)
  })
})
