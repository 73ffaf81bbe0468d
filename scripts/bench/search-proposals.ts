import type { Tx } from '#db/actor.ts'
import { demoPersonId } from '#db/seed/demo-organisation.ts'
import type { Stage } from './stage.ts'

/** Records that wait in every way for a second person, and are vital with a late review: far more than a bureau leaves undecided. */
const PROPOSED = 500
/** Who proposed them by turns; the last two decide what the others proposed. */
const PROPOSERS = ['han.shuning', 'chen.lidong', 'shen.zhiqiu', 'wei.changqing', 'guo.huaiyuan'] as const

/** Puts proposals of every kind that stands on a record, and the events that told of them, on records in the archives' custody. */
export async function loadProposals({ admin }: Stage): Promise<void> {
  await admin.begin(async (tx) => {
    await tx`set local statement_timeout = 0`
    await tx`set local session_replication_role = replica`
    const people = PROPOSERS.map((login) => demoPersonId(login))
    await tx`create temporary table proposed on commit drop as
      select r.id, r.n::int as n, (${people}::uuid[])[1 + r.n % ${people.length}] as by, gen_random_uuid() as rule_id,
        gen_random_uuid() as giving_id, gen_random_uuid() as hold_id, gen_random_uuid() as object_id
      from (select id, row_number() over (order by hashtext(id::text)) as n from record where ended_on is null limit ${PROPOSED}) r`
    await onRecords(tx)
    await besideRecords(tx)
    await tellOf(tx)
  })
  await admin.unsafe('analyze')
}

async function onRecords(tx: Tx): Promise<void> {
  const vital = { reason: '-', cycleMonths: 12, countedFrom: '2024-01-01', review: null, reminded: 'overdue' }
  await tx`update record r set custody_unit_id = (select id from unit where kind = 'archives-office' order by id limit 1),
      proposed_grade = 'public', grade_proposed_by = p.by,
      own_rule_proposal = jsonb_build_object('id', p.rule_id, 'proposedBy', p.by),
      vital = ${tx.json(vital)}, vital_review_on = date '2025-01-01'
    from proposed p where p.id = r.id`
}

async function besideRecords(tx: Tx): Promise<void> {
  await tx`insert into giving (id, subject_id, year, number, way, asker, proof, approval, state, object_ids, asked_by, asked_at, asked_on)
    select giving_id, id, 2026, n, 'copy', 'subject', 'identity-card', 'class', 'asked', '{}', by, now(), current_date from proposed`
  await tx`insert into hold (id, subject_id, state, reason, authority, placed_by, placed_at, placed_on, review_on, lift_proposed_by)
    select hold_id, id, 'lift-proposed', '-', '-', by, now(), current_date, current_date, by from proposed`
  await tx`insert into digital_object (id, subject_id, role, position, media_type, size_bytes, sha256, findings, variant, added_by, added_at)
    select object_id, id, 'public-variant', 1, 'application/pdf', 1, '', '{}',
      jsonb_build_object('originalGrade', 'internal', 'state', 'proposed', 'proposedBy', by), by, now() from proposed`
}

/** The events that tell of them, in the order of the kinds. They bear no hash: nothing here is verified. */
async function tellOf(tx: Tx): Promise<void> {
  await tx`insert into event (stream_id, seq, stream_kind, type, actor_id, canonical, hash)
    select p.id, 1000 + e.seq, 'record', e.type, p.by,
      jsonb_build_object('at', now(), 'on', current_date, 'data', jsonb_build_object(e.field, e.of))::text, ''
    from proposed p cross join lateral (values
      (1, 'record.regrade-proposed', 'grade', 'public'), (2, 'giving.asked', 'id', p.giving_id::text),
      (3, 'retention.rule-proposed', 'id', p.rule_id::text), (4, 'hold.lift-proposed', 'holdId', p.hold_id::text),
      (5, 'variant.proposed', 'objectId', p.object_id::text), (6, 'vital.reminded', 'reminder', 'overdue')) e(seq, type, field, of)`
}
