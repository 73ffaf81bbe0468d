import type { PlainDate } from '#domain/dates.ts'
import type { TransferReceiver } from '#domain/schedule.ts'
import type { Carrier, ReceiptVerdict } from '#domain/vocabulary.ts'
import type { Tx } from '#db/actor.ts'
import { countedPage, orderOf, readPage, type CountedPage, type Keyset, type PageRequest } from './page.ts'
import { readTotal } from './total.ts'
import type { DueRequest } from './records.ts'

export interface TransferDueRow {
  readonly recordId: string
  readonly archivalCode: string | null
  readonly title: string
  readonly classCode: string
  /** As the schedule row says that the record's filing has pinned; the city archive where a row foresees no transfer. */
  readonly receiver: TransferReceiver
  readonly unitZh: string
  readonly unitEn: string
  readonly carrier: Carrier
  readonly formedOn: PlainDate
  readonly transferDueOn: PlainDate | null
  readonly decidedOn: PlainDate | null
  readonly activeHolds: number
  readonly pages: number | null
  /** What the page is ordered by. */
  readonly dueOn: PlainDate
}

export interface TransferDueRequest extends DueRequest {
  readonly receiver?: TransferReceiver | undefined
}

/** Records at `due` whose transfer is due by the schedule or decided by an appraisal, the longest due first. */
export async function readTransferDue(
  tx: Tx,
  { unitId, classCode, year, receiver, ...request }: TransferDueRequest,
): Promise<CountedPage<TransferDueRow>> {
  const on = tx`least(r.transfer_decided_on, r.transfer_due_on)`
  const to = tx`coalesce(s.rule->'transfer'->>'to', 'city-archive')`
  const tables = tx`record r left join schedule_row s on s.schedule_version_id = r.schedule_version_id and s.code = r.class_code`
  const matching = tx`
    r.place_step = 'due' and r.ended_on is null and r.disposal_list_id is null and r.transfer_batch_id is null
    and ${on} <= (select archive_today())
    ${unitId === undefined ? tx`` : tx`and r.forming_unit_id = ${unitId}`}
    ${classCode === undefined ? tx`` : tx`and r.class_code = ${classCode}`}
    ${year === undefined ? tx`` : tx`and ${on} between make_date(${year}, 1, 1) and make_date(${year}, 12, 31)`}
    ${receiver === undefined ? tx`` : tx`and ${to} = ${receiver}`}`
  const keyset: Keyset<TransferDueRow> = {
    direction: 'asc',
    key: { dueOn: [on, 'date'], recordId: [tx`r.id`, 'uuid'] },
  }
  const page = readPage(tx, request, {
    ...keyset,
    rows: ({ beyond, by, limit }) => tx<TransferDueRow[]>`
      select r.id as "recordId", r.archival_code as "archivalCode", r.title, r.class_code as "classCode",
        ${to} as receiver, u.name_zh as "unitZh", u.name_en as "unitEn", r.carrier,
        r.formed_on::text as "formedOn", r.transfer_due_on::text as "transferDueOn", r.transfer_decided_on::text as "decidedOn",
        r.active_holds as "activeHolds", r.pages, ${on}::text as "dueOn"
      from ${tables} join unit u on u.id = r.forming_unit_id
      where ${matching} ${beyond} order by ${by} limit ${limit}`,
  })
  const total = readTotal(tx, tx`select 1 from ${tables} where ${matching} order by ${orderOf(tx, keyset)}`)
  return await countedPage(page, total)
}

export interface BatchRow {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly fondsId: string
  readonly fondsCode: string
  readonly fondsZh: string
  readonly fondsEn: string
  readonly unitZh: string
  readonly unitEn: string
  readonly receiver: TransferReceiver
  readonly definitionId: string
  readonly placeStep: string
  readonly placeRound: number
  readonly listed: number
  readonly left: number
  readonly transferred: number
  readonly pages: number
  readonly bytes: number
  readonly compiledBy: string
  readonly compilerZh: string
  readonly compilerEn: string
  readonly compiledAt: Date
  readonly sentAt: Date | null
  readonly receiptVerdict: ReceiptVerdict | null
  readonly endedOn: PlainDate | null
  readonly myTaskId: string | null
}

function columns(tx: Tx) {
  return tx`
    b.id, b.number, b.title, b.fonds_id as "fondsId", f.code as "fondsCode", f.name_zh as "fondsZh", f.name_en as "fondsEn",
    u.name_zh as "unitZh", u.name_en as "unitEn", b.receiver, b.definition_id as "definitionId", b.place_step as "placeStep",
    b.place_round as "placeRound", i.listed, i.left, i.transferred, i.pages, i.bytes,
    b.compiled_by as "compiledBy", p.name_zh as "compilerZh", p.name_en as "compilerEn", b.compiled_at as "compiledAt",
    b.sent_at as "sentAt", b.receipt_verdict as "receiptVerdict", b.ended_on::text as "endedOn",
    (select t.id from task t where t.subject_id = b.id and (
        (t.state = 'claimed' and t.assignee_id = (select scope_person()))
        or (t.state = 'open' and t.candidate_group = any((select scope_groups())::text[])))
      order by t.state, t.id limit 1) as "myTaskId"`
}

function tables(tx: Tx) {
  return tx`
    transfer_batch b join fonds f on f.id = b.fonds_id join unit u on u.id = b.forming_unit_id join person p on p.id = b.compiled_by
    cross join lateral (
      select count(*) filter (where x.state = 'listed')::int as listed, count(*) filter (where x.state = 'left')::int as left,
        count(*) filter (where x.state = 'transferred')::int as transferred,
        coalesce(sum(x.pages) filter (where x.state <> 'left'), 0)::int as pages,
        coalesce(sum(x.size_bytes) filter (where x.state <> 'left'), 0)::float8 as bytes
      from transfer_batch_item x where x.subject_id = b.id) i`
}

export interface BatchesRequest extends PageRequest {
  readonly state?: 'open' | 'ended' | undefined
}

export async function readBatches(
  tx: Tx,
  { state, ...request }: BatchesRequest,
): Promise<CountedPage<BatchRow>> {
  const ended = state === 'open' ? tx`and b.ended_on is null` : tx`and b.ended_on is not null`
  const ofState = state === undefined ? tx`` : ended
  const page = readPage<BatchRow>(tx, request, {
    direction: 'desc',
    key: { id: [tx`b.id`, 'uuid'] },
    rows: ({ beyond, by, limit }) =>
      tx<BatchRow[]>`
        select ${columns(tx)} from ${tables(tx)} where true ${ofState} ${beyond} order by ${by} limit ${limit}`,
  })
  return await countedPage(page, readTotal(tx, tx`select 1 from transfer_batch b where true ${ofState}`))
}

export async function readBatch(tx: Tx, id: string): Promise<BatchRow | undefined> {
  const [row] = await tx<BatchRow[]>`select ${columns(tx)} from ${tables(tx)} where b.id = ${id}`
  return row
}
