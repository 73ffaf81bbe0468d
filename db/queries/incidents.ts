import type { JobKind, JobState, SubjectKind } from '#domain/vocabulary.ts'
import type { Tx } from '#db/actor.ts'
import { countedPage, readPage, type CountedPage, type PageRequest } from './page.ts'
import { MOST_COUNTED, readTotal } from './total.ts'

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
export async function readIncidents(tx: Tx, request: PageRequest): Promise<CountedPage<IncidentRow>> {
  const page = readPage<IncidentRow>(tx, request, {
    direction: 'asc',
    key: { startedAt: [tx`j.started_at`, 'timestamptz'], id: [tx`j.id`, 'uuid'] },
    rows: ({ beyond, by, limit }) => tx<IncidentRow[]>`
      select j.id, j.kind, j.subject_kind as "subjectKind", j.subject_id as "subjectId", j.state, coalesce(r.title, l.title, b.title, '') as title,
        coalesce(r.archival_code, l.number, b.number) as code, j.attempts, j.error_code as "errorCode", j.error_detail as "errorDetail",
        j.owner_group as "ownerGroup", j.started_at as "startedAt"
      from job j left join record r on r.id = j.subject_id left join disposal_list l on l.id = j.subject_id
        left join transfer_batch b on b.id = j.subject_id
      where j.state = 'incident' ${beyond} order by ${by} limit ${limit}`,
  })
  return await countedPage(page, readTotal(tx, tx`select 1 from job where state = 'incident'`))
}

export type StoppedRow = Pick<
  IncidentRow,
  'id' | 'kind' | 'errorCode' | 'attempts' | 'ownerGroup' | 'startedAt'
>

/** The same for the system administrator: all of it, and of none what it works on. Others get nothing. */
export async function readStoppedJobs(tx: Tx, request: PageRequest): Promise<CountedPage<StoppedRow>> {
  const page = readPage<StoppedRow>(tx, request, {
    direction: 'asc',
    key: { startedAt: [tx`started_at`, 'timestamptz'], id: [tx`id`, 'uuid'] },
    rows: ({ after: [startedAt = null, id = null], limit }) => tx<StoppedRow[]>`
      select id, kind, error_code as "errorCode", attempts, owner_group as "ownerGroup", started_at as "startedAt"
      from stopped_jobs(${startedAt}::timestamptz, ${id}::uuid, ${limit})`,
  })
  return await countedPage(page, readTotal(tx, tx`select 1 from stopped_jobs(null, null, ${MOST_COUNTED})`))
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
