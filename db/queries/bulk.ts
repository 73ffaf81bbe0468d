import { isRecordFact, TRIGGER_EVENTS } from '#domain/schedule.ts'
import type { BulkState, RedatingVerdict } from '#domain/vocabulary.ts'
import type { Sql } from '#db/client.ts'
import type { PlainDate } from '#domain/dates.ts'
import type { Tx } from '#db/actor.ts'
import { countedPage, NO_ID, readPage, type CountedPage, type PageRequest } from './page.ts'
import { readTotal } from './total.ts'

export interface RedatingRow {
  readonly id: string
  readonly versionId: string
  readonly state: BulkState
  readonly orderedBy: string
  readonly orderedAt: Date
  readonly finishedAt: Date | null
  readonly counts: Readonly<Record<string, number>> | null
}

/** Whether a rule of a version starts from data of the records themselves, which its re-dating must read then. */
export async function waitsForDataOf(tx: Tx | Sql, versionId: string): Promise<boolean> {
  const [row] = await tx<{ waits: boolean }[]>`
    select exists (select 1 from schedule_row where schedule_version_id = ${versionId}
      and rule->'trigger'->>'event' in ${tx(TRIGGER_EVENTS.filter(isRecordFact))}) as waits`
  return row?.waits === true
}

export async function readRedating(tx: Tx | Sql, jobId: string): Promise<RedatingRow | undefined> {
  const [row] = await tx<RedatingRow[]>`
    select id, subject_id as "versionId", state, ordered_by as "orderedBy", ordered_at as "orderedAt", finished_at as "finishedAt", counts
    from bulk_job where id = ${jobId}`
  return row
}

/** The last batches of a version, the newest first. */
export async function readRedatings(tx: Tx, versionId: string): Promise<readonly RedatingRow[]> {
  return await tx<RedatingRow[]>`
    select id, subject_id as "versionId", state, ordered_by as "orderedBy", ordered_at as "orderedAt", finished_at as "finishedAt", counts
    from bulk_job where subject_id = ${versionId} order by ordered_at desc limit 20`
}

interface ToRedate {
  readonly versionId: string
  readonly after: string | null
  readonly limit: number
}

/**
 * Records that still follow another version of the schedule, in the order of their ids: version by version along the index, since one
 * scan over all of them would read each page's predecessors again. What was left before is looked at again and left again.
 */
export async function readRecordsToRedate(
  tx: Tx,
  { versionId, after, limit }: ToRedate,
): Promise<readonly string[]> {
  const rows = await tx<{ id: string }[]>`
    select x.id from schedule_version v join schedule_version o on o.schedule = v.schedule and o.id <> v.id
    cross join lateral (select r.id from record r where r.schedule_version_id = o.id and r.ended_on is null and r.id > ${after ?? NO_ID}::uuid
      order by r.id limit ${limit}) x
    where v.id = ${versionId} order by x.id limit ${limit}`
  return rows.map(({ id }) => id)
}

/** Whether a record follows another version and was passed over: no verdict of the batch names it. */
export async function isOneMissed(
  tx: Tx,
  { jobId, versionId }: { readonly jobId: string; readonly versionId: string },
): Promise<boolean> {
  const rows = await tx`
    select 1 from schedule_version v join schedule_version o on o.schedule = v.schedule and o.id <> v.id
    cross join lateral (select r.id from record r where r.schedule_version_id = o.id and r.ended_on is null
      and not exists (select 1 from bulk_verdict b where b.job_id = ${jobId} and b.subject_id = r.id) limit 1) x
    where v.id = ${versionId} limit 1`
  return rows.length > 0
}

/** Those that could not be moved, for one more try. */
export async function readFailedOf(
  tx: Tx,
  { jobId, after, limit }: { readonly jobId: string; readonly after: string | null; readonly limit: number },
): Promise<readonly string[]> {
  const rows = await tx<{ id: string }[]>`
    select subject_id as id from bulk_verdict where job_id = ${jobId} and verdict = 'failed'
    and (${after}::uuid is null or subject_id > ${after}::uuid) order by subject_id limit ${limit}`
  return rows.map(({ id }) => id)
}

export async function writeVerdicts(
  tx: Tx,
  jobId: string,
  verdicts: readonly (readonly [string, RedatingVerdict])[],
): Promise<void> {
  if (verdicts.length === 0) return
  const rows = verdicts.map(([subject_id, verdict]) => ({ job_id: jobId, subject_id, verdict }))
  await tx`insert into bulk_verdict ${tx(rows)} on conflict (job_id, subject_id) do update set verdict = excluded.verdict, at = now()`
}

/** As the reader sees them. */
export async function countVerdicts(tx: Tx | Sql, jobId: string): Promise<Readonly<Record<string, number>>> {
  const rows = await tx<{ verdict: string; n: number }[]>`
    select verdict, count(*)::int as n from bulk_verdict where job_id = ${jobId} group by verdict order by verdict`
  return Object.fromEntries(rows.map(({ verdict, n }) => [verdict, n]))
}

/** Records that a batch has still to look at, as the reader sees them. */
export async function countLeft(
  tx: Tx,
  { id, versionId }: Pick<RedatingRow, 'id' | 'versionId'>,
): Promise<number> {
  const [row] = await tx<{ n: number }[]>`
    select count(*)::int as n from record r
    where r.ended_on is null and r.schedule_version_id in (
      select o.id from schedule_version v join schedule_version o on o.schedule = v.schedule and o.id <> v.id where v.id = ${versionId})
    and not exists (select 1 from bulk_verdict b where b.job_id = ${id} and b.subject_id = r.id)`
  return row?.n ?? 0
}

export interface RedatedRow {
  readonly recordId: string
  readonly title: string
  readonly archivalCode: string | null
  readonly classCode: string
  readonly verdict: RedatingVerdict
  readonly endsOn: PlainDate | null
}

export interface RedatedRequest extends PageRequest {
  readonly jobId: string
  readonly verdict?: RedatingVerdict | undefined
}

/** What became of which record, as the reader sees them, in the order of their ids. */
export async function readRedated(
  tx: Tx,
  { jobId, verdict, ...request }: RedatedRequest,
): Promise<CountedPage<RedatedRow>> {
  const matching = tx`b.job_id = ${jobId} ${verdict === undefined ? tx`` : tx`and b.verdict = ${verdict}`}`
  const page = readPage<RedatedRow>(tx, request, {
    direction: 'asc',
    key: { recordId: [tx`b.subject_id`, 'uuid'] },
    rows: ({ beyond, by, limit }) => tx<RedatedRow[]>`
      select r.id as "recordId", r.title, r.archival_code as "archivalCode", r.class_code as "classCode", b.verdict,
        r.retention_ends_on::text as "endsOn"
      from bulk_verdict b join record r on r.id = b.subject_id
      where ${matching} ${beyond} order by ${by} limit ${limit}`,
  })
  const total = readTotal(
    tx,
    tx`select 1 from bulk_verdict b join record r on r.id = b.subject_id where ${matching}`,
  )
  return await countedPage(page, total)
}
