import sharp, { type Metadata } from 'sharp'
import { type Frame } from './frame.ts'
import { deviationCentsOf, skewCentidegreesOf } from './page-measure.ts'
import { numberOf, Refusal, serveOnce, wordOf, type Reply } from './serve.ts'

/** Fine enough to see a quarter of a degree over a line of print, coarse enough that noise does not count as ink. */
const MEASURED_WIDTH_PX = 800

await serveOnce(async (request) => {
  // One thread: the children share the machine with people's work.
  sharp.concurrency(1)
  const facts = await factsOf(request)
  switch (wordOf(request, 'job')) {
    case 'thumbnail':
      return thumbnailOf(request)
    case 'measure':
      return measureOf(request, facts)
    case 'jpeg':
      return jpegOf(request)
    default:
      return { header: facts }
  }
})

/** Reads the header only, and refuses before a single pixel is decoded. */
async function factsOf(request: Frame): Promise<Readonly<Record<string, unknown>>> {
  const { width, height, pages, density, format } = await metadataOf(request)
  if (pages !== undefined && pages > numberOf(request, 'maxPages'))
    throw new Refusal('image.too-many-pages', String(pages))
  if (width * height > numberOf(request, 'maxPixels'))
    throw new Refusal('image.too-large', `${width}x${height}`)
  return { widthPx: width, heightPx: height, pages: pages ?? 1, dpi: density, format }
}

async function metadataOf(request: Frame): Promise<Metadata> {
  try {
    return await sharp(request.payload, { limitInputPixels: false }).metadata()
  } catch (error) {
    throw unreadable(error)
  }
}

async function thumbnailOf(request: Frame): Promise<Reply> {
  try {
    const { data, info } = await sharp(request.payload, {
      limitInputPixels: numberOf(request, 'maxPixels'),
      failOn: 'truncated',
      sequentialRead: true,
    })
      .rotate()
      .resize({ width: numberOf(request, 'widthPx'), withoutEnlargement: true })
      .flatten({ background: 'white' })
      .webp({ quality: 78 })
      .toBuffer({ resolveWithObject: true })
    return { header: { widthPx: info.width, heightPx: info.height }, payload: data }
  } catch (error) {
    throw unreadable(error)
  }
}

/** What the machine must know of a page, and a picture of it: all pixels are decoded, so a file that breaks off is found. */
async function measureOf(request: Frame, facts: Readonly<Record<string, unknown>>): Promise<Reply> {
  if (Number(facts['pages']) > 1) throw new Refusal('image.too-many-pages', String(facts['pages']))
  const picture = await thumbnailOf(request)
  try {
    const { data, info } = await sharp(picture.payload)
      .greyscale()
      .resize({ width: MEASURED_WIDTH_PX, withoutEnlargement: true })
      .raw()
      .toBuffer({ resolveWithObject: true })
    const grey = { pixels: new Uint8Array(data), widthPx: info.width, heightPx: info.height }
    const header = {
      ...facts,
      deviationCents: deviationCentsOf(grey),
      skewCentidegrees: skewCentidegreesOf(grey),
    }
    return { header, ...(picture.payload === undefined ? {} : { payload: picture.payload }) }
  } catch (error) {
    throw unreadable(error)
  }
}

/** A page as a PDF embeds it: as large as asked, with its colours, without transparency. */
async function jpegOf(request: Frame): Promise<Reply> {
  try {
    const { data, info } = await sharp(request.payload, {
      limitInputPixels: numberOf(request, 'maxPixels'),
      failOn: 'truncated',
    })
      .rotate()
      .resize({ width: numberOf(request, 'widthPx'), withoutEnlargement: true })
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      .jpeg({ quality: 72, chromaSubsampling: '4:2:0' })
      .toBuffer({ resolveWithObject: true })
    return { header: { widthPx: info.width, heightPx: info.height }, payload: data }
  } catch (error) {
    throw unreadable(error)
  }
}

function unreadable(error: unknown): Refusal {
  const words = error instanceof Error ? error.message : String(error)
  return new Refusal('image.unreadable', words.slice(0, 200))
}
