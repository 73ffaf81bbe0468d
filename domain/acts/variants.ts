/** Public variants (公开版): what others may see of a file in which something is taken out; the original stays as it is (Noark 5.2.23). */
import { gradeRank, isCleared, type ActName } from '#domain/access.ts'
import type { NewEvent } from '#domain/events.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import { bearsSecrecyMark } from '#domain/state/secrets.ts'
import type { DigitalObjectRow, Rows } from '#domain/state.ts'
import type { Grade } from '#domain/vocabulary.ts'
import { decided, type ActFacts, type Decision } from './act.ts'
import { addedEvent } from './create-record.ts'
import { readableRecord, type RecordSubject } from './record-subject.ts'
import { jobBeside } from './secure-copies.ts'

/** Its name says of a variant what it is wherever the file goes: in lists, downloads and packages. */
export const VARIANT_PREFIX = '公开版-'

/** Findings with which no object is kept. */
const FAULTY = ['format.lies', 'format.empty', 'format.truncated', 'pdf.encrypted', 'content.state-secret']

export interface NewVariant {
  readonly recordId: string
  readonly originalId: string
  readonly uploadId: string
  /** From which clearance on the original is shown. */
  readonly originalGrade: Grade
  readonly removed: string
  readonly clause: string
}

/**
 * A redacted file is put beside an original of a filed record, an object of its own with its own digest, inspected like every other.
 * Nobody is shown it in the original's place before a second person has confirmed it. Facts: the record, its objects, the upload.
 */
export function proposeVariant(facts: ActFacts, said: NewVariant): Decision {
  const { recordId, originalId, uploadId, originalGrade, removed, clause } = said
  const subject = standing(facts, recordId, 'variant.propose')
  if (subject.kind === 'refused') return subject
  const { row, rows } = subject
  const original = rows.get('digitalObject', originalId)
  if (original?.role !== 'content' || original.withdrawnAt !== null)
    return refuse('variant.original-unknown', { originalId })
  if (variantsOf(rows, originalId).some(({ variant }) => variant?.state !== 'refused'))
    return refuse('variant.known')
  if (gradeRank(originalGrade) < gradeRank(row.grade))
    return refuse('variant.grade-too-low', { grade: row.grade })
  if (!isCleared(facts.actor, originalGrade)) return refuse('grade.above-clearance', { grade: originalGrade })
  const file = facts.uploads.find(({ id, takenBy }) => id === uploadId && takenBy === null)
  if (file === undefined) return refuse('upload.unknown')
  if (file.sha256 === original.sha256) return refuse('variant.same-bytes')
  if (bearsSecrecyMark(file.name)) return refuse('record.state-secret')
  const named = { ...file, name: `${VARIANT_PREFIX}${file.name}` }
  const added = addedEvent(facts, { recordId, file: named, position: original.position })
  if (added.type !== 'object.added') throw new Error('a file is added by its event')
  const objectId = added.data.id
  const stream = { kind: 'record' as const, id: recordId }
  const events: readonly NewEvent[] = [
    { ...added, data: { ...added.data, role: 'public-variant', derivedFrom: originalId } },
    { stream, type: 'variant.proposed', data: { objectId, originalId, originalGrade, removed, clause } },
    jobBeside(facts, subject, 'inspect').event,
  ]
  return decided(events, { objectId }, { uploads: [{ id: uploadId, takenBy: recordId }] })
}

export interface VariantDecision {
  readonly recordId: string
  readonly objectId: string
  readonly decision: 'confirm' | 'refuse'
  readonly reason: string
}

/** Another person compares both files: the variant stands for the original from this commit on, or it leaves by the delete gate. */
export function decideVariant(
  facts: ActFacts,
  { recordId, objectId, decision, reason }: VariantDecision,
): Decision {
  const subject = standing(facts, recordId, 'variant.decide')
  if (subject.kind === 'refused') return subject
  const object = subject.rows.get('digitalObject', objectId)
  if (object === undefined || object.variant === null) return refuse('not-found')
  const { variant, findings } = object
  if (variant.state !== 'proposed') return refuse('variant.decided')
  if (!isCleared(facts.actor, variant.originalGrade))
    return refuse('grade.above-clearance', { grade: variant.originalGrade })
  const stream = { kind: 'record' as const, id: recordId }
  const keeping = jobBeside(facts, subject, 'preserve').event
  if (decision === 'refuse') {
    const refused: NewEvent = { stream, type: 'variant.refused', data: { objectId, reason } }
    const withdrawn: NewEvent = { stream, type: 'object.withdrawn', data: { objectId, reason: 'variant' } }
    return decided([refused, withdrawn, keeping], { objectId })
  }
  if (variant.proposedBy === facts.actor.personId) return refuse('variant.second-person')
  if (findings === null) return refuse('variant.not-inspected')
  if (findings.some((code) => FAULTY.includes(code))) return refuse('variant.faulty')
  return decided([{ stream, type: 'variant.confirmed', data: { objectId, reason } }, keeping], { objectId })
}

function variantsOf(rows: Rows, originalId: string): readonly DigitalObjectRow[] {
  return rows
    .all('digitalObject')
    .filter(({ derivedFrom, variant }) => derivedFrom === originalId && variant !== null)
}

/** Lists and batches are sealed with the contents that they know: on one, a record keeps its own. */
function standing(facts: ActFacts, recordId: string, act: ActName): RecordSubject | Refusal {
  const subject = readableRecord(facts, recordId, act)
  if (subject.kind === 'refused') return subject
  const { row } = subject
  if (row.archivalCode === null) return refuse('giving.not-filed')
  const isElsewhere = row.disposalListId !== null || row.transferBatchId !== null
  return isElsewhere ? refuse('record.not-in-keep', { place: row.placeStep }) : subject
}
