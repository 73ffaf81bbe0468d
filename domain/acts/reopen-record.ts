import { mayAct } from '#domain/access.ts'
import { contentsFaults, type ContentsEntry } from '#domain/contents.ts'
import type { NewEvent } from '#domain/events.ts'
import { openTextRefusal } from '#domain/personal-data.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import { decided, type ActFacts, type Decision } from './act.ts'
import { givenBy } from './data-starts.ts'
import { describingRefusal, missingOfClass } from './describe-metadata.ts'
import { entryIsSecret } from './paper-acts.ts'
import { itemsOf, mixedFaults } from './paper-effects.ts'
import { subjectOf } from './place.ts'
import { recordFor, type RecordSubject } from './record-subject.ts'
import { decidedAnew } from './redate-facts.ts'

interface Reasoned {
  readonly recordId: string
  readonly reason: string
}

/**
 * Opens a filed record again for its description and its items, with a right and a reason (FEATURES R42, R44). While it is
 * open it goes on no list and no batch.
 */
export function reopenRecord(facts: ActFacts, { recordId, reason }: Reasoned): Decision {
  const subject = recordFor(facts, recordId, 'record.reopen')
  if (subject.kind === 'refused') return subject
  const refusal = reopeningRefusal(subject)
  if (refusal !== undefined) return refusal
  const stream = { kind: 'record' as const, id: recordId }
  return decided([{ stream, type: 'record.reopened', data: { reason } }], { recordId })
}

function reopeningRefusal({ row }: RecordSubject): Refusal | undefined {
  if (row.endedOn !== null) return refuse('record.ended')
  if (row.archivalCode === null || row.reopenedAt !== null) return refuse('record.not-closed')
  if (row.destructionBegunAt !== null) return refuse('record.being-destroyed')
  if (row.activeHolds > 0) return refuse('record.on-hold', { recordId: row.id })
  const isElsewhere = row.disposalListId !== null || row.transferBatchId !== null
  return isElsewhere ? refuse('record.not-in-keep', { place: row.placeStep }) : undefined
}

export interface Closing extends Reasoned {
  /** Items that the person counted in the file; null where nobody did. */
  readonly counted: number | null
}

/**
 * Closes it again; what the class must have, and what may lie together, is checked as at the filing, and what was counted against the
 * contents list.
 */
export function closeRecord(facts: ActFacts, { recordId, reason, counted }: Closing): Decision {
  const subject = subjectOf(facts, recordId)
  if (subject?.kind !== 'record') return refuse('not-found')
  if (!mayAct(facts.actor, 'record.describe') && !mayAct(facts.actor, 'record.reopen'))
    return refuse('access.denied', { act: 'record.reopen' })
  if (subject.row.reopenedAt === null) return refuse('record.closed', { place: subject.row.placeStep })
  const missing = missingOfClass(facts, subject)
  if (missing.length > 0) return refuse('record.incomplete', { missing: [...missing] })
  const mixed = mixedFaults(facts, subject, itemsOf(subject.rows))
  if (mixed.length > 0) return refuse('contents.faulty', { faults: [...mixed] })
  const listed = itemsOf(subject.rows).length
  if (counted !== null && counted !== listed) return refuse('record.count-differs', { counted, listed })
  const stream = { kind: 'record' as const, id: recordId }
  const data = counted === null ? { reason } : { reason, items: counted }
  return decided([{ stream, type: 'record.closed', data }], { recordId })
}

interface Adding {
  readonly recordId: string
  readonly entry: ContentsEntry
}

/** Adds an entry behind the last of a reopened file's contents list. A number that was withdrawn is not given again. */
export function addItem(facts: ActFacts, { recordId, entry }: Adding): Decision {
  const opened = openedFile(facts, recordId)
  if (opened.kind === 'refused') return opened
  if (entryIsSecret(entry)) return refuse('record.state-secret')
  const { row, rows } = opened.subject
  const closed = openTextRefusal(row, { contents: [entry.title, entry.responsible, entry.documentNo] })
  if (closed !== undefined) return closed
  const position = Math.max(0, ...rows.all('recordItem').map((item) => item.position)) + 1
  const faults = [
    ...contentsFaults([entry], { total: null, today: facts.today, after: row.pages ?? 0 }),
    ...mixedFaults(facts, opened.subject, [entry]),
  ].map((fault) => ({ ...fault, no: fault.no === null ? null : position }))
  if (faults.length > 0) return refuse('contents.faulty', { faults })
  const { title, responsible, documentNo, formedOn, firstPage, lastPage } = entry
  const itemId = facts.newId()
  const added: NewEvent = {
    stream: { kind: 'record', id: recordId },
    type: 'record.item-added',
    data: {
      id: itemId,
      position,
      formedOn,
      firstPage,
      lastPage,
      classCode: entry.classCode ?? null,
      textsDigest: null,
    },
    personal: { textsDigest: JSON.stringify([{ title, responsible, documentNo }]) },
  }
  const given = givenBy(facts, opened.subject)
  const items = [...(given.items ?? []), { formedOn }]
  const anew = { subject: opened.subject, given: { ...given, items }, said: [added] }
  return decidedAnew(facts, anew, { recordId, itemId, no: position })
}

/** Takes an item out of a reopened file: its number stays empty, with the reason as its note (regulations 3.5). */
export function withdrawItem(
  facts: ActFacts,
  { recordId, itemId, reason }: Reasoned & { readonly itemId: string },
): Decision {
  const opened = openedFile(facts, recordId)
  if (opened.kind === 'refused') return opened
  const standing = itemsOf(opened.subject.rows)
  if (!standing.some(({ id }) => id === itemId)) return refuse('not-found')
  const withdrawn: NewEvent = {
    stream: { kind: 'record', id: recordId },
    type: 'record.item-withdrawn',
    data: { itemId, note: reason },
  }
  const given = { ...givenBy(facts, opened.subject), items: standing.filter(({ id }) => id !== itemId) }
  return decidedAnew(facts, { subject: opened.subject, given, said: [withdrawn] }, { recordId, itemId })
}

type Opened = { readonly kind: 'opened'; readonly subject: RecordSubject }

/** Before its filing the contents list is saved as a whole; item by item it changes only in a file that was opened again. */
function openedFile(facts: ActFacts, recordId: string): Opened | Refusal {
  const subject = subjectOf(facts, recordId)
  if (subject?.kind !== 'record') return refuse('not-found')
  const refusal = describingRefusal(facts, subject)
  if (refusal !== undefined) return refusal
  if (subject.row.reopenedAt === null || subject.row.level !== 'file')
    return refuse('record.closed', { place: subject.row.placeStep })
  return { kind: 'opened', subject }
}
