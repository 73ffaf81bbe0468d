import type { JobKind, JobState, SubjectKind } from '#domain/vocabulary.ts'
import type { Tx } from '#db/actor.ts'
import {
  COUNT_CAP,
  decodeCursor,
  pageFrom,
  totalOf,
  type Page,
  type PageRequest,
  type Total,
} from './page.ts'

export interface IncidentRow {
  readonly id: string
  readonly kind: JobKind
  readonly subjectKind: SubjectKind
  readonly subjectId: string
  readonly state: JobState
  readonly title: string
  readonly code: string | null
  readonly attempts: number
  readonly errorCode: string | null
  readonly errorDetail: string | null
  readonly ownerGroup: string
  readonly startedAt: Date
}

/** Machine work that waits for a person, the longest waiting first. */
export async function readIncidents(
  tx: Tx,
  { cursor, limit }: PageRequest,
): Promise<Page<IncidentRow> & { readonly total: Total }> {
  const after = decodeCursor(cursor)
  const beyond =
    after === undefined
      ? tx``
      : tx`and (j.started_at, j.id) > (${after[0] ?? ''}::timestamptz, ${after[1] ?? ''}::uuid)`
  const [rows, [counted]] = await Promise.all([
    tx<IncidentRow[]>`
      select j.id, j.kind, j.subject_kind as "subjectKind", j.subject_id as "subjectId", j.state, coalesce(r.title, l.title, b.title, '') as title,
        coalesce(r.archival_code, l.number, b.number) as code, j.attempts, j.error_code as "errorCode", j.error_detail as "errorDetail",
        j.owner_group as "ownerGroup", j.started_at as "startedAt"
      from job j left join record r on r.id = j.subject_id left join disposal_list l on l.id = j.subject_id
        left join transfer_batch b on b.id = j.subject_id
      where j.state = 'incident' ${beyond} order by j.started_at, j.id limit ${limit + 1}`,
    tx<
      { n: number }[]
    >`select count(*)::int as n from (select 1 from job where state = 'incident' limit ${COUNT_CAP + 1}) q`,
  ])
  return {
    ...pageFrom(rows, limit, (row) => [row.startedAt.toISOString(), row.id]),
    total: totalOf(counted?.n ?? 0),
  }
}

export type StoppedRow = Pick<
  IncidentRow,
  'id' | 'kind' | 'errorCode' | 'attempts' | 'ownerGroup' | 'startedAt'
>

/** The same for the system administrator: all of it, and of none what it works on. Others get nothing. */
export async function readStoppedJobs(
  tx: Tx,
  { cursor, limit }: PageRequest,
): Promise<Page<StoppedRow> & { readonly total: Total }> {
  const [startedAt = null, id = null] = decodeCursor(cursor) ?? []
  const [rows, [counted]] = await Promise.all([
    tx<StoppedRow[]>`
      select id, kind, error_code as "errorCode", attempts, owner_group as "ownerGroup", started_at as "startedAt"
      from stopped_jobs(${startedAt}::timestamptz, ${id}::uuid, ${limit + 1})`,
    tx<{ n: number }[]>`select count(*)::int as n from stopped_jobs(null, null, ${COUNT_CAP + 1})`,
  ])
  return {
    ...pageFrom(rows, limit, (row) => [row.startedAt.toISOString(), row.id]),
    total: totalOf(counted?.n ?? 0),
  }
}

/** What stopped work works on, for a system administrator alone. It is for the product's own use and in no answer. */
export async function subjectOfStoppedJob(tx: Tx, jobId: string): Promise<string | undefined> {
  const [row] = await tx<{ id: string | null }[]>`select stopped_job_subject(${jobId}) as id`
  return row?.id ?? undefined
}

/** What a job works on; undefined when there is no such job for this person. */
export async function subjectOfJob(tx: Tx, jobId: string): Promise<string | undefined> {
  const [row] = await tx<{ id: string }[]>`select subject_id as id from job where id = ${jobId}`
  return row?.id
}
