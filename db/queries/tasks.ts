import type { PlainDate } from '#domain/dates.ts'
import { APPRAISER_KINDS, ROLES, type SubjectKind, type TaskState } from '#domain/vocabulary.ts'
import type { TaskRow } from '#domain/state.ts'
import type { Fragment, Tx } from '#db/actor.ts'
import type { Sql } from '#db/client.ts'
import type { Principal } from '#db/gate/facts.ts'
import type { AfterAct } from '#db/gate/gate.ts'
import { fromSql } from '#db/gate/rows.ts'
import { readPage, type Cut, type Page, type PageRequest } from './page.ts'
import { cappedCount, MOST_COUNTED, readTotal, totalOf, type Total } from './total.ts'

export interface TaskListRow {
  readonly id: string
  readonly subjectKind: SubjectKind
  readonly subjectId: string
  readonly definitionId: string | null
  readonly step: string
  readonly slot: string
  readonly form: string
  readonly title: string
  readonly code: string | null
  readonly classCode: string | null
  readonly unitZh: string
  readonly unitEn: string
  readonly dueOn: PlainDate
  readonly state: TaskState
  readonly assigneeId: string | null
  readonly assigneeZh: string | null
  readonly assigneeEn: string | null
  readonly delegatedBy: string | null
  readonly delegatorZh: string | null
  readonly delegatorEn: string | null
  readonly candidateGroup: string
  readonly groupUnitZh: string
  readonly groupUnitEn: string
  readonly completedAt: Date | null
}

export type TaskView = 'mine' | 'group' | 'overdue' | 'delegated' | 'team' | 'done'

export interface TaskFilter {
  readonly step?: string | undefined
  readonly q?: string | undefined
  readonly unitId?: string | undefined
  readonly classCode?: string | undefined
  readonly dueUntil?: PlainDate | undefined
}

export interface TasksRequest extends PageRequest, TaskFilter {
  readonly view: TaskView
}

/** The worklist of the person whose eyes the transaction has, in the order in which it should be done. */
export async function readTasks(tx: Tx, request: TasksRequest): Promise<Page<TaskListRow>> {
  const isDone = request.view === 'done'
  const id = [tx`t.id`, 'uuid'] as const
  return await readPage<TaskListRow>(tx, request, {
    direction: isDone ? 'desc' : 'asc',
    key: isDone
      ? { completedAt: [tx`t.completed_at`, 'timestamptz'], id }
      : { dueOn: [tx`t.due_on`, 'date'], id },
    rows: (cut) => tx<TaskListRow[]>`
      with keys as materialized (${isDone ? doneKeys(tx, request, cut) : openKeys(tx, request, cut)})
      select t.id, t.subject_kind as "subjectKind", t.subject_id as "subjectId", coalesce(r.definition_id, l.definition_id, b.definition_id) as "definitionId",
        t.step, t.slot, t.form, coalesce(r.title, l.title, b.title, '') as title, coalesce(r.archival_code, l.number, b.number) as code, r.class_code as "classCode",
        u.name_zh as "unitZh", u.name_en as "unitEn", t.due_on::text as "dueOn", t.state, t.assignee_id as "assigneeId",
        p.name_zh as "assigneeZh", p.name_en as "assigneeEn", t.delegated_by as "delegatedBy", giver.name_zh as "delegatorZh",
        giver.name_en as "delegatorEn", t.candidate_group as "candidateGroup",
        g.name_zh as "groupUnitZh", g.name_en as "groupUnitEn", t.completed_at as "completedAt"
      from keys k join task t on t.id = k.id
        left join record r on t.subject_kind = 'record' and r.id = t.subject_id
        left join disposal_list l on t.subject_kind = 'disposal-list' and l.id = t.subject_id
        left join transfer_batch b on t.subject_kind = 'transfer-batch' and b.id = t.subject_id
        join unit g on g.id = split_part(t.candidate_group, '@', 2)::uuid
        join unit u on u.id = coalesce(r.forming_unit_id, l.forming_unit_id, b.forming_unit_id, g.id)
        left join person p on p.id = t.assignee_id left join person giver on giver.id = t.delegated_by
      order by k.place`,
  })
}

/**
 * Each group's queue is read from its own index and merged, so that the page costs the same however long the queues are;
 * `candidate_group = any(…)` would sort all of them.
 */
function openKeys(tx: Tx, request: TasksRequest, { beyond, by, limit }: Cut) {
  const { view } = request
  const wanted = tx`${late(tx, view)} ${filtered(tx, request)} ${beyond} order by ${by} limit ${limit}`
  const mine = tx`(select t.id, t.due_on from task t where ${heldByMe(tx)} ${wanted})`
  const ours = tx`
    (select q.id, q.due_on from unnest((select scope_groups())) as g(name) cross join lateral (
      select t.id, t.due_on from task t where t.candidate_group = g.name and t.state = 'open' ${wanted}) q)`
  const queue =
    view === 'mine'
      ? mine
      : view === 'group'
        ? ours
        : view === 'delegated'
          ? tx`(select t.id, t.due_on from task t where ${givenByMe(tx)} ${wanted})`
          : view === 'team'
            ? tx`(select t.id, t.due_on from task t where ${heldByMyTeam(tx)} ${wanted})`
            : tx`(${mine} union all ${ours})`
  return tx`select q.id, row_number() over (order by q.due_on, q.id) as place from ${queue} q order by q.due_on, q.id limit ${limit}`
}

function heldByMe(tx: Tx) {
  return tx`t.assignee_id = (select scope_person()) and t.state = 'claimed'`
}

function givenByMe(tx: Tx) {
  return tx`t.delegated_by = (select scope_person()) and t.state = 'claimed'`
}

/** What others hold of the groups of units whose head one is: the same units as `isHeadOf` of domain/acts. */
function heldByMyTeam(tx: Tx) {
  return tx`t.state = 'claimed' and t.assignee_id <> (select scope_person()) and t.candidate_group = any((
    select array_agg(distinct g.role || '@' || o.unit_id) from post o
      cross join (select unnest(${[...ROLES]}::text[]) as role union all select 'appraiser:' || unnest(${[...APPRAISER_KINDS]}::text[])) g
    where o.person_id = scope_person() and o.role in ('unit-head', 'archives-head')
      and o.from_on <= archive_today() and (o.to_on is null or o.to_on >= archive_today()))::text[])`
}

/** Filters that a person has set; most have none. */
function filtered(tx: Tx, { step, q, unitId, classCode, dueUntil }: TaskFilter) {
  const ofSubject = [q, unitId, classCode].some((one) => one !== undefined && one !== '')
  return tx`
    ${step === undefined ? tx`` : tx`and t.step = ${step}`}
    ${dueUntil === undefined ? tx`` : tx`and t.due_on <= ${dueUntil}`}
    ${ofSubject ? tx`and (${onRecord(tx, { q, unitId, classCode })} or ${onList(tx, { q, unitId, classCode })})` : tx``}`
}

function onRecord(tx: Tx, { q, unitId, classCode }: TaskFilter) {
  return tx`exists (select 1 from record r where r.id = t.subject_id
    ${q === undefined || q === '' ? tx`` : tx`and (r.title ilike ${patternOf(q)} or r.archival_code ilike ${patternOf(q)})`}
    ${unitId === undefined ? tx`` : tx`and r.forming_unit_id = ${unitId}`}
    ${classCode === undefined ? tx`` : tx`and r.class_code = ${classCode}`})`
}

/** A list has no class of its own. */
function onList(tx: Tx, { q, unitId, classCode }: TaskFilter) {
  if (classCode !== undefined) return tx`false`
  return tx`exists (select 1 from disposal_list l where l.id = t.subject_id
    ${q === undefined || q === '' ? tx`` : tx`and (l.title ilike ${patternOf(q)} or l.number ilike ${patternOf(q)})`}
    ${unitId === undefined ? tx`` : tx`and l.forming_unit_id = ${unitId}`})`
}

/** What a person types is text, never a pattern. */
function patternOf(q: string): string {
  return `%${q.normalize('NFC').replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
}

function late(tx: Tx, view: TaskView) {
  return view === 'overdue' ? tx`and t.due_on < (select archive_today())` : tx``
}

function doneKeys(tx: Tx, request: TasksRequest, { beyond, by, limit }: Cut) {
  return tx`
    select t.id, row_number() over (order by ${by}) as place from task t
    where t.completed_by = (select scope_person()) and t.state = 'completed' ${filtered(tx, request)} ${beyond}
    order by ${by} limit ${limit}`
}

export interface TaskCounts {
  readonly mine: Total
  readonly group: Total
  readonly overdue: Total
  readonly delegated: Total
  readonly team: Total
  readonly doneToday: Total
  readonly incidents: Total
}

/** The tasks of each view of the worklist, to be counted. */
function tasksIn(tx: Tx, view: TaskView | 'doneToday') {
  const mine = tx`select 1 from task t where ${heldByMe(tx)}`
  const ours = tx`select 1 from task t where t.candidate_group = any((select scope_groups())::text[]) and t.state = 'open'`
  const done = tx`select 1 from task t where t.completed_by = (select scope_person()) and t.state = 'completed'`
  switch (view) {
    case 'mine':
      return mine
    case 'group':
      return ours
    case 'overdue':
      return tx`${mine} ${late(tx, view)} union all ${ours} ${late(tx, view)}`
    case 'delegated':
      return tx`select 1 from task t where ${givenByMe(tx)}`
    case 'team':
      return tx`select 1 from task t where ${heldByMyTeam(tx)}`
    case 'done':
      return done
    case 'doneToday':
      return tx`${done} and t.completed_at >= (
        select date_trunc('day', now() at time zone s.zone) at time zone s.zone from site s)`
  }
}

/** Counted no further than anybody reads. */
export async function countTasks(tx: Tx): Promise<TaskCounts> {
  const count = (rows: Fragment) => cappedCount(tx, rows)
  const [row] = await tx<{ [K in keyof TaskCounts]: number }[]>`
    select ${count(tasksIn(tx, 'mine'))} as mine, ${count(tasksIn(tx, 'group'))} as "group", ${count(tasksIn(tx, 'overdue'))} as overdue,
      ${count(tasksIn(tx, 'delegated'))} as delegated, ${count(tasksIn(tx, 'team'))} as team,
      ${count(tasksIn(tx, 'doneToday'))} as "doneToday", ${count(tx`select id from job where state = 'incident' union select id from stopped_jobs(null, null, ${MOST_COUNTED})`)} as incidents`
  if (row === undefined) throw new Error('a count answers one row')
  return {
    mine: totalOf(row.mine),
    group: totalOf(row.group),
    overdue: totalOf(row.overdue),
    delegated: totalOf(row.delegated),
    team: totalOf(row.team),
    doneToday: totalOf(row.doneToday),
    incidents: totalOf(row.incidents),
  }
}

export async function countView(tx: Tx, request: { readonly view: TaskView } & TaskFilter): Promise<Total> {
  const { view } = request
  const wanted = filtered(tx, request)
  const rows =
    view === 'overdue'
      ? tx`select 1 from task t where ${heldByMe(tx)} ${late(tx, view)} ${wanted} union all
          select 1 from task t where t.candidate_group = any((select scope_groups())::text[]) and t.state = 'open' ${late(tx, view)} ${wanted}`
      : tx`${tasksIn(tx, view)} ${wanted}`
  return await readTotal(tx, rows)
}

/** What an act that is answered again would have said next (`Accepted.after`). */
export async function readAfterAct(sql: Sql, principal: Principal, subjectId: string): Promise<AfterAct> {
  const [row] = await sql<{ after: AfterAct | null }[]>`
    select gate_after(${sql.json({ ...principal })}, ${subjectId}) as after`
  return row?.after ?? { nextTaskId: null, definitionId: null, placeStep: null, placeRound: null }
}

export interface DoneTaskRow {
  readonly id: string
  readonly step: string
  readonly slot: string
  readonly state: TaskState
  readonly completedBy: string | null
  readonly completedAt: Date | null
  readonly assigneeId: string | null
  readonly candidateGroup: string
}

/** More tasks than any list or record collects in its life. */
const MOST_TASKS = 500

export async function readTasksOf(tx: Tx, subjectId: string): Promise<readonly DoneTaskRow[]> {
  return await tx<DoneTaskRow[]>`
    select id, step, slot, state, completed_by as "completedBy", completed_at as "completedAt", assignee_id as "assigneeId",
      candidate_group as "candidateGroup"
    from task where subject_id = ${subjectId} and state <> 'cancelled' order by opened_at, id limit ${MOST_TASKS}`
}

/** A task in whatever state it is, for those who may see it; the gate's facts hold only what is still to be done. */
export async function readTask(tx: Tx, id: string): Promise<TaskRow | undefined> {
  const [row] = await tx<
    { json: Record<string, unknown> }[]
  >`select to_jsonb(t) as json from task t where t.id = ${id}`
  return row === undefined ? undefined : fromSql('task', row.json)
}
