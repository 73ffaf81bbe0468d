import type { PlainDate } from '#domain/dates.ts'
import type { TransferReceiver } from '#domain/schedule.ts'
import type { ObjectCopyRow } from '#domain/state.ts'
import type { Tx } from '#db/actor.ts'
import { cappedRows, totalOf, type Total } from './total.ts'
import type { ForecastRow } from './records.ts'

export interface TransferredRow {
  readonly recordId: string
  readonly archivalCode: string
  readonly batchId: string
  readonly batchNumber: string
  readonly receiver: TransferReceiver
  readonly transferredOn: PlainDate | null
  readonly receiptNumber: string | null
  readonly receiptOn: PlainDate | null
  readonly copyKeptUntil: PlainDate | null
  readonly releasedOn: PlainDate | null
  readonly activeHolds: number
}

export interface OurCopyRow extends Pick<ObjectCopyRow, 'bucket' | 'state' | 'proof'> {
  readonly subjectId: string
  readonly objectName: string | null
  readonly destroyedAt: Date | null
}

export interface Transferred {
  readonly rows: readonly TransferredRow[]
  readonly copies: readonly OurCopyRow[]
}

/** Items of a batch that one page shows. */
const SHOWN = 200

/** Only a receipt that stands names a day; what the first of two persons entered does not count yet. */
function columns(tx: Tx) {
  return tx`
    r.id as "recordId", r.archival_code as "archivalCode", b.id as "batchId", b.number as "batchNumber", b.receiver,
    r.transferred_on::text as "transferredOn", case when b.received_at is not null then b.receipt_number end as "receiptNumber",
    case when b.received_at is not null then b.receipt_on end::text as "receiptOn", r.copy_kept_until::text as "copyKeptUntil",
    case when r.place_step = 'released' then r.ended_on end::text as "releasedOn", r.active_holds as "activeHolds"`
}

export async function readTransferOf(tx: Tx, recordId: string): Promise<Transferred> {
  const rows = await tx<TransferredRow[]>`
    select ${columns(tx)} from record r join transfer_batch b on b.id = r.transfer_batch_id where r.id = ${recordId}`
  return { rows, copies: await copiesOf(tx, rows) }
}

/** Batches on which a record stands or stood. */
export async function readBatchesOf(tx: Tx, recordId: string): Promise<readonly string[]> {
  const rows = await tx<{ id: string }[]>`
    select subject_id as id from transfer_batch_item where record_id = ${recordId}`
  return rows.map(({ id }) => id)
}

export interface BatchCopies extends Transferred {
  readonly total: Total
  readonly released: number
  readonly firstKeptUntil: PlainDate | null
  readonly lastKeptUntil: PlainDate | null
}

export async function readCopiesOfBatch(tx: Tx, batchId: string): Promise<BatchCopies> {
  const [rows, [counted]] = await Promise.all([
    tx<TransferredRow[]>`
      select ${columns(tx)} from transfer_batch_item i join record r on r.id = i.record_id
      join transfer_batch b on b.id = i.subject_id and b.id = r.transfer_batch_id
      where i.subject_id = ${batchId} and i.state <> 'left' order by i.position limit ${SHOWN}`,
    tx<{ n: number; released: number; first: PlainDate | null; last: PlainDate | null }[]>`
      select count(*)::int as n, count(*) filter (where q.place_step = 'released')::int as released,
        min(q.copy_kept_until)::text as first, max(q.copy_kept_until)::text as last
      from ${cappedRows(
        tx,
        tx`select r.place_step, r.copy_kept_until from transfer_batch_item i join record r on r.id = i.record_id
          where i.subject_id = ${batchId} and i.state <> 'left' and r.transfer_batch_id = ${batchId}`,
      )} q`,
  ])
  return {
    rows,
    copies: await copiesOf(tx, rows),
    total: totalOf(counted?.n ?? 0),
    released: counted?.released ?? 0,
    firstKeptUntil: counted?.first ?? null,
    lastKeptUntil: counted?.last ?? null,
  }
}

async function copiesOf(tx: Tx, rows: readonly TransferredRow[]): Promise<readonly OurCopyRow[]> {
  if (rows.length === 0) return []
  return await tx<OurCopyRow[]>`
    select c.subject_id as "subjectId", o.name as "objectName", c.bucket, c.state, c.destroyed_at as "destroyedAt", c.proof
    from object_copy c join digital_object o on o.id = c.object_id
    where c.subject_id = any(${rows.map((row) => row.recordId)}::uuid[]) order by c.subject_id, o.position, c.bucket limit 2000`
}

/** How many transfers fall due in which year, the overdue ones included, as far as nothing has been handed over. */
export async function readTransferForecast(tx: Tx): Promise<readonly ForecastRow[]> {
  return await tx<ForecastRow[]>`
    select extract(year from least(r.transfer_decided_on, r.transfer_due_on))::int as year, r.class_code as "classCode",
      r.forming_unit_id as "unitId", u.name_zh as "unitZh", u.name_en as "unitEn", count(*)::int as count
    from record r join unit u on u.id = r.forming_unit_id
    where r.ended_on is null and r.transferred_on is null and r.transfer_batch_id is null
      and (r.transfer_due_on is not null or r.transfer_decided_on is not null)
    group by 1, 2, 3, 4, 5 order by 1, 2, 3 limit 1000`
}
