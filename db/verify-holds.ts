import type { Tx } from './actor.ts'
import type { SiteFault } from './verify-site.ts'

/** As many of each kind as a person can look at. */
const MOST_SHOWN = 100

/**
 * What a hold on a class or a file stands over against what it was put on (REQ-37): once the engine has looked at every member none is
 * without it but what is past its point of no return, and no record is under one that was lifted.
 */
export async function faultsOfStandingHolds(tx: Tx): Promise<readonly SiteFault[]> {
  return await tx<SiteFault[]>`
    (select 'member-not-held' as kind, r.id, s.id::text as detail from standing_hold s
      join record r on r.ended_on is null and r.destruction_begun_at is null
        and ((s.scope_kind = 'class' and r.class_code = s.class_code and (s.unit_id is null or r.forming_unit_id = s.unit_id))
          or (s.scope_kind = 'file' and (r.id = s.record_id or r.main_record_id = s.record_id)))
      where s.state <> 'lifted' and s.work is null
        and not exists (select 1 from hold h where h.standing_id = s.id and h.subject_id = r.id and h.state <> 'lifted')
      limit ${MOST_SHOWN})
    union all
    (select 'held-after-lifting', h.subject_id, s.id::text from standing_hold s
      join hold h on h.standing_id = s.id and h.state <> 'lifted' join record r on r.id = h.subject_id and r.ended_on is null
      where s.state = 'lifted' and s.work is null limit ${MOST_SHOWN})`
}
