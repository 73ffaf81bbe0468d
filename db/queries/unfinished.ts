import type { JobKind, SubjectKind } from '#domain/vocabulary.ts'
import type { Sql } from '#db/client.ts'
import { NO_ID } from './page.ts'

interface Subject {
  readonly id: string
  readonly subjectKind: SubjectKind
  readonly subjectId: string
}

/** What must have a workflow: a record or list that has not ended, work beside one, or work over many records that goes on. */
export type Unfinished =
  | (Subject & { readonly kind: SubjectKind })
  | (Subject & {
      readonly kind: 'job'
      readonly ticket: {
        readonly jobId: string
        readonly kind: JobKind
        readonly subjectKind: SubjectKind
        readonly subjectId: string
      }
    })
  | { readonly kind: 'bulk' | 'import'; readonly id: string }

const PAGE = 500

interface Row extends Subject {
  readonly kind: SubjectKind | 'job' | 'bulk' | 'import'
  readonly jobKind: JobKind | null
}

/** A page of what has not ended, in the order of kind and id, as the engine sees it. */
export async function unfinishedAfter(
  sql: Sql,
  engineId: string,
  after: Unfinished | undefined,
): Promise<readonly Unfinished[]> {
  const [kind, id] = [after?.kind ?? '', after?.id ?? NO_ID]
  const rows = await sql.begin('read only', async (tx) => {
    await tx`select gate_scope(${engineId})`
    return await tx<Row[]>`
      select * from (
        (select 'disposal-list' as kind, id, 'disposal-list' as "subjectKind", id as "subjectId", null as "jobKind" from disposal_list
          where ended_on is null and ('disposal-list', id) > (${kind}::text, ${id}::uuid) order by id limit ${PAGE})
        union all
        (select 'transfer-batch', id, 'transfer-batch', id, null from transfer_batch
          where ended_on is null and ('transfer-batch', id) > (${kind}::text, ${id}::uuid) order by id limit ${PAGE})
        union all
        (select 'bulk', id, null, subject_id, null from bulk_job
          where state <> 'finished' and ('bulk', id) > (${kind}::text, ${id}::uuid) order by id limit ${PAGE})
        union all
        (select 'bulk', work_id, null, id, null from standing_hold
          where work is not null and ('bulk', work_id) > (${kind}::text, ${id}::uuid) order by work_id limit ${PAGE})
        union all
        (select 'import', id, null, id, null from import_batch
          where state in ('checking', 'running', 'withdrawing') and ('import', id) > (${kind}::text, ${id}::uuid) order by id limit ${PAGE})
        union all
        (select 'job', id, subject_kind, subject_id, kind from job
          where state = 'running' and step is null and ('job', id) > (${kind}::text, ${id}::uuid) order by id limit ${PAGE})
        union all
        (select 'record', id, 'record', id, null from record
          where ended_on is null and not (dormancy = 'sweep' and place_step = 'keep') and ('record', id) > (${kind}::text, ${id}::uuid) order by id limit ${PAGE})) q
      order by kind, id limit ${PAGE}`
  })
  return rows.map(unfinishedOf)
}

function unfinishedOf({ kind, jobKind, ...subject }: Row): Unfinished {
  if (kind === 'bulk' || kind === 'import') return { kind, id: subject.id }
  if (kind !== 'job') return { ...subject, kind }
  if (jobKind === null) throw new Error(`job ${subject.id} has no kind`)
  const { id, subjectKind, subjectId } = subject
  return { ...subject, kind, ticket: { jobId: id, kind: jobKind, subjectKind, subjectId } }
}
