import type { SubjectKind } from '#domain/vocabulary.ts'
import type { Tx } from '#db/actor.ts'

type NoticeKind =
  | 'delegated'
  | 'reassigned'
  | 'handed-back'
  | 'mentioned'
  | 'sent-back'
  | 'reminded'
  | 'escalated'
  | 'filing-due'
  | 'filing-late'
  | 'vital-due'
  | 'vital-overdue'
  | 'case-opened'
  | 'case-ordered'
  | 'case-replied'
  | 'case-closed'
  | 'look-granted'
  | 'look-refused'

export interface NoticeRow {
  readonly position: number
  readonly kind: NoticeKind
  readonly canonical: string
  readonly actorId: string
  readonly actorZh: string
  readonly actorEn: string
  readonly subjectKind: SubjectKind | 'filing' | 'accountability-case' | 'site'
  readonly subjectId: string
  readonly taskId: string | null
  readonly title: string
  readonly isRead: boolean
}

/** What a person is told of besides their own work. */
export interface Duties {
  /** Histories of filing of the units that they file for or head. */
  readonly calendarIds: readonly string[]
  readonly reviewsVital: boolean
}

/** What is older than this has been seen in the worklist itself. */
const KEPT_DAYS = 30
/** As many as the bell opens. */
const MOST_NOTICES = 50
/** Tasks of one person that are looked at for reminders and returns. */
const MOST_TASKS = 300

/**
 * What the ledger tells this person, newest first: given to them, naming them, sent back to where they worked, or late on their desk
 * or at their group's door. There is no second truth: only what one has read is remembered beside the events.
 */
export async function readNotices(
  tx: Tx,
  { calendarIds, reviewsVital }: Duties,
): Promise<readonly NoticeRow[]> {
  return await tx<NoticeRow[]>`
    with me as (select scope_person() as id),
    held as materialized (
      (select t.id, t.subject_id from task t where t.assignee_id = (select id from me) and t.state = 'claimed' order by t.due_on, t.id limit ${MOST_TASKS})),
    finished as materialized (
      (select t.subject_id, t.step, t.slot, t.round from task t
      where t.completed_by = (select id from me) and t.state = 'completed' and t.completed_at > now() - make_interval(days => ${KEPT_DAYS})
      order by t.completed_at desc, t.id desc limit ${MOST_TASKS})),
    late as materialized (
      (select t.id, t.subject_id from task t where t.escalations > 0 and t.state in ('open', 'claimed')
        and t.escalation_group = any((select scope_groups())::text[]) order by t.due_on, t.id limit ${MOST_TASKS})),
    told as (
      ${toldOfTasks(tx)}
      union all ${toldOfFiling(tx, calendarIds)}
      union all ${toldOfReviews(tx, reviewsVital)}
      union all ${toldOfCases(tx)}
      union all ${toldOfLooks(tx)}),
    latest as (select distinct on (position) * from told order by position desc limit ${MOST_NOTICES})
    select l.position::float8 as position, l.kind, e.canonical, e.actor_id as "actorId", p.name_zh as "actorZh", p.name_en as "actorEn",
      e.stream_kind as "subjectKind", e.stream_id as "subjectId", l.task_id as "taskId", coalesce(r.title, d.title, l.said, '') as title,
      l.position <= coalesce((select m.position from notice_mark m where m.person_id = (select id from me)), 0)
        or exists (select 1 from notice_read n where n.person_id = (select id from me) and n.position = l.position) as "isRead"
    from latest l join event e on e.stream_id = l.stream_id and e.seq = l.seq join person p on p.id = e.actor_id
      left join record r on r.id = l.stream_id left join disposal_list d on d.id = l.stream_id
    where (e.canonical::jsonb->>'at')::timestamptz > now() - make_interval(days => ${KEPT_DAYS})
    order by l.position desc`
}

/* What each kind tells of: the event, by its place in the ledger and in its history, the task it is about, and words that no title says. */

/** Given to me, naming me, sent back to where I worked, or late on my desk or at my group's door. */
function toldOfTasks(tx: Tx) {
  return tx`
    select e.position, case e.type when 'task.delegated' then 'delegated' when 'task.reassigned' then 'reassigned' else 'handed-back' end as kind,
      e.stream_id, e.seq, (e.canonical::jsonb->'data'->>'taskId')::uuid as task_id, null::text as said
    from event e where e.type in ('task.delegated', 'task.reassigned', 'task.handed-back')
      and (e.canonical::jsonb->'data'->>'to') = (select id::text from me) and e.actor_id <> (select id from me)
    union all
    select e.position, 'mentioned', e.stream_id, e.seq, (e.canonical::jsonb->'data'->>'taskId')::uuid, null
    from event e where e.type = 'comment.added' and e.canonical::jsonb->'data'->'mentions' ? (select id::text from me)
      and e.actor_id <> (select id from me)
    union all
    select e.position, 'sent-back', e.stream_id, e.seq, null, null from finished f join event e on e.stream_id = f.subject_id
    where e.type = 'place.moved' and e.canonical::jsonb->'data'->>'to' = f.step
      and (e.canonical::jsonb->'data'->>'round')::int = f.round + 1 and e.actor_id <> (select id from me)
      -- Only whose part is asked for again, and not who is reached once more on the way forward.
      and exists (select 1 from task a where a.subject_id = f.subject_id and a.step = f.step and a.slot = f.slot and a.round = f.round + 1)
      and not exists (select 1 from event x where x.stream_id = e.stream_id and x.seq < e.seq and x.type = 'place.moved'
        and x.canonical::jsonb->'data'->>'round' = e.canonical::jsonb->'data'->>'round')
    union all
    select e.position, case e.type when 'task.reminded' then 'reminded' else 'escalated' end, e.stream_id, e.seq, h.id, null
    from held h join event e on e.stream_id = h.subject_id
    where e.type in ('task.reminded', 'task.escalated') and e.canonical::jsonb->'data'->>'taskId' = h.id::text
    union all
    select e.position, 'escalated', e.stream_id, e.seq, l.id, null from late l join event e on e.stream_id = l.subject_id
    where e.type = 'task.escalated' and e.canonical::jsonb->'data'->>'taskId' = l.id::text
      and not exists (select 1 from held h where h.id = l.id)`
}

/** What a unit has to file soon, or has not. */
function toldOfFiling(tx: Tx, calendarIds: readonly string[]) {
  return tx`
    select e.position, 'filing-due', e.stream_id, e.seq, null, concat(k.code, ' ', e.data->>'fromOn', ' – ', e.data->>'toOn')
    from unnest(${[...calendarIds]}::uuid[]) c(id) cross join lateral (
        select x.position, x.stream_id, x.seq, x.canonical::jsonb->'data' as data from event x
        where x.stream_id = c.id and x.type = 'filing.reminded' order by x.seq desc limit ${MOST_NOTICES}) e
      join scheme_class k on k.id = (e.data->>'classId')::uuid
    where (e.data->>'dueOn')::date >= archive_today() and not exists (
      select 1 from filing_statement s where s.calendar_id = c.id and s.class_id = k.id and s.from_on = (e.data->>'fromOn')::date)
    union all
    select e.position, 'filing-late', e.stream_id, e.seq, null, concat(k.code, ' ', a.from_on, ' – ', a.to_on)
    from filing_alert a join scheme_class k on k.id = a.class_id
      join event e on e.stream_id = a.calendar_id and e.type = 'filing.alerted' and e.canonical::jsonb->'data'->>'id' = a.id::text
    where a.closed_on is null and a.raised_on > archive_today() - ${KEPT_DAYS}::int
      and array['unit-head@' || a.unit_id, 'unit-archivist@' || a.unit_id] && (select scope_groups())::text[]`
}

/** Vital records whose review is due or late. */
function toldOfReviews(tx: Tx, reviewsVital: boolean) {
  return tx`
    select e.position, 'vital-' || v.reminded, e.stream_id, e.seq, null, null
    from (select r.id, r.vital->>'reminded' as reminded from record r where ${reviewsVital}::boolean and r.vital->>'reminded' is not null
        order by r.vital_review_on desc, r.id desc limit ${MOST_NOTICES}) v
      cross join lateral (select x.position, x.stream_id, x.seq from event x
        where x.stream_id = v.id and x.type = 'vital.reminded' order by x.seq desc limit 1) e`
}

/** Cases of accountability that I lead, answer for or opened. */
function toldOfCases(tx: Tx) {
  return tx`
    select e.position, replace(e.type, 'case.', 'case-'), e.stream_id, e.seq, null, c.number
    from accountability_case c join event e on e.stream_id = c.id
    where (select id from me) in (c.head_id, c.direct_id, c.opened_by) and e.actor_id <> (select id from me)`
}

/** What became of my requests to look. */
function toldOfLooks(tx: Tx) {
  return tx`
    select e.position, replace(e.type, 'access.', 'look-'), e.stream_id, e.seq, null, concat_ws(' · ', g.code, g.reason)
    from access_grant g join event e on e.stream_id = (select s.id from site s) and e.seq = g.decided_seq
    where g.person_id = (select id from me) and g.decided_at > now() - make_interval(days => ${KEPT_DAYS})`
}

export async function markRead(tx: Tx, positions: readonly number[]): Promise<void> {
  await tx`insert into notice_read (person_id, position) select scope_person(), v from unnest(${[...positions]}::bigint[]) v
    on conflict do nothing`
}
