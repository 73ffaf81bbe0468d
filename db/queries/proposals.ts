import type { PlainDate } from '#domain/dates.ts'
import type { ProposalKind } from '#domain/proposal-work.ts'
import type { HoldScope } from '#domain/state/holds.ts'
import type { Tx } from '#db/actor.ts'
import { firstOf, type First } from './total.ts'

export interface ProposalRow {
  readonly kind: ProposalKind
  /** Of the record, the line of the register of givings, the proposed rule, the hold, or the file. */
  readonly id: string
  /** Null for a hold on a class. */
  readonly recordId: string | null
  /** Archival code, or that of the class. */
  readonly code: string | null
  /** Title of the record, or name of the class. */
  readonly title: string
  readonly unitId: string | null
  /** Null for what is no hold. */
  readonly scopeKind: HoldScope['scopeKind'] | null
  readonly unitZh: string | null
  readonly unitEn: string | null
  readonly proposedBy: string
  /** Place of the proposal in the ledger, its instant and its day. */
  readonly position: number
  readonly saidAt: Date
  readonly saidOn: PlainDate
  readonly isRead: boolean
}

/** As many as the worklist shows at once; the rest follows as they are decided. */
const MOST = 50

/**
 * What waits for a second person, of these kinds and as the reader sees it, the oldest first; nothing that the reader proposed, and
 * nothing that cannot be decided now because the record is elsewhere or a machine has not looked at it yet.
 */
export async function readProposals(tx: Tx, kinds: readonly ProposalKind[]): Promise<First<ProposalRow>> {
  if (kinds.length === 0) return firstOf([], MOST)
  const rows = await proposalsSaid(tx, kinds)
  return firstOf(rows, MOST)
}

/** The query itself, so that its plan can be looked at: one more than are shown. */
export function proposalsSaid(tx: Tx, kinds: readonly ProposalKind[]) {
  return tx<ProposalRow[]>`
    with me as (select scope_person() as id), waiting as materialized (${waiting(tx, [...kinds])})
    select w.kind, w.id, w.record_id as "recordId", w.code, w.title, w.unit_id as "unitId", w.scope_kind as "scopeKind",
      u.name_zh as "unitZh", u.name_en as "unitEn", w.proposed_by as "proposedBy", e.position::float8 as position,
      (e.canonical::jsonb->>'at')::timestamptz as "saidAt", e.canonical::jsonb->>'on' as "saidOn",
      e.position <= coalesce((select m.position from notice_mark m where m.person_id = (select id from me)), 0)
        or exists (select 1 from notice_read n where n.person_id = (select id from me) and n.position = e.position) as "isRead"
    from waiting w left join unit u on u.id = w.unit_id cross join lateral (
      select x.position, x.canonical from event x where x.stream_id = w.stream_id and x.type = w.type
        and (w.said_key is null or x.canonical::jsonb->'data'->>w.said_key = w.id::text) order by x.seq desc limit 1) e
    order by e.position limit ${MOST + 1}`
}

/** Each kind walks an index of what waits alone; `said_key` is the field in which the event that told of it names it. */
function waiting(tx: Tx, asked: string[]) {
  return tx`
    (select 'lower-grade' as kind, r.id, r.id as record_id, r.archival_code as code, r.title, r.forming_unit_id as unit_id,
      null::text as scope_kind, r.grade_proposed_by as proposed_by, r.id as stream_id, 'record.regrade-proposed' as type, null::text as said_key
    from record r where 'lower-grade' = any(${asked}::text[]) and r.proposed_grade is not null and r.grade_proposed_by <> (select id from me)
      and ${inKeep(tx)}
    order by r.id limit ${MOST + 1})
    union all
    (select 'giving', g.id, r.id, r.archival_code, r.title, r.forming_unit_id, null, g.asked_by, r.id, 'giving.asked', 'id'
    from giving g join record r on r.id = g.subject_id where 'giving' = any(${asked}::text[]) and g.state = 'asked'
      and g.asked_by <> (select id from me) and r.quarantine is null and r.ended_on is null and r.destruction_begun_at is null
    order by g.id limit ${MOST + 1})
    union all
    (select 'own-rule', (r.own_rule_proposal->>'id')::uuid, r.id, r.archival_code, r.title, r.forming_unit_id, null,
      (r.own_rule_proposal->>'proposedBy')::uuid, r.id, 'retention.rule-proposed', 'id'
    from record r where 'own-rule' = any(${asked}::text[]) and r.own_rule_proposal is not null
      and (r.own_rule_proposal->>'proposedBy')::uuid <> (select id from me) and r.place_step <> 'due' and ${inKeep(tx)}
    order by r.id limit ${MOST + 1})
    union all
    (select 'lift', s.id, s.record_id, coalesce(f.archival_code, s.class_code), coalesce(f.title, c.name_zh, s.class_code, ''),
      coalesce(f.forming_unit_id, s.unit_id), s.scope_kind, s.lift_proposed_by, s.id, 'standing-hold.lift-proposed', null
    from standing_hold s left join record f on f.id = s.record_id left join record_class c on c.code = s.class_code
    where 'lift' = any(${asked}::text[]) and s.state = 'lift-proposed' and s.lift_proposed_by <> (select id from me)
    order by s.id limit ${MOST + 1})
    union all
    (select 'record-lift', h.id, r.id, r.archival_code, r.title, r.forming_unit_id, null, h.lift_proposed_by, r.id, 'hold.lift-proposed', 'holdId'
    from hold h join record r on r.id = h.subject_id where 'record-lift' = any(${asked}::text[]) and h.state = 'lift-proposed'
      and h.lift_proposed_by <> (select id from me)
    order by h.id limit ${MOST + 1})
    union all
    (select 'variant', o.id, r.id, r.archival_code, r.title, r.forming_unit_id, null, (o.variant->>'proposedBy')::uuid, r.id,
      'variant.proposed', 'objectId'
    from digital_object o join record r on r.id = o.subject_id where 'variant' = any(${asked}::text[]) and o.variant->>'state' = 'proposed'
      and (o.variant->>'proposedBy')::uuid <> (select id from me) and o.variant->>'originalGrade' = any((select scope_grades())::text[])
      and o.findings is not null and o.withdrawn_at is null and r.quarantine is null and ${inKeep(tx)}
    order by o.id limit ${MOST + 1})`
}

/** Of a record whose content and rules nobody is judging elsewhere. */
const inKeep = (tx: Tx) =>
  tx`r.ended_on is null and r.destruction_begun_at is null and r.disposal_list_id is null and r.transfer_batch_id is null`
