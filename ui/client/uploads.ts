import { useSyncExternalStore } from 'react'
import type { UploadSessionView, UploadView } from '#api/contract/objects.ts'
import { countOf, countUp } from '#ui/preferences.ts'
import { read, write } from './call.ts'
import { pagesOfPdf } from './errands.ts'
import { insisting } from './insisting.ts'
import { forgetWithPerson } from './person-memory.ts'
import { asProblem, type ProblemError } from './problem-error.ts'

/**
 * A file on its way. `apart`: it has arrived and is taken apart into its pages; `paused`: the line broke and stayed broken; `refused`:
 * the server will not have it.
 */
export type UploadState =
  | { readonly kind: 'waiting' | 'sending' }
  | { readonly kind: 'apart'; readonly done: number; readonly total: number | null }
  | { readonly kind: 'paused' | 'refused'; readonly error: ProblemError }
  | { readonly kind: 'arrived'; readonly upload: UploadView }

export interface QueuedFile {
  readonly key: string
  readonly name: string
  readonly sizeBytes: number
  /** Null for a page that came out of a PDF. */
  readonly file: File | null
  /** Pages alone: a PDF is taken apart into them. */
  readonly takes: QueueKind
  readonly sentBytes: number
  /** Chosen by hand; without it the order decides. */
  readonly page: number | undefined
  readonly state: UploadState
}

export type QueueKind = 'files' | 'pages'

/** Queues by the record that they are for: they go on while one looks at something else. */
const queues = new Map<string, readonly QueuedFile[]>()
const pumping = new Set<string>()
const listeners = new Set<() => void>()
const NONE: readonly QueuedFile[] = []
forgetWithPerson(() => {
  queues.clear()
  for (const listener of listeners) listener()
})

/** Small enough that the progress moves and little is sent twice, large enough that the answers cost little. */
const CHUNK_BYTES = 2 * 1024 * 1024

function put(recordId: string, queue: readonly QueuedFile[]): void {
  queues.set(recordId, queue)
  for (const listener of listeners) listener()
}

function change(recordId: string, key: string, over: Partial<QueuedFile>): void {
  put(
    recordId,
    (queues.get(recordId) ?? NONE).map((item) => (item.key === key ? { ...item, ...over } : item)),
  )
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useUploadQueue(recordId: string): readonly QueuedFile[] {
  return useSyncExternalStore(subscribe, () => queues.get(recordId) ?? NONE)
}

/** `2.tif` comes before `10.tif`. */
const byName = new Intl.Collator('zh-CN', { numeric: true })

export function queueFiles(recordId: string, files: readonly File[], takes: QueueKind = 'files'): void {
  const added = files
    .toSorted((a, b) => byName.compare(a.name, b.name))
    .map((file): QueuedFile => {
      const { name, size: sizeBytes } = file
      const of = { key: crypto.randomUUID(), name, sizeBytes, file, takes }
      return { ...of, sentBytes: 0, page: undefined, state: { kind: 'waiting' } }
    })
  put(recordId, [...(queues.get(recordId) ?? NONE), ...added])
  void pump(recordId)
}

export function sortQueueByName(recordId: string): void {
  put(
    recordId,
    (queues.get(recordId) ?? NONE).toSorted((a, b) => byName.compare(a.name, b.name)),
  )
}

/** Takes a file out and puts it back in front of the one that stands at `to` then. */
export function moveInQueue(recordId: string, key: string, to: number): void {
  const queue = queues.get(recordId) ?? NONE
  const moved = queue.find((item) => item.key === key)
  if (moved !== undefined) put(recordId, queue.filter((item) => item !== moved).toSpliced(to, 0, moved))
}

export function numberInQueue(recordId: string, key: string, page: number | undefined): void {
  change(recordId, key, { page })
}

export function leaveQueue(recordId: string, keys: readonly string[]): void {
  put(
    recordId,
    (queues.get(recordId) ?? NONE).filter((item) => !keys.includes(item.key)),
  )
}

/** After they have become pages: the same file may come again as another upload. */
export async function usedUp(recordId: string, used: readonly QueuedFile[]): Promise<void> {
  leaveQueue(
    recordId,
    used.map(({ key }) => key),
  )
  for (const { file } of used) {
    if (file !== null) countUp(await markOf(recordId, file))
  }
}

/** Tries again what was interrupted; what has arrived of it is not sent a second time. */
export function resumeQueue(recordId: string): void {
  for (const item of queues.get(recordId) ?? NONE)
    if (item.state.kind === 'paused') change(recordId, item.key, { state: { kind: 'waiting' } })
  void pump(recordId)
}

/** One after the other: two cores and one line gain nothing from more. */
async function pump(recordId: string): Promise<void> {
  if (pumping.has(recordId)) return
  pumping.add(recordId)
  const next = () => queues.get(recordId)?.find((item) => item.state.kind === 'waiting')
  for (let item = next(); item !== undefined; item = next()) {
    const state = await arrive(recordId, item).catch((cause: unknown): UploadState => {
      const error = asProblem(cause)
      return { kind: error.isRetryable ? 'paused' : 'refused', error }
    })
    if (state !== undefined) change(recordId, item.key, { state })
  }
  pumping.delete(recordId)
}

/** Undefined where something else stands in its place: the pages of a PDF. */
async function arrive(recordId: string, { key, file, takes }: QueuedFile): Promise<UploadState | undefined> {
  if (file === null) return undefined
  const state = await send(recordId, { key, file })
  if (state.kind !== 'arrived' || takes === 'files' || state.upload.mediaType !== 'application/pdf')
    return state
  const pages = await pagesOfPdf(state.upload.id, (done, total) =>
    change(recordId, key, { state: { kind: 'apart', done, total } }),
  )
  // The same PDF may come again as another upload.
  countUp(await markOf(recordId, file))
  put(
    recordId,
    (queues.get(recordId) ?? NONE).flatMap((item) => (item.key === key ? pages.map(arrivedPage) : [item])),
  )
  return undefined
}

function arrivedPage(upload: UploadView): QueuedFile {
  const { id: key, name, sizeBytes } = upload
  const state = { kind: 'arrived', upload } as const
  return { key, name, sizeBytes, file: null, takes: 'pages', sentBytes: sizeBytes, page: undefined, state }
}

interface Sending {
  readonly key: string
  readonly file: File
}

async function send(recordId: string, { key, file }: Sending): Promise<UploadState> {
  change(recordId, key, { state: { kind: 'sending' } })
  const mark = await markOf(recordId, file)
  const begun = `${mark}-${countOf(mark)}`
  const body = { name: file.name, sizeBytes: file.size }
  let session = await insisting(async () => write('POST /api/upload-sessions', { body }, begun))
  while (session.upload === null) {
    change(recordId, key, { sentBytes: session.offset })
    session = await sendChunk(session, file)
  }
  change(recordId, key, { sentBytes: file.size })
  return { kind: 'arrived', upload: session.upload }
}

/** After a break it is asked how much has arrived: a chunk whose answer was lost is not sent again. */
async function sendChunk(
  { id, offset, chunkBytes }: UploadSessionView,
  file: File,
): Promise<UploadSessionView> {
  const bytes = file.slice(offset, offset + Math.min(chunkBytes, CHUNK_BYTES))
  const asked = { params: { id }, query: { offset }, file: new File([bytes], file.name) }
  try {
    return await write('POST /api/upload-sessions/:id/chunks', asked, crypto.randomUUID())
  } catch (cause) {
    const error = asProblem(cause)
    if (!error.isRetryable && error.code !== 'upload.offset') throw cause
    return insisting(async () => read('GET /api/upload-sessions/:id', { params: { id } }))
  }
}

/** The same file for the same record is the same upload, in this window or after the browser was closed: names stay out of the store. */
async function markOf(recordId: string, { name, size, lastModified }: File): Promise<string> {
  const said = new TextEncoder().encode(JSON.stringify([recordId, name, size, lastModified]))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', said))
  return `upload.${[...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
