import { addYears, dayAfter } from '#domain/dates.ts'
import type { EventData, NewEvent } from '#domain/events.ts'
import { decided, type ActFacts, type Decision } from './act.ts'
import { finishJob, stepEvents } from './engine.ts'
import { batchItemsOn, itemsHashOf, leaveBatchEvents, type BatchSubject } from './leave-batch.ts'
import { fondsOf, frozenRefusal, holdRefusal, subjectOf } from './place.ts'

export interface BatchJob {
  readonly batchId: string
  readonly jobId: string
}

/** Years for which the sender keeps its own copy after a transfer, at least (7号办法). */
export const YEARS_OF_OWN_COPY = 5

function batchOf(facts: ActFacts, batchId: string): BatchSubject {
  const subject = subjectOf(facts, batchId)
  if (subject?.kind !== 'transfer-batch') throw new Error(`batch ${batchId} was not among the facts`)
  return subject
}

function streamOf(batchId: string): NewEvent['stream'] {
  return { kind: 'transfer-batch', id: batchId }
}

export type Packaged = Omit<EventData['batch.packaged'], 'items'>

/** The package of a round is there. Undefined: a record has left since it was begun, and it must be made anew. */
export function finishPackage(
  facts: ActFacts,
  {
    batchId,
    jobId,
    packaged,
    objects,
  }: BatchJob & {
    readonly packaged: Packaged
    readonly objects: readonly NewEvent[]
  },
): Decision | undefined {
  const { row, rows } = batchOf(facts, batchId)
  const items = batchItemsOn(rows)
  if (itemsHashOf(facts, row, items) !== packaged.itemsHash) return undefined
  const event: NewEvent = {
    stream: streamOf(batchId),
    type: 'batch.packaged',
    data: { ...packaged, items: items.length },
  }
  return finishJob(facts, { subjectId: batchId, jobId, outcome: 'packaged', events: [...objects, event] })
}

/** The answers of the four-nature check; a package that a record has left meanwhile is made anew instead. */
export function finishCheck(
  facts: ActFacts,
  {
    batchId,
    jobId,
    checks,
  }: BatchJob & {
    readonly checks: readonly Omit<EventData['batch.checked']['checks'][number], 'id'>[]
  },
): Decision {
  const { row, rows } = batchOf(facts, batchId)
  const isStale = row.packagedHash !== itemsHashOf(facts, row, batchItemsOn(rows))
  const checked: NewEvent = {
    stream: streamOf(batchId),
    type: 'batch.checked',
    data: {
      packageSha256: row.packageSha256 ?? '',
      checks: checks.map((check) => ({ ...check, id: facts.newId() })),
    },
  }
  const outcome = isStale ? 'stale' : 'checked'
  return finishJob(facts, { subjectId: batchId, jobId, outcome, events: [checked] })
}

/**
 * The end of a batch. What the archive has accepted is transferred, unless a hold came in between; everything else goes back
 * to be due, with the reason. Facts: the batch, its items, its records.
 */
export function concludeBatch(facts: ActFacts, { batchId, jobId }: BatchJob): Decision {
  const { row, rows } = batchOf(facts, batchId)
  const isAccepted = row.receivedAt !== null && row.receiptVerdict === 'accepted'
  const ends = batchItemsOn(rows).map((item) => {
    const record = subjectOf(facts, item.recordId)
    const isHeld =
      record?.kind === 'record' &&
      (record.row.quarantine !== null || holdRefusal(facts, record.row, {}) !== undefined)
    const isFrozen = frozenRefusal(facts, row) !== undefined
    if (isAccepted && !isHeld && !isFrozen)
      return { isIn: true, events: transferEvents(facts, row, item.recordId) }
    const leaving = isHeld
      ? { reason: 'on-hold' as const, detail: 'hold before the conclusion' }
      : isFrozen
        ? { reason: 'fonds-frozen' as const, detail: 'succession of the fonds not settled' }
        : row.receiptVerdict === 'returned'
          ? { reason: 'returned' as const, detail: item.remark ?? row.receiptReason ?? '' }
          : { reason: 'batch-aborted' as const, detail: row.abortReason ?? '' }
    const events = leaveBatchEvents(facts, { batch: row, recordId: item.recordId, ...leaving })
    return { isIn: false, events }
  })
  const fonds = fondsOf(facts, row.fondsId)
  return finishJob(facts, {
    subjectId: batchId,
    jobId,
    outcome: ends.some(({ isIn }) => isIn) ? 'transferred' : 'returned',
    events: ends.flatMap(({ events }) => events),
    more: { epochs: [{ fondsId: fonds.id, holdEpoch: fonds.holdEpoch }] },
  })
}

function transferEvents(facts: ActFacts, batch: BatchSubject['row'], recordId: string): readonly NewEvent[] {
  const subject = subjectOf(facts, recordId)
  const moved = subject === undefined ? undefined : stepEvents(facts, subject, 'transferred')
  if (moved === undefined) throw new Error(`record ${recordId} is not at its transfer`)
  const copyKeptUntil = addYears(facts.today, YEARS_OF_OWN_COPY)
  const transferred: NewEvent = {
    stream: { kind: 'record', id: recordId },
    type: 'record.transferred',
    data: {
      batchId: batch.id,
      on: facts.today,
      copyKeptUntil,
      wakeOn: dayAfter(copyKeptUntil),
      receiptNumber: batch.receiptNumber ?? '',
    },
  }
  return [...moved, transferred]
}

/** Where a machine has put the package. */
export function finishDelivery(
  facts: ActFacts,
  { batchId, jobId, to, sizeBytes }: BatchJob & { readonly to: string; readonly sizeBytes: number },
): Decision {
  const delivered: NewEvent = {
    stream: streamOf(batchId),
    type: 'batch.delivered',
    data: { to, sizeBytes },
  }
  return finishJob(facts, { subjectId: batchId, jobId, outcome: 'delivered', events: [delivered] })
}

/** Nothing is on the batch any more, or nothing is left to say. */
export function finishEmpty(facts: ActFacts, { batchId, jobId }: BatchJob): Decision {
  return finishJob(facts, { subjectId: batchId, jobId, outcome: 'empty', events: [] })
}

/** A copy that belongs to the batch itself was taken away: an older package, or one that has served. */
export function batchCopyGone(
  facts: ActFacts,
  { batchId, copyId, proof }: { readonly batchId: string; readonly copyId: string; readonly proof: string },
): Decision {
  const { rows } = batchOf(facts, batchId)
  if (rows.get('objectCopy', copyId)?.state === 'destroyed') return decided([], { copyId })
  return decided([{ stream: streamOf(batchId), type: 'copy.destroyed', data: { copyId, proof } }], { copyId })
}
