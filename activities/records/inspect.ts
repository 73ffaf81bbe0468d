import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { ApplicationFailure } from '@temporalio/activity'
import { finishJob } from '#domain/acts/engine.ts'
import type { ActFacts, PageText } from '#domain/acts/act.ts'
import { subjectOf } from '#domain/acts/place.ts'
import { quarantineEvents } from '#domain/acts/quarantine.ts'
import type { NewEvent } from '#domain/events.ts'
import { secretMarkAtHead } from '#domain/state/secrets.ts'
import { objectKeyOf } from '#db/objects/keys.ts'
import { idOf } from '#db/ids.ts'
import type { ObjectWithCopies } from '#db/queries/objects.ts'
import type { JobProgress, JobTicket } from '#activities/contract.ts'
import { recogniseFormat } from '#activities/documents/format.ts'
import { mustAct, type EngineDeps } from '#activities/engine.ts'
import { keptOf, objectsOf, withFile } from './objects.ts'
import { NOTHING, readDocument } from './read-document.ts'
import { isCleared } from './secret-mark.ts'

/** The head of a page bears the mark of a state secret: nothing of it may be stored or found here (保密法 Arts 30 and 31). */
const SECRET_FINDING = 'content.state-secret'
/** Findings with which an object goes back to its creator: it cannot be kept as what it claims to be. */
const REJECTED = [
  'format.lies',
  'format.empty',
  'format.truncated',
  'pdf.encrypted',
  'mail.too-complex',
  'mail.unreadable',
  SECRET_FINDING,
] as const

interface Inspection {
  readonly events: readonly NewEvent[]
  readonly texts: readonly PageText[]
  readonly isRejected: boolean
  /** The object whose head bears the mark of a state secret; null where none does. */
  readonly markedId: string | null
}

/** Recognises the format, proves the digest, extracts the text and draws the pages of each new object. */
export async function inspect(deps: EngineDeps, ticket: JobTicket): Promise<JobProgress> {
  const inspections: Inspection[] = []
  for (const stored of keptOf(await objectsOf(deps, ticket.subjectId))) {
    if (stored.object.findings === null) inspections.push(await inspectObject(deps, ticket, stored))
  }
  const outcome = inspections.some((inspection) => inspection.isRejected) ? 'rejected' : 'inspected'
  const withdrawn = inspections.flatMap((inspection) =>
    inspection.isRejected ? inspection.events.flatMap(withdrawalOf) : [],
  )
  const found = inspections.flatMap((inspection) => inspection.events)
  const texts = inspections.flatMap((inspection) => inspection.texts)
  const act = {
    name: 'job.inspect',
    key: `job/${ticket.jobId}/done`,
    facts: { subjects: [ticket.subjectId], want: { objects: true } as const },
  }
  const marked = inspections.flatMap(({ markedId }) => (markedId === null ? [] : [markedId]))
  await mustAct(deps, act, (facts) => {
    const closing = quarantineEvents(facts, { recordId: ticket.subjectId, objectIds: marked })
    const preserving = preservingOf(facts, ticket)
    // What bears the mark must not become indelible before that is decided.
    const onward = preserving.length === 0 ? withdrawn : marked.length > 0 ? [] : preserving
    const events = [...found, ...closing, ...onward]
    return finishJob(facts, { subjectId: ticket.subjectId, jobId: ticket.jobId, outcome, events, texts })
  })
  return { kind: 'done' }
}

/**
 * What came with a backlog is inspected beside its sleep, and locked next. It stays whatever was found: there is no creator to whom it
 * could go back, and its findings stand at the object.
 */
function preservingOf(facts: ActFacts, { subjectId, jobId }: JobTicket): readonly NewEvent[] {
  const job = subjectOf(facts, subjectId)?.rows.get('job', jobId)
  if (job === undefined || job.step !== null) return []
  const data = {
    id: idOf(jobId, 'preserve'),
    kind: 'preserve',
    step: null,
    ownerGroup: job.ownerGroup,
  } as const
  return [{ stream: { kind: 'record', id: subjectId }, type: 'job.started', data }]
}

/** A rejected object is withdrawn, so that the creator gives another; its bytes go with the record's intake. */
function withdrawalOf(event: NewEvent): readonly NewEvent[] {
  if (event.type !== 'object.inspected') return []
  return [
    {
      stream: event.stream,
      type: 'object.withdrawn',
      data: { objectId: event.data.objectId, reason: 'inspection' },
    },
  ]
}

async function inspectObject(
  deps: EngineDeps,
  ticket: JobTicket,
  { object, copies }: ObjectWithCopies,
): Promise<Inspection> {
  const [copy] = copies
  if (copy === undefined)
    throw ApplicationFailure.nonRetryable(`object ${object.id} has no copy`, 'store.not-found')
  return withFile(deps, copy, async (path) => {
    const bytes = await readFile(path)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    if (sha256 !== object.sha256)
      throw ApplicationFailure.nonRetryable(
        `object ${object.id} is not what was handed in`,
        'store.digest-mismatch',
      )
    const format = await recogniseFormat(path, object.name ?? 'object')
    const found: readonly string[] = format.findings.map((finding) => finding.code)
    const read = found.some(isRejecting)
      ? NOTHING
      : await readDocument({ bytes, mediaType: format.mediaType })
    const isSecret =
      read.heads.some((head) => secretMarkAtHead(head) !== undefined) && !(await isCleared(deps, object.id))
    const codes = [...found, ...read.findings, ...(isSecret ? [SECRET_FINDING] : [])]
    const isRejected = codes.some(isRejecting)
    const readable = isRejected ? NOTHING : read
    const stream = { kind: 'record' as const, id: ticket.subjectId }
    const inspected: NewEvent = {
      stream,
      type: 'object.inspected',
      data: {
        objectId: object.id,
        mediaType: format.mediaType,
        formatName: format.formatName,
        puid: format.puid ?? null,
        pages: readable.pages,
        findings: codes,
      },
    }
    const pictures = await storePictures(deps, {
      recordId: ticket.subjectId,
      objectId: object.id,
      pictures: readable.pictures,
    })
    const texts = readable.texts.map(({ page, text }): PageText => ({
      objectId: object.id,
      subjectId: ticket.subjectId,
      page,
      text,
      source: 'document',
    }))
    return { events: [inspected, ...pictures], texts, isRejected, markedId: isSecret ? object.id : null }
  })
}

function isRejecting(code: string): boolean {
  return REJECTED.some((rejected) => rejected === code)
}

interface Pictures {
  readonly recordId: string
  readonly objectId: string
  readonly pictures: readonly Uint8Array[]
}

/** Pictures for the viewer lie in `derived`, under ids made from object and page: made again, they are the same. */
export async function storePictures(
  deps: EngineDeps,
  { recordId, objectId, pictures }: Pictures,
): Promise<readonly NewEvent[]> {
  const events: NewEvent[] = []
  for (const [index, picture] of pictures.entries()) {
    const id = idOf(objectId, 'picture', index + 1)
    const key = objectKeyOf({ area: 'page', ownerId: recordId, objectId: id })
    const stored = await deps.store.put({
      bucket: 'derived',
      key,
      body: Buffer.from(picture),
      contentType: 'image/webp',
    })
    events.push({
      stream: { kind: 'record', id: recordId },
      type: 'object.added',
      data: {
        id,
        role: 'thumbnail',
        position: index + 1,
        mediaType: 'image/webp',
        sizeBytes: stored.sizeBytes,
        sha256: stored.sha256,
        derivedFrom: objectId,
        nameDigest: null,
        copy: { id: idOf(id, 'copy'), bucket: 'derived', key, versionId: stored.versionId },
      },
    })
  }
  return events
}
