import sharp, { type Metadata } from 'sharp'
import { type Frame } from './frame.ts'
import { numberOf, Refusal, serveOnce, wordOf, type Reply } from './serve.ts'

await serveOnce(async (request) => {
  // One thread: the children share the machine with people's work.
  sharp.concurrency(1)
  const facts = await factsOf(request)
  return wordOf(request, 'job') === 'thumbnail' ? thumbnailOf(request) : { header: facts }
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

function unreadable(error: unknown): Refusal {
  const words = error instanceof Error ? error.message : String(error)
  return new Refusal('image.unreadable', words.slice(0, 200))
}
