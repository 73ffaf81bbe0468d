import { refuse, type Refusal } from '#domain/refusal.ts'
import { bearsSecrecyMark } from '#domain/state/secrets.ts'
import type { DigitalObjectRow } from '#domain/state.ts'
import { decided, type ActFacts, type Decision, type Upload } from './act.ts'
import { addedEvent } from './create-record.ts'
import { recordFor, type RecordSubject } from './record-subject.ts'

/** Where the contents of a record may still change: before the machine has looked at them (REQ-45: filed content is immutable). */
export const CONTENTS_OPEN_AT = 'create'

type Open = { readonly kind: 'open'; readonly subject: RecordSubject }

function openRecord(facts: ActFacts, recordId: string): Open | Refusal {
  const subject = recordFor(facts, recordId, 'record.create')
  if (subject.kind === 'refused') return subject
  if (subject.row.endedOn !== null) return refuse('record.ended')
  if (subject.row.quarantine !== null) return refuse('content.quarantined')
  const isOpen =
    subject.row.placeStep === CONTENTS_OPEN_AT &&
    subject.row.archivalCode === null &&
    subject.row.carrier !== 'paper'
  return isOpen
    ? { kind: 'open', subject }
    : refuse('record.not-in-keep', { place: subject.row.placeStep, needed: CONTENTS_OPEN_AT })
}

/** Files that were received are added to a record that is still being collected. Facts: the record, its objects, the uploads. */
export function addContents(
  facts: ActFacts,
  { recordId, uploadIds }: { readonly recordId: string; readonly uploadIds: readonly string[] },
): Decision {
  const open = openRecord(facts, recordId)
  if (open.kind === 'refused') return open
  const uploads = [...new Set(uploadIds)].map((id) =>
    facts.uploads.find((upload) => upload.id === id && upload.takenBy === null),
  )
  const files = uploads.filter((upload): upload is Upload => upload !== undefined)
  if (files.length < uploads.length || files.length === 0) return refuse('upload.unknown')
  if (files.some(({ name }) => bearsSecrecyMark(name))) return refuse('record.state-secret')
  const last = Math.max(0, ...open.subject.rows.all('digitalObject').map((object) => object.position))
  const events = files.map((file, index) => addedEvent(facts, { recordId, file, position: last + index + 1 }))
  const objectIds = events.flatMap((event) => (event.type === 'object.added' ? [event.data.id] : []))
  return decided(
    events,
    { recordId, objectIds },
    { uploads: files.map((file) => ({ id: file.id, takenBy: recordId })) },
  )
}

/** Takes a wrong file out again; that it was there stays in the ledger, and its bytes go by the delete gate. */
export function withdrawContent(
  facts: ActFacts,
  {
    recordId,
    objectId,
    reason,
  }: { readonly recordId: string; readonly objectId: string; readonly reason: string },
): Decision {
  const open = openRecord(facts, recordId)
  if (open.kind === 'refused') return open
  const object: DigitalObjectRow | undefined = open.subject.rows.get('digitalObject', objectId)
  if (object === undefined || object.role !== 'content' || object.withdrawnAt !== null)
    return refuse('not-found')
  const stream = { kind: 'record' as const, id: recordId }
  return decided([{ stream, type: 'object.withdrawn', data: { objectId, reason } }], { recordId, objectId })
}
