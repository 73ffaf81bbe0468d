import { mayAct } from '#domain/access.ts'
import type { PlainDate } from '#domain/dates.ts'
import type { NewEvent } from '#domain/events.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import type { HoldRow } from '#domain/state/holds.ts'
import { decided, type ActFacts, type Decision } from './act.ts'
import { afterLeaving, leaveBatchEvents, type BatchSubject } from './leave-batch.ts'
import { endEmptyList, itemsOn, leaveEvents } from './leave-list.ts'
import { fondsOf, subjectOf, type Subject } from './place.ts'
import { recordFor, type RecordSubject } from './record-subject.ts'
import { isReleasable } from './release-copy.ts'
import { securingEvents } from './secure-copies.ts'

export interface NewHold {
  readonly recordId: string
  readonly reason: string
  readonly authority: string
  readonly reviewOn: PlainDate
}

type ListSubject = Extract<Subject, { kind: 'disposal-list' }>

/**
 * A hold stops disposal at once: the record leaves its list, whatever stage that has reached. It wins until
 * `destruction.begun` of the record; after that the attempt is recorded and refused (ADR 23).
 * Facts: the record, and the list that it is on.
 */
export function placeHold(facts: ActFacts, input: NewHold): Decision {
  const subject = recordFor(facts, input.recordId, 'hold.place')
  if (subject.kind === 'refused') return subject
  if (subject.row.endedOn !== null) return refuse('record.ended')
  if (input.reviewOn <= facts.today) return refuse('request.invalid', { field: 'reviewOn' })
  const stream = { kind: 'record' as const, id: input.recordId }
  const { reason, authority, reviewOn } = input
  if (subject.row.destructionBegunAt !== null) {
    const refused: NewEvent = { stream, type: 'hold.refused', data: { reason, authority } }
    return decided([refused], {}, { refusal: refuse('record.being-destroyed') })
  }
  const id = facts.newId()
  const placed: NewEvent = { stream, type: 'hold.placed', data: { id, reason, authority, reviewOn } }
  const fonds = fondsOf(facts, subject.row.fondsId)
  return decided(
    [placed, ...leavingEvents(facts, subject), ...securingEvents(facts, subject.row)],
    { holdId: id, recordId: input.recordId },
    {
      epochs: [{ fondsId: fonds.id, holdEpoch: fonds.holdEpoch, raise: true }],
    },
  )
}

function leavingEvents(facts: ActFacts, subject: RecordSubject): readonly NewEvent[] {
  const { disposalListId, transferBatchId, placeStep } = subject.row
  if (transferBatchId !== null && placeStep === 'at-transfer') {
    const batch = subjectOf(facts, transferBatchId)
    return batch?.kind === 'transfer-batch'
      ? takeOffBatch(facts, subject, batch)
      : [lookAtOnce(facts, subject)]
  }
  if (disposalListId === null) return []
  const list = subjectOf(facts, disposalListId)
  if (list?.kind !== 'disposal-list') return [lookAtOnce(facts, subject)]
  return takeOff(facts, subject, list)
}

/** The list is of more units, or of a higher grade, than who places the hold may see: the clock takes the record off instead. */
export function lookAtOnce(facts: ActFacts, { row }: Pick<RecordSubject, 'row'>): NewEvent {
  const data = { asOf: facts.today, verdict: 'on-hold', wakeOn: facts.today }
  return { stream: { kind: 'record', id: row.id }, type: 'retention.looked-at', data }
}

/**
 * The clock takes a held record off the list that its holder could not see. Undefined: there is nothing of the kind to do.
 * Facts: the record, its list, that list's items.
 */
export function takeOffHeld(
  facts: ActFacts,
  { recordId }: { readonly recordId: string },
): Decision | undefined {
  const subject = subjectOf(facts, recordId)
  if (subject?.kind !== 'record' || subject.row.activeHolds === 0 || subject.row.destructionBegunAt !== null)
    return undefined
  const { disposalListId, transferBatchId, endedOn, placeStep } = subject.row
  if (transferBatchId !== null && placeStep === 'at-transfer') {
    const batch = subjectOf(facts, transferBatchId)
    return batch?.kind === 'transfer-batch'
      ? decided(takeOffBatch(facts, subject, batch), { recordId, verdict: 'on-hold' })
      : undefined
  }
  const list = disposalListId === null || endedOn !== null ? undefined : subjectOf(facts, disposalListId)
  return list?.kind === 'disposal-list'
    ? decided(takeOff(facts, subject, list), { recordId, verdict: 'on-hold' })
    : undefined
}

/** A hold stops the transfer: the record leaves its batch, whatever stage that has reached, and a package that holds it is stale. */
function takeOffBatch(facts: ActFacts, { row }: RecordSubject, batch: BatchSubject): readonly NewEvent[] {
  const left = leaveBatchEvents(facts, {
    batch: batch.row,
    recordId: row.id,
    reason: 'on-hold',
    detail: 'hold placed',
  })
  return [...left, ...afterLeaving(facts, batch, [row.id])]
}

/** A record leaves its list because of a hold, and with the last one the list ends where it can. */
function takeOff(facts: ActFacts, subject: RecordSubject, list: ListSubject): readonly NewEvent[] {
  const left = leaveEvents(facts, {
    list: list.row,
    recordId: subject.row.id,
    reason: 'on-hold',
    detail: 'hold placed',
  })
  const others = itemsOn(list.rows).filter((item) => item.recordId !== subject.row.id)
  return others.length > 0 ? left : [...left, ...endEmptyList(facts, list.row, list.rows)]
}

interface HoldRef {
  readonly recordId: string
  readonly holdId: string
}

type Found = { readonly kind: 'found'; readonly subject: RecordSubject; readonly hold: HoldRow }

function holdAmong(facts: ActFacts, { recordId, holdId }: HoldRef): Found | Refusal {
  const subject = subjectOf(facts, recordId)
  const hold = subject?.rows.get('hold', holdId)
  if (subject?.kind !== 'record' || hold === undefined) return refuse('not-found')
  return { kind: 'found', subject, hold }
}

/** Placing and lifting are separate rights, and lifting takes two persons (REQ-40). */
export function proposeLift(
  facts: ActFacts,
  { reason, ...ref }: HoldRef & { readonly reason: string },
): Decision {
  const found = holdAmong(facts, ref)
  if (found.kind === 'refused') return found
  if (!mayAct(facts.actor, 'hold.propose-lift')) return refuse('access.denied', { act: 'hold.propose-lift' })
  if (found.hold.standingId !== null)
    return refuse('hold.of-standing', { standingHoldId: found.hold.standingId })
  if (found.hold.state !== 'active') return refuse('hold.not-active')
  const stream = { kind: 'record' as const, id: ref.recordId }
  return decided([{ stream, type: 'hold.lift-proposed', data: { holdId: ref.holdId, reason } }], {
    holdId: ref.holdId,
  })
}

export interface LiftDecision extends HoldRef {
  readonly decision: 'confirm' | 'refuse'
  readonly reason: string
}

/** The second person confirms or refuses; only the last lifting frees a record (REQ-36). */
export function decideLift(facts: ActFacts, { decision, reason, ...ref }: LiftDecision): Decision {
  const found = holdAmong(facts, ref)
  if (found.kind === 'refused') return found
  if (!mayAct(facts.actor, 'hold.confirm-lift')) return refuse('access.denied', { act: 'hold.confirm-lift' })
  if (found.hold.state !== 'lift-proposed') return refuse('hold.not-proposed')
  if (found.hold.liftProposedBy === facts.actor.personId) return refuse('hold.second-person')
  const stream = { kind: 'record' as const, id: ref.recordId }
  const events: readonly NewEvent[] =
    decision === 'confirm'
      ? [
          { stream, type: 'hold.lifted', data: { holdId: ref.holdId } },
          ...releaseAfterLift(facts, found.subject),
          ...securingEvents(facts, found.subject.row),
        ]
      : [{ stream, type: 'hold.lift-refused', data: { holdId: ref.holdId, reason } }]
  return decided(events, { holdId: ref.holdId, recordId: ref.recordId })
}

/** What waited for this lifting alone: our copy of a transferred record, whose years are over. */
function releaseAfterLift(facts: ActFacts, { row }: RecordSubject): readonly NewEvent[] {
  return isReleasable(facts, { ...row, activeHolds: row.activeHolds - 1 }) ? [lookAtOnce(facts, { row })] : []
}
