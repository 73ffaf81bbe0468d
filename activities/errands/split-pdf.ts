import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { FormatFindingCode } from '#domain/documents.ts'
import type { AskedPdfPages, PdfPagesTaken, TakenUpload } from '#domain/errands.ts'
import type { ProblemCode } from '#domain/problems.ts'
import { MOST_PAGES_A_CALL } from '#domain/scan.ts'
import { idOf, newId } from '#db/ids.ts'
import { objectKeyOf } from '#db/objects/keys.ts'
import { deleteUploads, insertUpload, readUpload, type UploadRow } from '#db/queries/uploads.ts'
import { DocumentFailure } from '#activities/documents/failure.ts'
import { recogniseFormat } from '#activities/documents/format.ts'
import { outlineOf, takenPages, type TakenPage } from '#activities/documents/scan-pages.ts'
import { RefusedErrand, type ErrandWork } from './work.ts'

/**
 * Takes a scanner's PDF apart into one file for each page, for whoever uploaded it. Done again it makes the same uploads under the
 * same ids. The PDF itself is taken by no record and goes with the other uploads that nobody took.
 * @throws RefusedErrand with the reason, and the page where it is one page's
 */
export async function splitPdf(work: ErrandWork, { uploadId }: AskedPdfPages): Promise<PdfPagesTaken> {
  const { deps, errand, progress } = work
  const owned = { id: uploadId, ownerId: errand.askedBy }
  const upload = await readUpload(deps.sql, owned)
  if (upload === undefined) throw new RefusedErrand('upload.unknown')
  const pdf = await buffer(await deps.store.get({ bucket: 'intake', key: upload.key, versionId: null }))
  if (createHash('sha256').update(pdf).digest('hex') !== upload.sha256)
    throw new Error(`upload ${uploadId} is not what was received`)
  const pages: TakenUpload[] = []
  try {
    await refuseByFormat(pdf, upload)
    const outline = await outlineOf(pdf)
    await progress(0, outline.length)
    for await (const page of takenPages(pdf, outline)) {
      pages.push(await kept(work, { upload, page }))
      await progress(pages.length, outline.length)
    }
  } catch (error) {
    await forget(
      work,
      pages.map(({ id }) => id),
    )
    throw refusalOf(error, upload.name)
  }
  return { kind: 'pdf-pages', pages }
}

/** What a scanner does not put into a PDF, and a PDF that breaks off: readers repair those and lose pages without a word. */
const REFUSED_FINDINGS: readonly (readonly [FormatFindingCode, ProblemCode])[] = [
  ['pdf.encrypted', 'scan.pdf-encrypted'],
  ['pdf.end-missing', 'scan.pdf-cut-off'],
  ['pdf.javascript', 'scan.pdf-active'],
  ['pdf.launch-action', 'scan.pdf-active'],
  ['pdf.embedded-files', 'scan.pdf-active'],
  ['pdf.rich-media', 'scan.pdf-active'],
]

async function refuseByFormat(pdf: Buffer, { name }: UploadRow): Promise<void> {
  const { mediaType, findings } = await recogniseFormat(pdf, name)
  if (mediaType !== 'application/pdf') throw new RefusedErrand('scan.pdf-unreadable', { name })
  const refused = REFUSED_FINDINGS.find(([code]) => findings.some((finding) => finding.code === code))
  if (refused !== undefined) throw new RefusedErrand(refused[1], { name })
}

function refusalOf(error: unknown, name: string): unknown {
  if (!(error instanceof DocumentFailure) || error.isRetryable) return error
  const page = Number(error.detail)
  const detail = { name, ...(Number.isSafeInteger(page) && page > 0 ? { page } : {}) }
  switch (error.code) {
    case 'pdf.encrypted':
      return new RefusedErrand('scan.pdf-encrypted', { name })
    case 'pdf.too-many-pages':
      return new RefusedErrand('scan.pdf-too-many-pages', { name, most: MOST_PAGES_A_CALL })
    case 'pdf.page-drawn':
      return new RefusedErrand('scan.pdf-page-drawn', detail)
    case 'pdf.page-pieces':
      return new RefusedErrand('scan.pdf-page-pieces', detail)
    case 'image.too-large':
    case 'document.too-large':
    case 'document.too-much-output':
    case 'document.out-of-memory':
    case 'document.timed-out':
      return new RefusedErrand('scan.pdf-too-large', detail)
    default:
      return new RefusedErrand('scan.pdf-unreadable', detail)
  }
}

interface Keeping {
  readonly upload: UploadRow
  readonly page: TakenPage
}

const EXTENSIONS = { 'image/jpeg': 'jpg', 'image/tiff': 'tif' } as const

/** A page as an upload of its own; one that an earlier attempt made stands. */
async function kept({ deps }: ErrandWork, { upload, page }: Keeping): Promise<TakenUpload> {
  const { ownerId } = upload
  const { bytes, mediaType } = page
  const id = idOf('pdf-page', upload.id, String(page.page))
  const known = await readUpload(deps.sql, { id, ownerId })
  if (known !== undefined) return taken(known)
  const key = objectKeyOf({ area: 'upload', ownerId, objectId: newId() })
  const { sizeBytes, sha256 } = await deps.store.put({
    bucket: 'intake',
    key,
    body: bytes,
    contentType: mediaType,
  })
  const base = upload.name.replace(/\.pdf$/i, '')
  const name = `${base}-${String(page.page).padStart(3, '0')}.${EXTENSIONS[mediaType]}`
  const row = { id, ownerId, key, name, mediaType, sizeBytes, sha256 }
  await insertUpload(deps.sql, row)
  return taken(row)
}

function taken({ id, name, mediaType, sizeBytes, sha256 }: UploadRow): TakenUpload {
  return { id, name, mediaType, sizeBytes, sha256 }
}

async function forget({ deps, errand }: ErrandWork, ids: readonly string[]): Promise<void> {
  const keys = await deleteUploads(deps.sql, { ids, ownerId: errand.askedBy })
  for (const key of keys) await deps.store.destroyAllVersions({ bucket: 'intake', key })
}
