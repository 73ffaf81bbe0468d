import { mayAct } from '#domain/access.ts'
import type { PlainDate } from '#domain/dates.ts'
import type { EventData, NewEvent } from '#domain/events.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import type { ReceiptVerdict } from '#domain/vocabulary.ts'
import { decided, type ActFacts, type Decision } from './act.ts'
import { stepEvents } from './engine.ts'
import { batchItemsOn, type BatchSubject } from './leave-batch.ts'
import { cancelTasks, subjectOf } from './place.ts'

export interface ArchiveReceipt {
  readonly batchId: string
  /** Number of the batch as the archive read it in the package. */
  readonly batchNumber: string
  /** SHA-256 of the package as the archive received it. */
  readonly packageSha256: string
  readonly number: string
  readonly on: PlainDate
  readonly verdict: ReceiptVerdict
  readonly reason: string | null
  readonly differences: readonly { readonly archivalCode: string; readonly reason: string }[]
}

/** The archive itself, by its service principal, says what became of a package. One answer stands for the whole of it. */
export function receiveReceipt(facts: ActFacts, receipt: ArchiveReceipt): Decision {
  const subject = subjectOf(facts, receipt.batchId)
  if (subject?.kind !== 'transfer-batch') return refuse('not-found')
  if (!mayAct(facts.actor, 'batch.receive')) return refuse('access.denied', { act: 'batch.receive' })
  const refusal = receiptRefusal(facts, subject, receipt)
  if (refusal !== undefined) return refusal
  const differences = differencesOf(subject, receipt)
  if ('kind' in differences) return differences
  const { number, on, verdict, packageSha256, reason } = receipt
  const stream = { kind: 'transfer-batch' as const, id: receipt.batchId }
  const received: NewEvent = {
    stream,
    type: 'batch.received',
    data: { by: 'archive', number, on, verdict, packageSha256, reason, differences },
  }
  const cancelled = cancelTasks(subject, 'receipt-by-archive')
  const moved = stepEvents(facts, subject, verdict) ?? []
  return decided([received, ...cancelled, ...moved], { batchId: receipt.batchId, verdict })
}

/** Why a receipt is not for what we sent: another batch, other bytes, a day that cannot be, a return without a reason. */
function receiptRefusal(
  facts: ActFacts,
  { row }: BatchSubject,
  receipt: Pick<ArchiveReceipt, 'batchNumber' | 'packageSha256' | 'on' | 'verdict' | 'reason'>,
): Refusal | undefined {
  if (row.placeStep !== 'receipt') return refuse('batch.not-sent', { place: row.placeStep })
  if (receipt.batchNumber !== row.number) return refuse('batch.other-batch', { expected: row.number })
  if (receipt.packageSha256 !== row.packageSha256)
    return refuse('batch.package-differs', { expected: row.packageSha256 })
  if (receipt.on > facts.today) return refuse('request.invalid', { field: 'on' })
  if (receipt.verdict === 'returned' && (receipt.reason ?? '').trim() === '')
    return refuse('request.invalid', { field: 'reason' })
  return undefined
}

function differencesOf(
  { rows }: BatchSubject,
  { differences }: ArchiveReceipt,
): EventData['batch.received']['differences'] | Refusal {
  const byCode = new Map(batchItemsOn(rows).map((item) => [item.archivalCode, item.recordId]))
  const unknown = differences.find(({ archivalCode }) => !byCode.has(archivalCode))
  if (unknown !== undefined) return refuse('batch.item-unknown', { archivalCode: unknown.archivalCode })
  return differences.map(({ archivalCode, reason }) => ({ recordId: byCode.get(archivalCode) ?? '', reason }))
}
