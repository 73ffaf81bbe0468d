import { mayAct } from '#domain/access.ts'
import type { NewEvent } from '#domain/events.ts'
import { checkMetadata, derivedMetadata, missingMetadata, type MetadataValues } from '#domain/metadata.ts'
import { fieldsOf, type MetadataField } from '#domain/metadata-scheme.ts'
import { openTextRefusal } from '#domain/personal-data.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import { decided, type ActFacts, type Decision } from './act.ts'
import { givenBy } from './data-starts.ts'
import { itemsOf, pageImagesOf } from './paper-effects.ts'
import { fondsOf, subjectOf } from './place.ts'
import type { RecordSubject } from './record-subject.ts'
import { decidedAnew } from './redate-facts.ts'

export interface Describing {
  readonly recordId: string
  /** Of one item of the contents list; null of the record itself. */
  readonly itemId: string | null
  /** Of the fields that change; an empty list takes a field's values away. */
  readonly values: MetadataValues
}

/**
 * Says more of a record or of one of its items, until it is filed and whenever it is open again. The event holds what stood there and
 * what stands there now; where a rule starts from one of the fields, the date that follows is stated in the same commit.
 */
export function describeMetadata(facts: ActFacts, { recordId, itemId, values }: Describing): Decision {
  const subject = subjectOf(facts, recordId)
  if (subject?.kind !== 'record') return refuse('not-found')
  const refusal = describingRefusal(facts, subject)
  if (refusal !== undefined) return refusal
  if (itemId !== null && !itemsOf(subject.rows).some(({ id }) => id === itemId)) return refuse('not-found')
  const scheme = facts.reference.metadataScheme()
  const family = familyOf(facts, subject)
  const checked = checkMetadata(scheme, { family, values, today: facts.today })
  if (checked.kind === 'refused')
    return refuse('metadata.faulty', { faults: checked.faults.map((fault) => ({ ...fault })) })
  const closed = openTextRefusal(subject.row, { metadata: Object.values(checked.values).flat() })
  if (closed !== undefined) return closed
  const standing = metadataOf(subject, itemId)
  const after = changesIn(standing, checked.values)
  const fields = Object.keys(after).sort()
  const answer = { recordId, fields, missing: [...missingOfClass(facts, subject)] }
  if (fields.length === 0) return decided([], answer)
  const before = Object.fromEntries(fields.map((id) => [id, standing[id] ?? []]))
  const event: NewEvent = {
    stream: { kind: 'record', id: recordId },
    type: 'record.metadata-set',
    data: { itemId, fields, schemeVersion: scheme.version, valuesDigest: null },
    personal: { valuesDigest: JSON.stringify({ before, after }) },
  }
  const given = givenBy(facts, subject)
  // What is said of one item moves no date of its file.
  const left = itemId === null ? { ...given, values: { ...given.values, ...after } } : given
  return decidedAnew(facts, { subject, given: left, said: [event] }, answer)
}

/** Why this actor may not describe this record now. */
export function describingRefusal(facts: ActFacts, { row }: RecordSubject): Refusal | undefined {
  if (!mayAct(facts.actor, 'record.describe')) return refuse('access.denied', { act: 'record.describe' })
  if (row.endedOn !== null) return refuse('record.ended')
  const isOpen = row.archivalCode === null || row.reopenedAt !== null
  return isOpen ? undefined : refuse('record.closed', { place: row.placeStep })
}

function changesIn(standing: MetadataValues, given: MetadataValues): MetadataValues {
  const changed = Object.entries(given).filter(
    ([id, texts]) => JSON.stringify(standing[id] ?? []) !== JSON.stringify(texts),
  )
  return Object.fromEntries(changed)
}

export function familyOf(facts: Pick<ActFacts, 'reference'>, { row }: RecordSubject): string {
  return facts.reference.recordClass(row.classCode)?.family ?? ''
}

/** What was said of the record, or of one of its items. */
export function metadataOf({ row, rows }: RecordSubject, itemId: string | null): MetadataValues {
  return rows.get('recordMetadata', itemId ?? row.id)?.values ?? {}
}

/** Names are of no matter to what is missing: every unit and every fonds has one. */
const NAMED = { fondsName: '-', unitName: '-' }

/** Ids of the fields that the class must have and that neither a person nor the record itself has filled. */
export function missingOfClass(
  facts: Pick<ActFacts, 'reference' | 'fonds'>,
  subject: RecordSubject,
  classCode = subject.row.classCode,
): readonly string[] {
  const scheme = facts.reference.metadataScheme()
  const recordClass = facts.reference.recordClass(classCode)
  const version = subject.row.scheduleVersionId ?? recordClass?.scheduleVersionId
  const rule = version === undefined ? undefined : facts.reference.scheduleRow(version, classCode)
  const derived = derivedMetadata(scheme, {
    ...NAMED,
    record: { ...subject.row, classCode },
    fondsCode: fondsOf(facts, subject.row.fondsId).code,
    // A class without a usable row is refused for that reason, and not for what it lacks here.
    periodYears: rule?.period.kind === 'years' ? rule.period.years : null,
    items: itemsOf(subject.rows).length,
    objects: pageImagesOf(subject.rows),
  })
  // The cover of a case is on its main volume; its side volume is described by what every record must have.
  const covered = subject.row.volume === 'side' ? '' : classCode
  return missingMetadata(scheme, { classCode: covered, values: { ...derived, ...metadataOf(subject, null) } })
}

/** The fields behind some ids, for whoever has to read them. */
export function fieldsNamed(
  facts: Pick<ActFacts, 'reference'>,
  { family, ids }: { readonly family: string; readonly ids: readonly string[] },
): readonly Pick<MetadataField, 'id' | 'zh' | 'en'>[] {
  const known = fieldsOf(facts.reference.metadataScheme(), family)
  return ids.flatMap((id) => {
    const field = known.find((one) => one.id === id)
    return field === undefined ? [] : [{ id, zh: field.zh, en: field.en }]
  })
}
