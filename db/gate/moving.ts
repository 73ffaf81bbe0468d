import type { PostRegister } from '#domain/organisation.ts'
import type { Tx } from '#db/actor.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { canonicalJson, sha256Hex } from './canonical.ts'

/** What of a post would move to a successor, and the digest that both sign. */
export interface Moving {
  readonly register: PostRegister
  readonly hash: string
}

/** More than this no single person has in hand. */
const MOST = 500

/**
 * What would move today; undefined where there is no such post. It is read through the engine's eyes, whoever asks: ids and days are
 * no secret to whom the hand-over concerns, and titles are asked for by each reader with their own.
 */
export async function readMoving(tx: Tx, postId: string): Promise<Moving | undefined> {
  await tx`select gate_scope(${ENGINE_ID})`
  const [row] = await tx<{ register: PostRegister }[]>`
    select jsonb_build_object(
      'tasks', (select coalesce(jsonb_agg(jsonb_build_object('id', q.id, 'subjectId', q.subject_id, 'step', q.step, 'dueOn', q.due_on) order by q.due_on, q.id), '[]')
        from (select t.* from task t where t.assignee_id = o.person_id and t.state = 'claimed'
          and t.candidate_group = any(g.names) order by t.due_on, t.id limit ${MOST}) q),
      'waiting', (select count(*)::int from task t where t.state = 'open' and t.candidate_group = any(g.names)),
      'holds', (select coalesce(jsonb_agg(jsonb_build_object('id', h.id, 'subjectId', h.subject_id, 'reviewOn', h.review_on) order by h.review_on, h.id), '[]')
        from hold h where h.placed_by = o.person_id and h.state <> 'lifted'),
      'lists', (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'number', l.number) order by l.number), '[]') from (
        select id, number from disposal_list where compiled_by = o.person_id and ended_on is null
        union all select id, number from transfer_batch where compiled_by = o.person_id and ended_on is null) l),
      'families', (select coalesce(jsonb_agg(distinct c.family order by c.family), '[]') from class_grant c
        where c.post_id = o.id and (c.to_on is null or c.to_on >= archive_today())),
      'deputies', (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'deputyId', d.deputy_id, 'toOn', d.to_on) order by d.id), '[]')
        from deputy d where d.post_id = o.id and d.ended_at is null and d.to_on >= archive_today())) as register
    from post o join unit u on u.id = o.unit_id
      cross join lateral (select array(select (case when o.role = 'appraiser' then 'appraiser:' || o.appraiser_kind else o.role end) || '@' || a
        from unnest(u.path) a) as names) g
    where o.id = ${postId}`
  return row === undefined
    ? undefined
    : { register: row.register, hash: sha256Hex(canonicalJson(row.register)) }
}
