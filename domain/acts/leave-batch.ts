import type { NewEvent } from '#domain/events.ts'
import { stepAt } from '#domain/lifecycle.ts'
import type { Rows } from '#domain/state.ts'
import type { TransferBatchState, TransferItemRow } from '#domain/state/transfer.ts'
import type { BatchLeaveReason } from '#domain/vocabulary.ts'
import type { ActFacts } from './act.ts'
import { stepEvents } from './engine.ts'
import { cancelTasks, subjectOf, type Subject } from './place.ts'

export type BatchSubject = Extract<Subject, { kind: 'transfer-batch' }>

/** Records that are still on a batch, in their order. */
export function batchItemsOn(rows: Rows): readonly TransferItemRow[] {
  return rows
    .all('transferBatchItem')
    .filter((item) => item.state !== 'left')
    .sort((a, b) => a.position - b.position)
}

/**
 * What the seal and the package's hash are taken over. The names stand in their order, so that the text is canonical JSON
 * (RFC 8785) and a stranger comes to the same hash.
 */
export function sealableBatch(batch: TransferBatchState, items: readonly TransferItemRow[]): unknown {
  return {
    batch: batch.number,
    fonds: batch.fondsId,
    items: items.map(({ archivalCode, classCode, digests, formedOn, pages, recordId, sizeBytes, title }) => ({
      archivalCode,
      classCode,
      digests,
      formedOn,
      pages,
      recordId,
      sizeBytes,
      title,
    })),
    receiver: batch.receiver,
  }
}

/** SHA-256 over the items as they stand on the batch now. */
export function itemsHashOf(
  facts: Pick<ActFacts, 'digest'>,
  batch: TransferBatchState,
  items: readonly TransferItemRow[],
): string {
  return facts.digest(JSON.stringify(sealableBatch(batch, items)))
}

export interface LeavingBatch {
  readonly batch: TransferBatchState
  readonly recordId: string
  readonly reason: BatchLeaveReason
  readonly detail: string
}

/** A record leaves a batch: the batch says so, the record says so, and the record is due again. */
export function leaveBatchEvents(
  facts: ActFacts,
  { batch, recordId, reason, detail }: LeavingBatch,
): readonly NewEvent[] {
  const subject = subjectOf(facts, recordId)
  if (subject?.kind !== 'record') throw new Error(`record ${recordId} was not among the facts`)
  const moved = stepEvents(facts, subject, 'returned')
  if (moved === undefined)
    throw new Error(`record ${recordId} stands at ${subject.row.placeStep}, not on a batch`)
  return [
    {
      stream: { kind: 'transfer-batch', id: batch.id },
      type: 'batch.item-left',
      data: { recordId, reason, detail },
    },
    {
      stream: { kind: 'record', id: recordId },
      type: 'record.left-batch',
      data: { batchId: batch.id, reason, detail },
    },
    ...moved,
  ]
}

/**
 * What a batch does when records have left it: without any left it is concluded, and a package that still waits to be sent is
 * made anew. A machine at work sees for itself, and what was sent already the archive is told of by the receipt.
 */
export function afterLeaving(
  facts: ActFacts,
  subject: BatchSubject,
  leftIds: readonly string[],
): readonly NewEvent[] {
  const { row, rows } = subject
  const remaining = batchItemsOn(rows).filter((item) => !leftIds.includes(item.recordId))
  const definition = facts.reference.definition(row.definitionId)
  const step = definition === undefined ? undefined : stepAt(definition, row.placeStep)
  if (step?.kind !== 'human') return []
  const wanted = remaining.length === 0 ? 'aborted' : 'repackaged'
  if (!step.outcomes.some((outcome) => outcome.name === wanted)) return []
  const stream = { kind: 'transfer-batch' as const, id: row.id }
  const aborted: readonly NewEvent[] =
    wanted === 'aborted'
      ? [{ stream, type: 'batch.aborted', data: { reason: 'no record is left on it' } }]
      : []
  return [...aborted, ...cancelTasks(subject, 'place-left'), ...(stepEvents(facts, subject, wanted) ?? [])]
}
