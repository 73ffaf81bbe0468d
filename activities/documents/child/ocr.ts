import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { createWorker, OEM, PSM } from 'tesseract.js'
import { type Frame } from './frame.ts'
import { numberOf, Refusal, serveOnce, wordOf, type Reply } from './serve.ts'
import { type RecognisedWord } from '#activities/documents/recognised-words.ts'

/** A quarter of 200 dpi averages paper grain and sensor noise away, yet a single pen stroke still darkens its pixel. */
const BLANK_WIDTH_PX = 414
/** Grey levels between the paper and its darkest spot: 2 on an empty sheet with noise, over 200 with print. */
const BLANK_CONTRAST = 30

await serveOnce(async (request) => {
  sharp.concurrency(1)
  const page = await preparePage(request)
  // Where Debian's tesseract does the reading, this child only decodes the picture.
  if (page.header['isBlank'] === true || wordOf(request, 'job') === 'prepare') return page
  return recognise(page)
})

type PreparedPage = { readonly header: Readonly<Record<string, unknown>>; readonly payload: Buffer }

async function preparePage(request: Frame): Promise<PreparedPage> {
  const maxPixels = numberOf(request, 'maxPixels')
  try {
    const source = sharp(request.payload, { limitInputPixels: maxPixels, failOn: 'truncated' })
    const { width, height } = await source.metadata()
    const { data, info } = await source
      .flatten({ background: 'white' })
      .greyscale()
      .resize({ width: numberOf(request, 'widthPx'), withoutEnlargement: true })
      .png({ compressionLevel: 1 })
      .toBuffer({ resolveWithObject: true })
    const isBlank = await looksBlank(data)
    return { header: { widthPx: width, heightPx: height, scale: width / info.width, isBlank }, payload: data }
  } catch (error) {
    throw new Refusal('image.unreadable', error instanceof Error ? error.message.slice(0, 200) : '')
  }
}

/** An empty page costs the engine half a minute of reading specks, and it finds words in them. */
async function looksBlank(page: Buffer): Promise<boolean> {
  const small = await sharp(page).resize({ width: BLANK_WIDTH_PX }).png().toBuffer()
  const [grey] = (await sharp(small).stats()).channels
  return grey === undefined || grey.mean - grey.min < BLANK_CONTRAST
}

async function recognise(page: PreparedPage): Promise<Reply> {
  const data = fileURLToPath(import.meta.resolve('@tesseract.js-data/chi_sim/package.json'))
  const worker = await createWorker('chi_sim', OEM.LSTM_ONLY, {
    langPath: join(dirname(data), '4.0.0_best_int'),
    cacheMethod: 'none',
    gzip: true,
  })
  await worker.setParameters({ tessedit_pageseg_mode: PSM.SINGLE_BLOCK })
  const result = await worker.recognize(page.payload, {}, { blocks: true, text: false })
  const words: RecognisedWord[] = (result.data.blocks ?? []).flatMap((block, blockIndex) =>
    block.paragraphs.flatMap((paragraph, paragraphIndex) =>
      paragraph.lines.flatMap((line, lineIndex) =>
        line.words.map((word) => ({
          text: word.text,
          confidence: word.confidence,
          line: `${blockIndex}.${paragraphIndex}.${lineIndex}`,
          box: {
            left: word.bbox.x0,
            top: word.bbox.y0,
            width: word.bbox.x1 - word.bbox.x0,
            height: word.bbox.y1 - word.bbox.y0,
          },
        })),
      ),
    ),
  )
  return { header: { ...page.header, words } }
}
