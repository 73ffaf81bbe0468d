import type { Tx } from './actor.ts'
import { outboxLag } from './queries/health.ts'
import { faultsOfBulk } from './verify-bulk.ts'
import { faultsOfStandingHolds } from './verify-holds.ts'
import { faultsOfHolders } from './verify-copies.ts'

/** A fault that no single history shows. */
export interface SiteFault {
  readonly kind:
    | 'event-without-act'
    | 'act-twice'
    | 'nothing-carries-it'
    | 'orphan-task'
    | 'row-without-history'
    | 'version-differs'
    | 'assignee-not-entitled'
    | 'upload-without-record'
    | 'object-without-copy'
    | 'copy-without-object'
    | 'left-after-destruction'
    | 'bulk-counts-differ'
    | 'verdict-without-event'
    | 'bulk-of-no-version'
    | 'member-not-held'
    | 'held-after-lifting'
  readonly id: string
  readonly detail: string
}

/** As many of each kind as a person can look at. */
const MOST_SHOWN = 100

export async function faultsBeside(
  tx: Tx,
): Promise<{ readonly faults: readonly SiteFault[]; readonly outboxWaiting: number }> {
  const found = await Promise.all([
    acts(tx),
    twice(tx),
    uncarried(tx),
    orphans(tx),
    unfounded(tx),
    versions(tx),
    faultsOfHolders(tx),
    faultsOfBulk(tx),
    faultsOfStandingHolds(tx),
  ])
  return { faults: found.flat(), outboxWaiting: (await outboxLag(tx)).waiting }
}

/** Every event names an act that was accepted. */
async function acts(tx: Tx): Promise<readonly SiteFault[]> {
  return await tx<SiteFault[]>`
    select 'event-without-act' as kind, e.stream_id as id, e.seq::text as detail from event e
    where not exists (select 1 from command c where c.id = (e.canonical::jsonb->>'command')::uuid) limit ${MOST_SHOWN}`
}

/** No act left its mark twice: command and ordinal name an event once. */
async function twice(tx: Tx): Promise<readonly SiteFault[]> {
  return await tx<SiteFault[]>`
    select 'act-twice' as kind, q.command as id, q.ordinal as detail from (
      select canonical::jsonb->>'command' as command, canonical::jsonb->>'ordinal' as ordinal from event) q
    group by 1, 2, 3 having count(*) > 1 limit ${MOST_SHOWN}`
}

/** What has not ended is carried by an open task, a running job, an incident, or an armed wake-up. */
async function uncarried(tx: Tx): Promise<readonly SiteFault[]> {
  return await tx<SiteFault[]>`
    select 'nothing-carries-it' as kind, s.id, s.place_step as detail from (
      select id, place_step, wake_on from record where ended_on is null
      union all select id, place_step, wake_on from disposal_list where ended_on is null
      union all select id, place_step, wake_on from transfer_batch where ended_on is null) s
    where s.wake_on is null
      and not exists (select 1 from task t where t.subject_id = s.id and t.state in ('open', 'claimed'))
      and not exists (select 1 from job j where j.subject_id = s.id and j.state in ('running', 'incident')) limit ${MOST_SHOWN}`
}

/** An open task belongs to the place at which its subject stands. */
async function orphans(tx: Tx): Promise<readonly SiteFault[]> {
  return await tx<SiteFault[]>`
    select 'orphan-task' as kind, t.id, t.step as detail from task t
    where t.state in ('open', 'claimed') and not exists (
      select 1 from record r where r.id = t.subject_id and r.ended_on is null and r.place_step = t.step and r.place_round = t.round
      union all select 1 from disposal_list l where l.id = t.subject_id and l.ended_on is null and l.place_step = t.step and l.place_round = t.round
      union all select 1 from transfer_batch b where b.id = t.subject_id and b.ended_on is null and b.place_step = t.step and b.place_round = t.round)
    limit ${MOST_SHOWN}`
}

async function unfounded(tx: Tx): Promise<readonly SiteFault[]> {
  return await tx<SiteFault[]>`
    select 'row-without-history' as kind, s.id, s.kind as detail from (
      select id, 'record' as kind from record union all select id, 'disposal-list' from disposal_list
      union all select id, 'transfer-batch' from transfer_batch union all select id, 'import' from import_batch
      union all select id, 'standing-hold' from standing_hold
      union all select id, 'person' from person union all select id, 'site' from site
      union all select id, 'scheme' from scheme union all select id, 'accountability-case' from accountability_case
      union all select sequence_id, 'code-sequence' from code_reservation union all select sequence_id, 'code-sequence' from code_explanation
      union all select sequence_id, 'code-sequence' from secret_stub
      union all select calendar_id, 'filing' from filing_alert union all select calendar_id, 'filing' from filing_statement) s
    where not exists (select 1 from event e where e.stream_id = s.id) limit ${MOST_SHOWN}`
}

async function versions(tx: Tx): Promise<readonly SiteFault[]> {
  return await tx<SiteFault[]>`
    select 'version-differs' as kind, s.id, s.version::text as detail from (
      select id, version from record union all select id, version from disposal_list
      union all select id, version from transfer_batch union all select id, version from import_batch
      union all select id, version from standing_hold) s
    where s.version <> (select count(*) from event e where e.stream_id = s.id) limit ${MOST_SHOWN}`
}
