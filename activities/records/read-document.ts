import type { FormatFindingCode } from '#domain/documents.ts'
import { MAIL_MEDIA_TYPE } from '#domain/mail.ts'
import { DocumentFailure } from '#activities/documents/failure.ts'
import { makeThumbnail } from '#activities/documents/image.ts'
import { MAX_MAIL_BYTES, readMail } from '#activities/documents/mail.ts'
import { extractText, renderPage } from '#activities/documents/pdf.ts'
import { wordsOf } from '#activities/documents/text-signature.ts'

/** Pages of a document that get a picture for the viewer. */
const MOST_PICTURES = 100
const PICTURE_WIDTH_PX = 1000

/** What a document holds for people: pages, their pictures, their words. */
export interface Readable {
  readonly pages: number | null
  readonly pictures: readonly Uint8Array[]
  readonly texts: readonly { readonly page: number; readonly text: string }[]
  /** Texts at whose head a mark of secrecy would stand. */
  readonly heads: readonly string[]
  /** What only reading showed. */
  readonly findings: readonly FormatFindingCode[]
}

export const NOTHING: Readable = { pages: null, pictures: [], texts: [], heads: [], findings: [] }

interface Source {
  readonly bytes: Buffer
  readonly mediaType: string
}

/** Reads a document of a known format; of what is neither page, picture nor text there is nothing to read. @throws {DocumentFailure} */
export async function readDocument({ bytes, mediaType }: Source): Promise<Readable> {
  if (mediaType === 'application/pdf') return readPdf(bytes)
  if (mediaType === MAIL_MEDIA_TYPE) return readMailDocument(bytes)
  if (mediaType.startsWith('image/')) {
    const { bytes: picture } = await makeThumbnail(bytes, { widthPx: PICTURE_WIDTH_PX })
    return { ...NOTHING, pages: 1, pictures: [picture] }
  }
  if (mediaType.startsWith('text/')) {
    const text = wordsOf(bytes)
    return { ...NOTHING, texts: [{ page: 1, text }], heads: [text] }
  }
  return NOTHING
}

async function readPdf(bytes: Buffer): Promise<Readable> {
  const { pages } = await extractText(bytes)
  const pictures: Uint8Array[] = []
  for (const { page } of pages.slice(0, MOST_PICTURES))
    pictures.push((await renderPage(bytes, { page, widthPx: PICTURE_WIDTH_PX })).bytes)
  const texts = pages
    .filter((page) => page.hasText)
    .map(({ page, text }) => ({ page, text: text.replaceAll('\u0000', '') }))
  return { ...NOTHING, pages: pages.length, pictures, texts, heads: texts.map(({ text }) => text) }
}

/** A mail that cannot be taken apart goes back; one that is only too large is kept unread. */
async function readMailDocument(bytes: Buffer): Promise<Readable> {
  if (bytes.length > MAX_MAIL_BYTES) return { ...NOTHING, findings: ['mail.partly-read'] }
  try {
    const { mail, text, findings } = await readMail(bytes)
    const names = mail.attachments.map(({ name }) => name)
    return { ...NOTHING, texts: [{ page: 1, text }], heads: [mail.subject, ...names, mail.body], findings }
  } catch (error) {
    if (!(error instanceof DocumentFailure)) throw error
    if (error.code !== 'mail.too-complex' && error.code !== 'mail.unreadable') throw error
    return { ...NOTHING, findings: [error.code] }
  }
}
