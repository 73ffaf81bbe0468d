import type { Tx } from './actor.ts'
import type { SiteFault } from './verify-site.ts'

/** As many of each kind as a person can look at. */
const MOST_SHOWN = 100

/**
 * What a re-dating says it did against what it did: the counts at its end are those of its verdicts, whoever it moved has the event,
 * and what is still to be moved has a version in force to move to.
 */
export async function faultsOfBulk(tx: Tx): Promise<readonly SiteFault[]> {
  return await tx<SiteFault[]>`
    (select 'bulk-counts-differ' as kind, j.id, coalesce(j.counts::text, '') as detail from bulk_job j
      where j.state = 'finished' and coalesce(j.counts, '{}') <> coalesce((
        select jsonb_object_agg(q.verdict, q.n) from (
          select b.verdict, count(*) as n from bulk_verdict b where b.job_id = j.id group by b.verdict) q), '{}')
      limit ${MOST_SHOWN})
    union all
    (select 'verdict-without-event', b.subject_id, b.verdict from bulk_verdict b join bulk_job j on j.id = b.job_id
      where b.verdict in ('same', 'later', 'earlier', 'by-hand-kept', 'by-hand-overtaken') and not exists (
        select 1 from event e where e.stream_id = b.subject_id and e.type = 'record.repinned'
          and e.canonical::jsonb->'data'->>'scheduleVersionId' = j.subject_id::text)
      limit ${MOST_SHOWN})
    union all
    (select 'bulk-of-no-version', j.id, v.state from bulk_job j join schedule_version v on v.id = j.subject_id
      where j.state <> 'finished' and v.state not in ('active', 'superseded') limit ${MOST_SHOWN})`
}
