import { candidateGroup } from '#domain/access.ts'
import { isPlainDate } from '#domain/dates.ts'
import type { NewEvent } from '#domain/events.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import type { TransferBatchState } from '#domain/state/transfer.ts'
import { RECEIPT_VERDICTS, SEND_METHODS } from '#domain/vocabulary.ts'
import type { EffectContext, EffectResult } from './effect.ts'
import { batchItemsOn, itemsHashOf, type BatchSubject } from './leave-batch.ts'
import { fondsOf } from './place.ts'

type BatchContext = EffectContext<BatchSubject>

/** What completing a step of a transfer batch does beside moving it on. */
export function applyBatchEffect(context: BatchContext): Refusal | EffectResult {
  switch (context.effect) {
    case 'seal-batch':
      return seal(context)
    case 'send-batch':
      return context.outcome === 'sent' ? send(context) : { kind: 'effect', events: [] }
    case 'enter-receipt':
      return enterReceipt(context)
    case 'confirm-receipt':
      return confirmReceipt(context)
    case 'abort-batch':
      return abort(context)
    default:
      return { kind: 'effect', events: [] }
  }
}

function streamOf(batch: TransferBatchState): NewEvent['stream'] {
  return { kind: 'transfer-batch', id: batch.id }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

function seal({ facts, subject: { row, rows } }: BatchContext): Refusal | EffectResult {
  const items = batchItemsOn(rows)
  if (items.length === 0) return refuse('batch.empty')
  const sealedHash = itemsHashOf(facts, row, items)
  return {
    kind: 'effect',
    events: [{ stream: streamOf(row), type: 'batch.sealed', data: { sealedHash, items: items.length } }],
  }
}

/** Nothing leaves the house with a failed check, or with another content than was checked (regulations 6). */
function send({ facts, subject: { row, rows }, form }: BatchContext): Refusal | EffectResult {
  const { packageSha256, checkedAt, packagedHash } = row
  if (packageSha256 === null || checkedAt === null) return refuse('task.out-of-order')
  if (packagedHash !== itemsHashOf(facts, row, batchItemsOn(rows))) return refuse('batch.package-stale')
  const failed = rows
    .all('transferCheck')
    .filter((check) => check.packageSha256 === packageSha256 && check.verdict === 'FAIL')
  if (failed.length > 0)
    return refuse('batch.check-failed', { checks: failed.map(({ checkId }) => checkId).sort() })
  const method = SEND_METHODS.find((known) => known === form['method'])
  if (method === undefined)
    return refuse('task.form-invalid', { faults: [{ field: 'method', code: 'form.required' }] })
  const receiverGroup = candidateGroup('receiving-archive', fondsOf(facts, row.fondsId).bureauUnitId)
  const data = { method, destination: textOf(form['destination']), packageSha256, receiverGroup }
  return { kind: 'effect', events: [{ stream: streamOf(row), type: 'batch.sent', data }] }
}

interface PaperReceipt {
  readonly kind: 'receipt'
  readonly number: string
  readonly on: NonNullable<TransferBatchState['receiptOn']>
  readonly verdict: (typeof RECEIPT_VERDICTS)[number]
  readonly reason: string | null
  readonly packageSha256: string
}

/** What stands on the archive's paper; its digest, where it names one, must be that of the package that was sent. */
function paperReceipt({ facts, subject: { row }, form, outcome }: BatchContext): PaperReceipt | Refusal {
  const verdict = RECEIPT_VERDICTS.find((known) => known === outcome)
  const { packageSha256 } = row
  if (verdict === undefined || packageSha256 === null) return refuse('task.out-of-order')
  const on = form['receivedOn']
  if (!isPlainDate(on) || on > facts.today)
    return refuse('task.form-invalid', { faults: [{ field: 'receivedOn', code: 'form.not-a-date' }] })
  const reason = textOf(form['reason'])
  if (verdict === 'returned' && reason === null)
    return refuse('task.form-invalid', { faults: [{ field: 'reason', code: 'form.required' }] })
  const said = textOf(form['batchNumber'])
  if (said !== row.number) return refuse('batch.other-batch', { expected: row.number })
  const digest = textOf(form['packageDigest'])
  if (digest !== null && digest.toLowerCase() !== packageSha256)
    return refuse('batch.package-differs', { expected: packageSha256 })
  return { kind: 'receipt', number: textOf(form['number']) ?? '', on, verdict, reason, packageSha256 }
}

function enterReceipt(context: BatchContext): Refusal | EffectResult {
  const receipt = paperReceipt(context)
  if (receipt.kind === 'refused') return receipt
  const { kind: _kind, ...data } = receipt
  return {
    kind: 'effect',
    events: [{ stream: streamOf(context.subject.row), type: 'batch.receipt-entered', data }],
  }
}

/** A second person reads the same paper: only when both say the same does it count. */
function confirmReceipt(context: BatchContext): Refusal | EffectResult {
  const { row } = context.subject
  if (row.receiptEnteredBy === context.facts.actor.personId) return refuse('duty.not-distinct')
  const receipt = paperReceipt(context)
  if (receipt.kind === 'refused') return receipt
  const said = [
    { field: 'outcome', first: row.receiptVerdict, second: receipt.verdict },
    { field: 'number', first: row.receiptNumber, second: receipt.number },
    { field: 'receivedOn', first: row.receiptOn, second: receipt.on },
  ]
  const faults = said
    .filter(({ first, second }) => first !== second)
    .map(({ field }) => ({ field, code: 'form.differs' }))
  if (faults.length > 0) return refuse('task.form-invalid', { faults })
  const { number, on, verdict, packageSha256 } = receipt
  const data = {
    by: 'two-persons' as const,
    number,
    on,
    verdict,
    packageSha256,
    reason: receipt.reason ?? row.receiptReason,
    differences: [],
  }
  return { kind: 'effect', events: [{ stream: streamOf(row), type: 'batch.received', data }] }
}

function abort({ subject: { row }, form }: BatchContext): EffectResult {
  const reason = textOf(form['reason']) ?? ''
  return { kind: 'effect', events: [{ stream: streamOf(row), type: 'batch.aborted', data: { reason } }] }
}
