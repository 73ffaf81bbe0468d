import type { ContentsEntry } from '#domain/contents.ts'
import type { NewEvent } from '#domain/events.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import { bearsSecrecyMark } from '#domain/state/secrets.ts'
import { STEPS_AFTER_SHELVING } from '#domain/state/paper.ts'
import type { RecordState } from '#domain/state.ts'
import { decided, type ActFacts, type Decision, type Upload } from './act.ts'
import { taskRefusal } from './complete-task.ts'
import { addedEvent } from './create-record.ts'
import { listed, pageImagesOf, placing, printing, standingOf } from './paper-effects.ts'
import { subjectOf } from './place.ts'
import { standingRecord, type RecordSubject } from './record-subject.ts'

type Working = { readonly kind: 'working'; readonly subject: RecordSubject }

/** The record at a step that this actor has claimed: nobody else changes what they work on. */
function workingOn(facts: ActFacts, recordId: string, form: string): Working | Refusal {
  const subject = subjectOf(facts, recordId)
  if (subject?.kind !== 'record') return refuse('not-found')
  const task = subject.rows
    .all('task')
    .find((t) => t.form === form && (t.state === 'open' || t.state === 'claimed'))
  if (task === undefined) return refuse('task.out-of-order', { needed: form })
  const refusal = taskRefusal(facts, subject, task)
  if (refusal !== undefined) return refusal
  return task.state === 'open' ? refuse('task.not-claimed') : { kind: 'working', subject }
}

/** The archivist who arranges a file saves its contents list; it may be saved again until the step is completed. */
export function saveContents(
  facts: ActFacts,
  { recordId, entries }: { readonly recordId: string; readonly entries: readonly ContentsEntry[] },
): Decision {
  const working = workingOn(facts, recordId, 'arrange-file')
  if (working.kind === 'refused') return working
  if (entries.some(entryIsSecret)) return refuse('record.state-secret')
  const effect = listed(facts, { subject: working.subject, entries, total: null })
  if (effect.kind === 'refused') return effect
  return decided(effect.events, { recordId, entries: entries.length, pages: entries.at(-1)?.lastPage ?? 0 })
}

/** Whether an entry of a contents list bears the mark of a state secret anywhere in what it says. */
export function entryIsSecret({ title, responsible, documentNo }: ContentsEntry): boolean {
  return [title, responsible, documentNo ?? ''].some(bearsSecrecyMark)
}

/** What a page of paper may be scanned to (DA/T 31-2017, 9: TIFF or JPEG; PNG loses nothing either). */
const PAGE_MEDIA = ['image/tiff', 'image/jpeg', 'image/png']
export interface PageUpload {
  readonly uploadId: string
  /** Its page number; without one it follows the last page. */
  readonly page?: number
}

/** The scanner adds page images in page order; an image for a page that has one takes its place, and the old one stays on record. */
export function addPages(
  facts: ActFacts,
  { recordId, pages }: { readonly recordId: string; readonly pages: readonly PageUpload[] },
): Decision {
  const working = workingOn(facts, recordId, 'scan')
  if (working.kind === 'refused') return working
  const { rows } = working.subject
  const present = new Map(pageImagesOf(rows).map((object) => [object.position, object.id]))
  const uploads = pages.map(({ uploadId }) =>
    facts.uploads.find((u) => u.id === uploadId && u.takenBy === null),
  )
  const files = uploads.filter((upload): upload is Upload => upload !== undefined)
  if (
    files.length < pages.length ||
    new Set(files.map(({ id }) => id)).size < pages.length ||
    files.length === 0
  )
    return refuse('upload.unknown')
  if (files.some(({ name }) => bearsSecrecyMark(name))) return refuse('record.state-secret')
  // A PDF is taken apart before: its pages are checked, replaced and locked one by one.
  const bound = files.find((file) => file.mediaType === 'application/pdf')
  if (bound !== undefined) return refuse('scan.is-pdf', { name: bound.name })
  const wrong = files.find((file) => !PAGE_MEDIA.includes(file.mediaType))
  if (wrong !== undefined)
    return refuse('scan.not-an-image', { name: wrong.name, mediaType: wrong.mediaType })
  const events: NewEvent[] = []
  const answer: { page: number; objectId: string }[] = []
  for (const [index, file] of files.entries()) {
    const page = pages[index]?.page ?? Math.max(0, ...present.keys()) + 1
    const former = present.get(page)
    if (former !== undefined) {
      if (answer.some((added) => added.page === page)) return refuse('request.invalid', { page })
      events.push(withdrawal(recordId, former, 'rescanned'))
    }
    const event = addedEvent(facts, { recordId, file, position: page })
    if (event.type !== 'object.added') throw new Error('a file is added by object.added')
    present.set(page, event.data.id)
    events.push(event)
    answer.push({ page, objectId: event.data.id })
  }
  return decided(
    events,
    { recordId, pages: answer },
    { uploads: files.map(({ id }) => ({ id, takenBy: recordId })) },
  )
}

/** Takes a page image out that was scanned by mistake. */
export function withdrawPage(
  facts: ActFacts,
  { recordId, page }: { readonly recordId: string; readonly page: number },
): Decision {
  const working = workingOn(facts, recordId, 'scan')
  if (working.kind === 'refused') return working
  const image = pageImagesOf(working.subject.rows).find((object) => object.position === page)
  if (image === undefined) return refuse('not-found')
  return decided([withdrawal(recordId, image.id, 'withdrawn')], { recordId, page })
}

function withdrawal(recordId: string, objectId: string, reason: string): NewEvent {
  return { stream: { kind: 'record', id: recordId }, type: 'object.withdrawn', data: { objectId, reason } }
}

export interface Move {
  readonly recordId: string
  readonly barcode: string
  /** Null for a first place, which needs none. */
  readonly reason: string | null
  readonly boxNumber: string | null
  /** The cell in which whoever moves it saw it, null: in none. Not said: wherever it stands. */
  readonly from?: string | null | undefined
}

/**
 * The repository keeper moves a file that stands on a shelf to another cell; the old place is free by this act, and the labels are
 * printed anew. Paper that no step of its life shelves gets its first place in the same way.
 */
export function movePaper(facts: ActFacts, { recordId, barcode, reason, boxNumber, from }: Move): Decision {
  const subject = standingRecord(facts, recordId, 'paper.move')
  if (subject.kind === 'refused') return subject
  const standing = standingOf(subject.rows)
  const stands = standing?.barcode ?? null
  // Two keepers with one file: the second learns where it stands, and takes it from there only if they mean to.
  if (from !== undefined && from !== stands)
    return refuse(stands === barcode ? 'cell.same' : 'paper.elsewhere', { barcode: stands })
  const refusal = standing === undefined ? firstPlaceRefusal(subject.row) : undefined
  if (refusal !== undefined) return refusal
  const placed = placing(facts, { subject, barcode, boxNumber: boxNumber ?? standing?.boxNumber ?? null })
  if (placed.kind === 'refused') return placed
  const answer = { recordId, barcode, from: stands, slot: placed.slot }
  if (standing === undefined) return decided([placed.event], answer)
  if (reason === null) return refuse('paper.reason-missing')
  const freed: NewEvent = {
    stream: { kind: 'record', id: recordId },
    type: 'record.unshelved',
    data: { placementId: standing.id, reason },
  }
  const { after = [] } = printing(facts, subject)
  return decided([freed, placed.event, ...after], answer)
}

/** Paper without a place gets one where it is here, is filed, and no step of its life shelves it. */
function firstPlaceRefusal({
  carrier,
  archivalCode,
  placeStep,
  transferredOn,
}: RecordState): Refusal | undefined {
  if (carrier === 'electronic' || transferredOn !== null) return refuse('paper.none')
  const isShelvedByTask = carrier === 'paper' && !STEPS_AFTER_SHELVING.some((step) => step === placeStep)
  return archivalCode === null || isShelvedByTask
    ? refuse('paper.awaits-shelving', { step: placeStep })
    : undefined
}
