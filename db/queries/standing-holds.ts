import type { HoldScope, StandingHoldRow } from '#domain/state/holds.ts'
import type { HoldWork, LiftExtent } from '#domain/vocabulary/holds.ts'
import type { Tx } from '#db/actor.ts'
import { countedPage, readPage, type CountedPage, type PageRequest } from './page.ts'
import { cappedRows, readTotal, totalOf, type Total } from './total.ts'

/** Members of what the hold `s` stands over, as `isMember` of the domain says it; a test compares the two. */
const memberOf = (tx: Tx) => tx`(
  (s.scope_kind = 'class' and r.class_code = s.class_code and (s.unit_id is null or r.forming_unit_id = s.unit_id))
  or (s.scope_kind = 'file' and (r.id = s.record_id or r.main_record_id = s.record_id)))`

export interface HoldWorkRow {
  readonly id: string
  readonly work: HoldWork | null
  readonly liftExtent: LiftExtent | null
}

/** The standing hold at whose records a job works, or did the last of its works. */
export async function readHoldWork(tx: Tx, jobId: string): Promise<HoldWorkRow | undefined> {
  const [row] = await tx<HoldWorkRow[]>`
    select id, work, lift_extent as "liftExtent" from standing_hold where work_id = ${jobId}`
  return row
}

interface WorkPage {
  readonly hold: HoldWorkRow
  /** Before the first id: null. */
  readonly after: string | null
  readonly limit: number
}

/** Records that the work has still to look at, in the order of their ids: members without the hold, or what a lifting frees. */
export async function readRecordsToHold(
  tx: Tx,
  { hold, after, limit }: WorkPage,
): Promise<readonly string[]> {
  const rows =
    hold.work === 'covering'
      ? await tx<{ id: string }[]>`
          select r.id from standing_hold s join record r on ${memberOf(tx)}
          where s.id = ${hold.id} and r.ended_on is null and r.destruction_begun_at is null and (${after}::uuid is null or r.id > ${after})
            and not exists (select 1 from hold h where h.standing_id = s.id and h.subject_id = r.id and h.state <> 'lifted')
          order by r.id limit ${limit}`
      : await tx<{ id: string }[]>`
          select r.id from standing_hold s join hold h on h.standing_id = s.id and h.state <> 'lifted' join record r on r.id = h.subject_id
          where s.id = ${hold.id} and r.ended_on is null and (${after}::uuid is null or r.id > ${after})
            and (s.lift_extent = 'all' or not ${memberOf(tx)})
          order by r.id limit ${limit}`
  return rows.map(({ id }) => id)
}

/** How many records the work of a job was done on, by the histories of the records themselves. */
export async function countHoldWork(tx: Tx, { id, work }: Pick<HoldWorkRow, 'id' | 'work'>): Promise<number> {
  const [row] = await tx<{ n: number }[]>`
    select count(*)::int as n from hold h join standing_hold s on s.id = h.standing_id where s.id = ${id}
      and case ${work} when 'covering' then h.joining = 'present' else h.state = 'lifted' end`
  return row?.n ?? 0
}

export interface StandingHoldListRow extends Omit<
  StandingHoldRow,
  'placedAt' | 'liftedAt' | 'version' | 'headHash'
> {
  readonly placedAt: Date
  readonly liftedAt: Date | null
  readonly unitNameZh: string | null
  readonly unitNameEn: string | null
  readonly className: string | null
  readonly fileTitle: string | null
  readonly fileCode: string | null
  /** Records under it, as the reader sees them; counted up to a cap, as are the three that follow. */
  readonly held: number
  /** Of these, those that became members after it was placed. */
  readonly later: number
  /** Of these, those that are members no more. */
  readonly departed: number
  /** Members that it has still to be put on, or records that it has still to be taken off. */
  readonly waiting: number
}

export interface StandingHoldsRequest extends PageRequest {
  readonly state?: 'standing' | 'lifted' | undefined
}

/** Holds on classes and files, as the reader sees them, the next review first (REQ-37, REQ-41). */
export async function readStandingHolds(
  tx: Tx,
  { state, ...request }: StandingHoldsRequest,
): Promise<CountedPage<StandingHoldListRow>> {
  const ofState =
    state === undefined ? tx`` : state === 'lifted' ? tx`and s.state = 'lifted'` : tx`and s.state <> 'lifted'`
  const page = readPage<StandingHoldListRow>(tx, request, {
    direction: 'asc',
    key: { reviewOn: [tx`s.review_on`, 'date'], id: [tx`s.id`, 'uuid'] },
    rows: ({ beyond, by, limit }) => tx<StandingHoldListRow[]>`
      select s.id, s.scope_kind as "scopeKind", s.class_code as "classCode", s.family, s.unit_id as "unitId", s.record_id as "recordId", s.state,
        s.reason, s.authority, s.review_on::text as "reviewOn", s.placed_by as "placedBy", s.placed_at as "placedAt", s.placed_on::text as "placedOn",
        s.work, s.work_id as "workId", s.covered_records as "coveredRecords", s.lift_proposed_by as "liftProposedBy", s.lift_reason as "liftReason",
        s.lift_extent as "liftExtent", s.lifted_by as "liftedBy", s.lifted_at as "liftedAt",
        n.name_zh as "unitNameZh", n.name_en as "unitNameEn", c.name_zh as "className", f.title as "fileTitle", f.archival_code as "fileCode",
        coalesce(q.held, 0) as held, coalesce(q.later, 0) as later, coalesce(q.departed, 0) as departed, coalesce(w.waiting, 0) as waiting
      from standing_hold s left join unit n on n.id = s.unit_id left join record_class c on c.code = s.class_code left join record f on f.id = s.record_id
      left join lateral (
        select count(*)::int as held, (count(*) filter (where x.joining = 'later'))::int as later, (count(*) filter (where not x.is_in))::int as departed
        from ${cappedRows(tx, heldBy(tx))} x) q on true
      left join lateral (select count(*)::int as waiting from ${cappedRows(tx, waitingFor(tx))} x) w on true
      where true ${ofState} ${beyond} order by ${by} limit ${limit}`,
  })
  return await countedPage(page, readTotal(tx, tx`select 1 from standing_hold s where true ${ofState}`))
}

/** Holds on records that the hold `s` has placed, with how each became a member and whether it still is one. */
const heldBy = (tx: Tx) => tx`
  select h.joining, ${memberOf(tx)} as is_in from hold h join record r on r.id = h.subject_id
  where h.standing_id = s.id and h.state <> 'lifted' and r.ended_on is null`

/** Records on which the work of the hold `s` has still to be done. */
const waitingFor = (tx: Tx) => tx`
  select 1 from record r where s.work = 'covering' and ${memberOf(tx)} and r.ended_on is null and r.destruction_begun_at is null
    and not exists (select 1 from hold h where h.standing_id = s.id and h.subject_id = r.id and h.state <> 'lifted')
  union all
  select 1 from hold h join record r on r.id = h.subject_id where s.work = 'releasing' and h.standing_id = s.id and h.state <> 'lifted'
    and r.ended_on is null and (s.lift_extent = 'all' or not ${memberOf(tx)})`

export interface Preview {
  readonly records: Total
  /** Of these, on a disposal list or a transfer batch, which they would leave. */
  readonly leaving: Total
}

/** How many records a hold would stand over now, as the reader sees them. */
export async function previewStandingHold(
  tx: Tx,
  { classCode, unitId, recordId }: Pick<HoldScope, 'classCode' | 'unitId' | 'recordId'>,
): Promise<Preview> {
  const members =
    recordId === null
      ? tx`r.class_code = ${classCode} and (${unitId}::uuid is null or r.forming_unit_id = ${unitId})`
      : tx`(r.id = ${recordId} or r.main_record_id = ${recordId})`
  const [row] = await tx<{ records: number; leaving: number }[]>`
    select count(*)::int as records, (count(*) filter (where q.is_on))::int as leaving from ${cappedRows(
      tx,
      tx`select r.disposal_list_id is not null or (r.transfer_batch_id is not null and r.place_step = 'at-transfer') as is_on
        from record r where ${members} and r.ended_on is null`,
    )} q`
  return { records: totalOf(row?.records ?? 0), leaving: totalOf(row?.leaving ?? 0) }
}
