import type { RecordedEvent } from '#domain/events.ts'
import { compiled } from './list.ts'
import { clearWords } from './paper.ts'
import type { Reducers } from '#domain/reducer.ts'
import type { Rows } from '#domain/state.ts'
import type { TransferBatchState, TransferItemRow } from '#domain/state/transfer.ts'

/** How each event of a transfer batch, and each of a record that concerns its transfer, changes the rows. */
export const BATCH_REDUCERS: Reducers = {
  'batch.compiled': (rows, e) => {
    rows.put('transferBatch', newBatch(e))
    for (const item of e.data.items) {
      rows.put('transferBatchItem', {
        ...item,
        subjectId: e.stream.id,
        state: 'listed',
        leaveReason: null,
        remark: null,
      })
    }
  },
  'batch.sealed': (rows, e) =>
    rows.change('transferBatch', e.stream.id, { sealedHash: e.data.sealedHash, sealedAt: e.at }),
  'batch.item-left': (rows, { stream, data }) =>
    changeItem(
      rows,
      { batchId: stream.id, recordId: data.recordId },
      {
        state: 'left',
        leaveReason: data.reason,
        remark: data.detail,
      },
    ),
  'batch.packaged': (rows, e) => {
    const { packageObjectId, sha256, sizeBytes, payloadFiles, payloadBytes, itemsHash } = e.data
    rows.change('transferBatch', e.stream.id, {
      packageObjectId,
      packageSha256: sha256,
      packageBytes: sizeBytes,
      payloadFiles,
      payloadBytes,
      packagedHash: itemsHash,
      packagedAt: e.at,
      checkedAt: null,
    })
  },
  'batch.checked': (rows, e) => {
    rows.change('transferBatch', e.stream.id, { checkedAt: e.at })
    for (const check of e.data.checks) {
      rows.put('transferCheck', {
        ...check,
        subjectId: e.stream.id,
        packageSha256: e.data.packageSha256,
        checkedAt: e.at,
      })
    }
  },
  'batch.sent': (rows, e) => {
    const { appointedGroups } = rows.must('transferBatch', e.stream.id)
    const { method, destination, receiverGroup } = e.data
    rows.change('transferBatch', e.stream.id, {
      sentBy: e.actor,
      sentAt: e.at,
      sendMethod: method,
      destination,
      appointedGroups: [...new Set([...appointedGroups, receiverGroup])].sort(),
    })
  },
  'batch.delivered': (rows, e) => rows.change('transferBatch', e.stream.id, { deliveredTo: e.data.to }),
  'batch.receipt-entered': (rows, e) => {
    const { number, on, verdict, reason } = e.data
    rows.change('transferBatch', e.stream.id, {
      receiptEnteredBy: e.actor,
      receiptNumber: number,
      receiptOn: on,
      receiptVerdict: verdict,
      receiptReason: reason,
    })
  },
  'batch.received': (rows, e) => {
    const { number, on, verdict, reason, differences } = e.data
    rows.change('transferBatch', e.stream.id, {
      receiptNumber: number,
      receiptOn: on,
      receiptVerdict: verdict,
      receiptReason: reason,
      receivedAt: e.at,
    })
    for (const { recordId, reason: remark } of differences)
      changeItem(rows, { batchId: e.stream.id, recordId }, { remark })
    if (verdict === 'returned') return
    for (const item of rows.all('transferBatchItem')) {
      if (item.state === 'listed') rows.change('transferBatchItem', item.id, { state: 'transferred' })
    }
  },
  'batch.aborted': (rows, e) => rows.change('transferBatch', e.stream.id, { abortReason: e.data.reason }),
  'record.batched': (rows, e) =>
    rows.change('record', e.stream.id, { transferBatchId: e.data.batchId, wakeOn: e.data.wakeOn }),
  'record.left-batch': (rows, e) => rows.change('record', e.stream.id, { transferBatchId: null }),
  'record.transferred': (rows, e) => {
    const { on, copyKeptUntil, wakeOn } = e.data
    rows.change('record', e.stream.id, { transferredOn: on, copyKeptUntil, wakeOn })
  },
  'release.begun': (rows, e) => rows.change('record', e.stream.id, { destructionBegunAt: e.at }),
  'record.released': (rows, e) => {
    for (const object of rows.all('digitalObject'))
      rows.change('digitalObject', object.id, { name: null, destroyedAt: e.at })
    clearWords(rows)
    for (const job of rows.all('job').filter((row) => row.state === 'running' || row.state === 'incident'))
      rows.change('job', job.id, { state: 'cancelled', finishedAt: e.at })
  },
}

interface ItemRef {
  readonly batchId: string
  readonly recordId: string
}

function changeItem(rows: Rows, { batchId, recordId }: ItemRef, change: Partial<TransferItemRow>): void {
  const item = rows.all('transferBatchItem').find((row) => row.recordId === recordId)
  if (item === undefined) throw new Error(`record ${recordId} is not in batch ${batchId}`)
  rows.change('transferBatchItem', item.id, change)
}

function newBatch(e: RecordedEvent<'batch.compiled'>): TransferBatchState {
  const { items: _items, ...batch } = e.data
  return {
    ...batch,
    ...compiled(e),
    packageObjectId: null,
    packageSha256: null,
    packageBytes: null,
    payloadFiles: null,
    payloadBytes: null,
    packagedHash: null,
    packagedAt: null,
    checkedAt: null,
    sentBy: null,
    sentAt: null,
    sendMethod: null,
    destination: null,
    deliveredTo: null,
    receiptEnteredBy: null,
    receiptNumber: null,
    receiptOn: null,
    receiptVerdict: null,
    receiptReason: null,
    receivedAt: null,
    abortReason: null,
    wakeOn: null,
    endedOn: null,
    appointedGroups: [],
  }
}
