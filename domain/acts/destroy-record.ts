import type { NewEvent } from '#domain/events.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import type { RecordState, RegisterEntryRow } from '#domain/state.ts'
import { decided, type ActFacts, type Decision } from './act.ts'
import { stepEvents } from './engine.ts'
import { leaveEvents } from './leave-list.ts'
import { eligibilityToday, fondsOf, frozenRefusal, holdRefusal, subjectOf, type Subject } from './place.ts'
import { ruleOf } from './record-effects.ts'

export interface Destruction {
  readonly listId: string
  readonly recordId: string
}

type Pair = {
  readonly kind: 'pair'
  readonly list: Extract<Subject, { kind: 'disposal-list' }>
  readonly record: Extract<Subject, { kind: 'record' }>
}

function pairOf(facts: ActFacts, { listId, recordId }: Destruction): Pair | Refusal {
  const list = subjectOf(facts, listId)
  const record = subjectOf(facts, recordId)
  if (list?.kind !== 'disposal-list' || record?.kind !== 'record') return refuse('not-found')
  const item = list.rows.all('disposalListItem').find((row) => row.recordId === recordId)
  if (list.row.placeStep !== 'destroy' || item?.state !== 'destroying') return refuse('task.out-of-order')
  return { kind: 'pair', list, record }
}

/**
 * The point of no return of one record: written under row lock and the fonds' hold epoch, refused under hold, and only for what
 * is on the approved register and due by the rule (PRM-4). From here the destruction resumes to its end.
 */
export function beginDestruction(facts: ActFacts, ref: Destruction): Decision {
  const pair = pairOf(facts, ref)
  if (pair.kind === 'refused') return pair
  const { list, record } = pair
  if (record.row.destructionBegunAt !== null) return decided([], { recordId: ref.recordId, begun: true })
  if (
    record.row.disposalListId !== ref.listId ||
    list.row.registerHash === null ||
    list.row.approvedBy === null
  )
    return refuse('task.out-of-order')
  const held = holdRefusal(facts, record.row, { recordId: ref.recordId })
  if (held !== undefined) return held
  if (record.row.quarantine !== null) return refuse('content.quarantined', { recordId: ref.recordId })
  const frozen = frozenRefusal(facts, record.row)
  if (frozen !== undefined) return frozen
  if (!isDue(facts, record.row)) return refuse('record.not-due', { recordId: ref.recordId })
  const fonds = fondsOf(facts, record.row.fondsId)
  const begun: NewEvent = {
    stream: { kind: 'record', id: ref.recordId },
    type: 'destruction.begun',
    data: { listId: ref.listId, registerHash: list.row.registerHash, holdEpoch: fonds.holdEpoch },
  }
  return decided(
    [begun],
    { recordId: ref.recordId, begun: true },
    { epochs: [{ fondsId: fonds.id, holdEpoch: fonds.holdEpoch }] },
  )
}

function isDue(facts: ActFacts, record: RecordState): boolean {
  const rule = ruleOf(facts, record)
  if (rule.kind === 'refused') return false
  return eligibilityToday(facts, record, rule.rules).verdict === 'due'
}

/** What was destroyed, and what the store answered, copy by copy. */
export function recordCopyDestroyed(
  facts: ActFacts,
  { recordId, copyId, proof }: { readonly recordId: string; readonly copyId: string; readonly proof: string },
): Decision {
  const subject = subjectOf(facts, recordId)
  const copy = subject?.rows.get('objectCopy', copyId)
  if (subject === undefined || copy === undefined) return refuse('not-found')
  if (copy.state === 'destroyed') return decided([], { copyId })
  return decided(
    [{ stream: { kind: subject.kind, id: recordId }, type: 'copy.destroyed', data: { copyId, proof } }],
    { copyId },
  )
}

/** Ends the record when no copy is left: tombstone, end of life, and the erasure of texts and personal values in one commit. */
export function finishDestruction(facts: ActFacts, ref: Destruction): Decision {
  const pair = pairOf(facts, ref)
  if (pair.kind === 'refused') return pair
  const { list, record } = pair
  if (record.row.destructionBegunAt === null) return refuse('task.out-of-order')
  if (record.rows.all('objectCopy').some((copy) => copy.state !== 'destroyed'))
    return refuse('task.out-of-order', { recordId: ref.recordId })
  const stream = { kind: 'record' as const, id: ref.recordId }
  const destroyed: NewEvent = { stream, type: 'record.destroyed', data: { entry: entryOf(facts, pair) } }
  const moved = stepEvents(facts, record, 'destroyed') ?? []
  const said: NewEvent = {
    stream: { kind: 'disposal-list', id: list.row.id },
    type: 'list.item-destroyed',
    data: { recordId: ref.recordId },
  }
  return decided([destroyed, ...moved, said], { recordId: ref.recordId }, { erase: [ref.recordId] })
}

function entryOf(facts: ActFacts, { list, record }: Pair): RegisterEntryRow {
  const { row, rows } = record
  if (row.archivalCode === null || row.retentionEndsOn === null)
    throw new Error(`record ${row.id} is destroyed without code or term`)
  return {
    recordId: row.id,
    listId: list.row.id,
    archivalCode: row.archivalCode,
    title: row.title,
    fondsId: row.fondsId,
    classCode: row.classCode,
    formedOn: row.formedOn,
    retentionEndsOn: row.retentionEndsOn,
    pages: row.pages,
    digests: rows
      .all('digitalObject')
      .filter((o) => (o.role === 'content' || o.role === 'public-variant') && o.withdrawnAt === null)
      .map((o) => o.sha256)
      .sort(),
    destroyedAt: facts.now,
    destroyedOn: facts.today,
  }
}

/** A record that may not be destroyed after all leaves the list at the last moment. */
export function dropFromDestruction(
  facts: ActFacts,
  ref: Destruction & { readonly why: 'on-hold' | 'not-due' | 'fonds-frozen' },
): Decision {
  const pair = pairOf(facts, ref)
  if (pair.kind === 'refused') return pair
  if (pair.record.row.destructionBegunAt !== null) return refuse('record.being-destroyed')
  const left = leaveEvents(facts, {
    list: pair.list.row,
    recordId: ref.recordId,
    reason: ref.why,
    detail: 'at execution',
  })
  return decided(left, { recordId: ref.recordId })
}
