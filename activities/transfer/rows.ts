import { batchItemsOn } from '#domain/acts/leave-batch.ts'
import { objectsToSend } from '#domain/acts/batches.ts'
import { onSiteClock } from '#domain/dates.ts'
import type { DigitalObjectRow, ObjectCopyRow, Rows } from '#domain/state.ts'
import type { TransferBatchState, TransferItemRow } from '#domain/state/transfer.ts'
import type { SentBatch, SentRecord } from '#domain/transfer-tree.ts'
import { rowsFrom } from '#db/gate/rows.ts'
import {
  readBatchPapers,
  readSentActs,
  readSentRecord,
  type BatchPapersRow,
} from '#db/queries/batch-papers.ts'
import { readMetadata } from '#db/queries/metadata.ts'
import { asEngine, type EngineDeps } from '#activities/engine.ts'
import { objectsOf } from '#activities/records/objects.ts'

/** A batch as its package and its papers need it. */
export interface BatchPapers extends Omit<BatchPapersRow, 'rows'> {
  readonly rows: Rows
  readonly batch: TransferBatchState
  readonly items: readonly TransferItemRow[]
}

export async function batchPapers(deps: EngineDeps, batchId: string): Promise<BatchPapers> {
  const papers = await asEngine(deps, (tx) => readBatchPapers(tx, batchId))
  if (papers === undefined) throw new Error(`batch ${batchId} does not exist`)
  const rows = rowsFrom(papers.rows)
  return { ...papers, rows, batch: rows.must('transferBatch', batchId), items: batchItemsOn(rows) }
}

export interface StoredContent {
  readonly object: DigitalObjectRow
  /** The best copy: a locked one before one that can be overwritten. */
  readonly copy: ObjectCopyRow
}

export interface PackedRecord {
  readonly item: TransferItemRow
  readonly sent: SentRecord
  readonly contents: readonly StoredContent[]
  readonly acts: readonly string[]
}

const BEST: readonly ObjectCopyRow['bucket'][] = ['masters', 'derived', 'intake', 'evidence']

/** Words of what was done with a record, as its metadata says them. */
const ACTS: Readonly<Record<string, string>> = {
  'record.created': '收集',
  'record.filed': '归档',
  'record.appraised': '价值鉴定',
  'record.custody-taken': '接收保管',
  'retention.fell-due': '到期',
  'record.batched': '列入移交',
  'variant.confirmed': '制作公开版',
}

/** One record with its stored contents and its history, by the site's clock. */
export async function packedRecord(
  deps: EngineDeps,
  item: TransferItemRow,
  zone: string,
): Promise<PackedRecord> {
  const stored = await objectsOf(deps, item.recordId)
  const contents = objectsToSend(stored.map(({ object }) => object)).map((object): StoredContent => {
    const copies = stored.find((one) => one.object.id === object.id)?.copies ?? []
    const [copy] = copies.toSorted((a, b) => BEST.indexOf(a.bucket) - BEST.indexOf(b.bucket))
    if (copy === undefined) throw new Error(`object ${object.id} of ${item.archivalCode} has no copy`)
    return { object, copy }
  })
  const { acts, creator, metadata, level, days } = await asEngine(deps, async (tx) => {
    const { recordId, formingUnitId } = item
    const record = await readSentRecord(tx, { recordId, formingUnitId })
    if (record === undefined) throw new Error(`record ${recordId} of a batch does not exist`)
    const acts = await readSentActs(tx, { recordId, types: Object.keys(ACTS) })
    return { acts, metadata: await readMetadata(tx, recordId), ...record }
  })
  return {
    item,
    contents,
    acts: acts.map(({ type }) => type),
    sent: {
      ...item,
      creator,
      metadata,
      level,
      items: days.map((formedOn) => ({ formedOn })),
      objects: contents.map(({ object }) => ({ ...object, originalName: object.name })),
      history: acts.map(({ type, at, on, by }) => ({
        what: ACTS[type] ?? type,
        at: onSiteClock(at, on, zone),
        by,
      })),
    },
  }
}

const RECEIVERS = {
  'city-archive': '市档案馆',
  'general-archives': '综合档案部门',
  'same-level-archive': '同级档案馆',
} as const

export function sentBatch(papers: BatchPapers, records: readonly PackedRecord[]): SentBatch {
  const { batch, fondsCode, sender } = papers
  return {
    number: batch.number,
    fondsCode,
    sender,
    title: batch.title,
    receiver: RECEIVERS[batch.receiver],
    packagedOn: papers.packagedOn,
    records: records.map(({ sent }) => sent),
  }
}
