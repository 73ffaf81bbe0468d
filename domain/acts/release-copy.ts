import { addDays, addYears, dayAfter } from '#domain/dates.ts'
import type { NewEvent } from '#domain/events.ts'
import { refuse } from '#domain/refusal.ts'
import type { RecordState } from '#domain/state.ts'
import { candidateGroup } from '#domain/access.ts'
import { decided, type ActFacts, type Decision } from './act.ts'
import { finishJob } from './engine.ts'
import { fondsOf, frozenRefusal, holdRefusal, subjectOf } from './place.ts'

export interface Release {
  readonly recordId: string
  readonly jobId: string
}

/** Whether our own copy of a transferred record may go: its five years are over by the clock of the law, and no hold stands. */
export function isReleasable(facts: Pick<ActFacts, 'today'>, record: RecordState): boolean {
  return (
    record.placeStep === 'transferred' &&
    record.copyKeptUntil !== null &&
    record.copyKeptUntil < facts.today &&
    record.activeHolds === 0 &&
    record.quarantine === null
  )
}

/** On its day the clock orders the release; a hold makes it look again each day. Undefined: another place. */
export function confirmRelease(
  facts: ActFacts,
  { recordId }: { readonly recordId: string },
): Decision | undefined {
  const subject = subjectOf(facts, recordId)
  if (subject?.kind !== 'record' || subject.row.placeStep !== 'transferred') return undefined
  const { row, rows } = subject
  if (row.wakeOn === null || row.wakeOn > facts.today) return refuse('record.not-due')
  const stream = { kind: 'record' as const, id: row.id }
  const isUnderWay = rows.all('job').some((job) => job.kind === 'release-copies' && job.state !== 'completed')
  const look = (verdict: string, wakeOn: RecordState['wakeOn']): NewEvent => ({
    stream,
    type: 'retention.looked-at',
    data: { asOf: facts.today, verdict, wakeOn: wakeOn ?? addDays(facts.today, 1) },
  })
  if (isUnderWay)
    return decided([look('releasing', addYears(facts.today, 1))], { recordId: row.id, verdict: 'releasing' })
  if (row.copyKeptUntil !== null && row.copyKeptUntil >= facts.today)
    return decided([look('copy-kept', dayAfter(row.copyKeptUntil))], {
      recordId: row.id,
      verdict: 'copy-kept',
    })
  if (!isReleasable(facts, row))
    return decided([look('on-hold', addDays(facts.today, 1))], { recordId: row.id, verdict: 'on-hold' })
  const started: NewEvent = {
    stream,
    type: 'job.started',
    data: {
      id: facts.newId(),
      kind: 'release-copies',
      step: 'transferred',
      ownerGroup: candidateGroup('archives-clerk', fondsOf(facts, row.fondsId).archivesUnitId),
    },
  }
  return decided([look('releasing', addYears(facts.today, 1)), started], {
    recordId: row.id,
    verdict: 'releasing',
  })
}

/** The point of no return of our own copy, under row lock and the fonds' hold epoch. */
export function beginRelease(facts: ActFacts, { recordId }: Release): Decision {
  const subject = subjectOf(facts, recordId)
  if (subject?.kind !== 'record') return refuse('not-found')
  const { row } = subject
  if (row.destructionBegunAt !== null) return decided([], { recordId, begun: true })
  if (row.quarantine !== null) return refuse('record.on-hold', { recordId })
  const held = holdRefusal(facts, row, { recordId })
  if (held !== undefined) return held
  const frozen = frozenRefusal(facts, row)
  if (frozen !== undefined) return frozen
  if (!isReleasable(facts, row)) return refuse('record.not-due', { copyKeptUntil: row.copyKeptUntil })
  const fonds = fondsOf(facts, row.fondsId)
  const begun: NewEvent = {
    stream: { kind: 'record', id: recordId },
    type: 'release.begun',
    data: { batchId: row.transferBatchId, holdEpoch: fonds.holdEpoch },
  }
  return decided(
    [begun],
    { recordId, begun: true },
    { epochs: [{ fondsId: fonds.id, holdEpoch: fonds.holdEpoch }] },
  )
}

/** A hold came between the order and its beginning: nothing has gone, and the clock looks again tomorrow. */
export function postponeRelease(facts: ActFacts, { recordId, jobId }: Release): Decision {
  const looked: NewEvent = {
    stream: { kind: 'record', id: recordId },
    type: 'retention.looked-at',
    data: { asOf: facts.today, verdict: 'on-hold', wakeOn: addDays(facts.today, 1) },
  }
  return finishJob(facts, { subjectId: recordId, jobId, outcome: null, events: [looked] })
}

/** Ends the record when no copy of ours is left: texts and personal values go in the same commit. */
export function finishRelease(facts: ActFacts, { recordId, jobId }: Release): Decision {
  const subject = subjectOf(facts, recordId)
  if (subject?.kind !== 'record') return refuse('not-found')
  const copies = subject.rows.all('objectCopy')
  if (subject.row.destructionBegunAt === null || copies.some((copy) => copy.state !== 'destroyed'))
    return refuse('task.out-of-order', { recordId })
  const released: NewEvent = {
    stream: { kind: 'record', id: recordId },
    type: 'record.released',
    data: { batchId: subject.row.transferBatchId, copies: copies.length },
  }
  return finishJob(facts, {
    subjectId: recordId,
    jobId,
    outcome: 'released',
    events: [released],
    more: { erase: [recordId] },
  })
}
