import type { PlainDate } from '#domain/dates.ts'
import { batchItemsOn } from '#domain/acts/leave-batch.ts'
import { objectsToSend } from '#domain/acts/batches.ts'
import { onSiteClock } from '#domain/dates.ts'
import type { DigitalObjectRow, ObjectCopyRow, Rows } from '#domain/state.ts'
import type { TransferBatchState, TransferItemRow } from '#domain/state-transfer.ts'
import type { SentBatch, SentRecord } from '#domain/transfer-tree.ts'
import type { Level } from '#domain/vocabulary.ts'
import { rowsFrom } from '#db/gate/rows.ts'
import { readMetadata } from '#db/queries/metadata.ts'
import { asEngine, type EngineDeps } from '#activities/engine.ts'
import { objectsOf } from '#activities/records/objects.ts'

interface BatchJson {
  readonly rows: Parameters<typeof rowsFrom>[0]
  readonly fondsCode: string
  readonly fondsName: string
  readonly sender: string
  readonly siteName: string
  readonly today: PlainDate
  /** The day on which this round of packaging was begun. */
  readonly packagedOn: PlainDate
  readonly zone: string
  readonly compiler: string
}

/** A batch as its package and its papers need it. */
export interface BatchPapers extends Omit<BatchJson, 'rows'> {
  readonly rows: Rows
  readonly batch: TransferBatchState
  readonly items: readonly TransferItemRow[]
}

export async function batchPapers(deps: EngineDeps, batchId: string): Promise<BatchPapers> {
  const [row] = await asEngine(
    deps,
    (tx) => tx<{ papers: BatchJson }[]>`
    select jsonb_build_object(
      'rows', gate_rows_of(b.id, '{"items": true, "objects": true}'), 'fondsCode', f.code, 'fondsName', f.name_zh, 'sender', u.name_zh,
      'siteName', s.name_zh, 'today', archive_today(), 'zone', s.zone, 'packagedOn', (
        select e.canonical::jsonb->>'on' from event e where e.stream_id = b.id and e.type = 'place.moved'
          and e.canonical::jsonb->'data'->>'to' = 'package' order by e.seq desc limit 1), 'compiler', p.name_zh) as papers
    from transfer_batch b join fonds f on f.id = b.fonds_id join unit u on u.id = f.agency_unit_id join person p on p.id = b.compiled_by, site s
    where b.id = ${batchId}`,
  )
  if (row === undefined) throw new Error(`batch ${batchId} does not exist`)
  const rows = rowsFrom(row.papers.rows)
  return { ...row.papers, rows, batch: rows.must('transferBatch', batchId), items: batchItemsOn(rows) }
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
}

interface ActRow {
  readonly type: string
  readonly at: string
  readonly on: PlainDate
  readonly by: string
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
    const rows = await tx<ActRow[]>`
      select e.type, e.canonical::jsonb->>'at' as at, e.canonical::jsonb->>'on' as on, p.name_zh as by
      from event e join person p on p.id = e.actor_id
      where e.stream_id = ${item.recordId} and e.type = any(${Object.keys(ACTS)}) order by e.seq`
    const [unit] = await tx<
      { name: string }[]
    >`select name_zh as name from unit where id = ${item.formingUnitId}`
    const [record] = await tx<{ level: Level; days: PlainDate[] }[]>`
      select r.level, array(select i.formed_on::text from record_item i
        where i.record_id = r.id and i.withdrawn_note is null order by i.position) as days
      from record r where r.id = ${item.recordId}`
    if (record === undefined) throw new Error(`record ${item.recordId} of a batch does not exist`)
    const metadata = await readMetadata(tx, item.recordId)
    return { acts: rows, creator: unit?.name ?? '', metadata, ...record }
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
