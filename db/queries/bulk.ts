import type { BulkState, RedatingVerdict } from '#domain/vocabulary.ts'
import type { Sql } from '#db/client.ts'
import type { Tx } from '#db/actor.ts'

export interface RedatingRow {
  readonly id: string
  readonly versionId: string
  readonly state: BulkState
  readonly orderedBy: string
  readonly orderedAt: Date
  readonly finishedAt: Date | null
  readonly counts: Readonly<Record<string, number>> | null
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

/** Records that still follow another version of the schedule and have no verdict of this batch, in the order of their ids. */
export async function readRecordsToRedate(
  tx: Sql,
  {
    jobId,
    versionId,
    after,
    limit,
  }: {
    readonly jobId: string
    readonly versionId: string
    readonly after: string | null
    readonly limit: number
  },
): Promise<readonly string[]> {
  const rows = await tx<{ id: string }[]>`
    select r.id from record r
    where r.ended_on is null and r.schedule_version_id in (
      select o.id from schedule_version v join schedule_version o on o.schedule = v.schedule and o.id <> v.id where v.id = ${versionId})
    and (${after}::uuid is null or r.id > ${after}::uuid)
    and not exists (select 1 from bulk_verdict b where b.job_id = ${jobId} and b.subject_id = r.id)
    order by r.id limit ${limit}`
  return rows.map(({ id }) => id)
}

/** Those that could not be moved, for one more try. */
export async function readFailedOf(
  tx: Sql,
  { jobId, after, limit }: { readonly jobId: string; readonly after: string | null; readonly limit: number },
): Promise<readonly string[]> {
  const rows = await tx<{ id: string }[]>`
    select subject_id as id from bulk_verdict where job_id = ${jobId} and verdict = 'failed'
    and (${after}::uuid is null or subject_id > ${after}::uuid) order by subject_id limit ${limit}`
  return rows.map(({ id }) => id)
}

export async function writeVerdicts(
  tx: Sql,
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
