import { readFile } from 'node:fs/promises'
import type { PageText } from '#domain/acts/act.ts'
import { decided } from '#domain/acts/act.ts'
import { finishJob } from '#domain/acts/engine.ts'
import { subjectOf } from '#domain/acts/place.ts'
import type { NewEvent } from '#domain/events.ts'
import { refuse } from '#domain/refusal.ts'
import { secretMarkAtHead } from '#domain/state/secrets.ts'
import type { MeasuredPage } from '#domain/state/paper.ts'
import { idOf } from '#db/ids.ts'
import { objectKeyOf } from '#db/objects/keys.ts'
import type { ObjectWithCopies } from '#db/queries/objects.ts'
import { readScannedFile, readScanPasses } from '#db/queries/scans.ts'
import type { JobProgress, JobTicket } from '#activities/contract.ts'
import { renderDualLayer, type DualLayerPage } from '#activities/documents/dual-layer.ts'
import { recogniseText } from '#activities/documents/ocr.ts'
import { pageJpeg } from '#activities/documents/page-image.ts'
import { asEngine, mustAct, type EngineDeps } from '#activities/engine.ts'
import { contentOf, objectsOf, withFile } from './objects.ts'
import { isCleared, stopAtMark } from './secret-mark.ts'

/** Pages of one PDF: read in some minutes, so that what an interruption costs is little. */
const PAGES_A_PART = 50
/** Where an image did not say: the resolution that most scans have. */
const USUAL_DPI = 300

interface Page {
  readonly content: ObjectWithCopies
  readonly picture: ObjectWithCopies
}

interface Part {
  readonly id: string
  readonly number: number
  readonly pages: readonly Page[]
}

/**
 * Reads the pages of a scanned file and lays the text behind their pictures: searchable by page, and a PDF to read (双层 PDF).
 * Part by part: what is committed is not read again. The masters stay as they are; the PDF is derived and can be made anew.
 */
export async function makeDualLayer(deps: EngineDeps, ticket: JobTicket): Promise<JobProgress> {
  const recordId = ticket.subjectId
  const objects = await objectsOf(deps, recordId)
  const parts = partsOf(recordId, objects)
  const standing = objects.filter(({ object }) => object.role === 'dual-layer' && object.withdrawnAt === null)
  const facts = await factsOf(deps, recordId)
  for (const part of parts) {
    if (standing.some(({ object }) => object.id === part.id)) continue
    await makePart(deps, { ticket, part, facts })
  }
  const outdated = standing
    .filter(({ object }) => !parts.some((part) => part.id === object.id))
    .map(({ object }): NewEvent => ({
      stream: { kind: 'record', id: recordId },
      type: 'object.withdrawn',
      data: { objectId: object.id, reason: 'rescanned' },
    }))
  const act = {
    name: 'job.make-dual-layer',
    key: `job/${ticket.jobId}/done`,
    facts: { subjects: [recordId], want: { objects: true } as const },
  }
  await mustAct(deps, act, (seen) =>
    finishJob(seen, { subjectId: recordId, jobId: ticket.jobId, outcome: null, events: outdated }),
  )
  return { kind: 'done' }
}

function partsOf(recordId: string, objects: readonly ObjectWithCopies[]): readonly Part[] {
  const pages = contentOf(objects).flatMap((content): readonly Page[] => {
    const picture = objects.find(
      ({ object }) => object.role === 'thumbnail' && object.derivedFrom === content.object.id,
    )
    return picture === undefined ? [] : [{ content, picture }]
  })
  return Array.from({ length: Math.ceil(pages.length / PAGES_A_PART) }, (_, index) => {
    const own = pages.slice(index * PAGES_A_PART, (index + 1) * PAGES_A_PART)
    // Other pages make another part, under another id.
    const id = idOf(recordId, 'dual-layer', ...own.map(({ content }) => content.object.id))
    return { id, number: index + 1, pages: own }
  })
}

interface FileFacts {
  readonly title: string
  readonly createdAt: string
  readonly measured: ReadonlyMap<string, MeasuredPage>
}

async function factsOf(deps: EngineDeps, recordId: string): Promise<FileFacts> {
  return asEngine(deps, async (tx) => {
    const passes = await readScanPasses(tx, recordId)
    const record = await readScannedFile(tx, recordId)
    const measured = passes.flatMap((pass) => pass.measured.map((page) => [page.objectId, page] as const))
    return {
      title: record?.archivalCode ?? record?.title ?? recordId,
      createdAt: (record?.createdAt ?? new Date(0)).toISOString(),
      measured: new Map(measured),
    }
  })
}

interface Making {
  readonly ticket: JobTicket
  readonly part: Part
  readonly facts: FileFacts
}

async function makePart(deps: EngineDeps, { ticket, part, facts }: Making): Promise<void> {
  const recordId = ticket.subjectId
  const pages: DualLayerPage[] = []
  const texts: PageText[] = []
  for (const page of part.pages) {
    const read = await readPage(deps, page, facts.measured.get(page.content.object.id))
    const objectId = page.content.object.id
    if (secretMarkAtHead(read.text) !== undefined && !(await isCleared(deps, objectId)))
      await stopAtMark(deps, { ticket, objectId })
    pages.push(read.page)
    texts.push({
      objectId: page.content.object.id,
      subjectId: recordId,
      page: 1,
      text: read.text,
      source: 'recognition',
    })
    deps.run.beat()
  }
  const body = await renderDualLayer({ title: facts.title, createdAt: facts.createdAt, pages })
  const key = objectKeyOf({ area: 'page', ownerId: recordId, objectId: part.id })
  const stored = await deps.store.put({ bucket: 'derived', key, body, contentType: 'application/pdf' })
  const added: NewEvent = {
    stream: { kind: 'record', id: recordId },
    type: 'object.added',
    data: {
      id: part.id,
      role: 'dual-layer',
      position: part.number,
      mediaType: 'application/pdf',
      sizeBytes: stored.sizeBytes,
      sha256: stored.sha256,
      derivedFrom: null,
      nameDigest: null,
      copy: { id: idOf(part.id, 'copy'), bucket: 'derived', key, versionId: stored.versionId },
    },
  }
  const act = {
    name: 'objects.dual-layer',
    key: `dual-layer/${part.id}`,
    facts: { subjects: [recordId], want: { objects: true } as const },
  }
  await mustAct(deps, act, (seen) => {
    const subject = subjectOf(seen, recordId)
    if (subject === undefined || subject.row.endedOn !== null) return refuse('not-found')
    return decided([added], { recordId }, { texts })
  })
}

async function readPage(
  deps: EngineDeps,
  { picture }: Page,
  measured: MeasuredPage | undefined,
): Promise<{ readonly page: DualLayerPage; readonly text: string }> {
  const [copy] = picture.copies
  if (copy === undefined) throw new Error(`the picture ${picture.object.id} of a page has no copy`)
  return withFile(deps, copy, async (path) => {
    const bytes = await readFile(path)
    const { text, words } = await recogniseText(bytes)
    const jpeg = await pageJpeg(bytes)
    const shrunk = measured === undefined ? 1 : jpeg.widthPx / measured.widthPx
    const dpi = Math.max(1, Math.round((measured?.dpi ?? USUAL_DPI) * shrunk))
    return { page: { picture: jpeg.bytes, widthPx: jpeg.widthPx, heightPx: jpeg.heightPx, dpi, words }, text }
  })
}
