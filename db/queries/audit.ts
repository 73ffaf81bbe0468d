import type { PlainDate } from '#domain/dates.ts'
import type { EventType, StreamKind } from '#domain/vocabulary.ts'
import type { Tx } from '#db/actor.ts'
import { eventColumns, eventPeople, type EventRow } from './events.ts'
import { countedPage, readPage, type CountedPage, type PageRequest } from './page.ts'
import { readTotal } from './total.ts'

export interface AuditEventRow extends EventRow {
  readonly position: number
  readonly streamKind: StreamKind
  readonly streamId: string
  /** Archival code of a record, number of a list; null where there is none yet. */
  readonly code: string | null
  readonly title: string | null
}

export interface AuditEventsRequest extends PageRequest {
  readonly actorId?: string | undefined
  readonly type?: EventType | undefined
  readonly streamKind?: StreamKind | undefined
  readonly unitId?: string | undefined
  readonly from?: PlainDate | undefined
  readonly to?: PlainDate | undefined
  /** Any part of the title or the code of the record or list. */
  readonly q?: string | undefined
}

/** Every event that the reader may see, newest first. */
export async function readAuditEvents(
  tx: Tx,
  request: AuditEventsRequest,
): Promise<CountedPage<AuditEventRow>> {
  const matching = eventConditions(tx, request)
  const from = tx`event e left join record r on r.id = e.stream_id left join disposal_list l on l.id = e.stream_id
    left join transfer_batch tb on tb.id = e.stream_id left join schedule_version sv on sv.id = e.stream_id
    left join person ps on ps.id = e.stream_id`
  const page = readPage<AuditEventRow>(tx, request, {
    direction: 'desc',
    key: { position: [tx`e.position`, 'bigint'] },
    rows: ({ beyond, by, limit }) => tx<AuditEventRow[]>`
      select ${eventColumns(tx)}, e.position::float8 as position, e.stream_kind as "streamKind", e.stream_id as "streamId",
        coalesce(r.archival_code, l.number, tb.number) as code, coalesce(r.title, l.title, tb.title, sv.version, ps.login) as title
      from ${from} ${eventPeople(tx)}
      where true ${matching} ${beyond} order by ${by} limit ${limit}`,
  })
  return await countedPage(page, readTotal(tx, tx`select 1 from ${from} where true ${matching}`))
}

function eventConditions(tx: Tx, { actorId, type, streamKind, unitId, from, to, q }: AuditEventsRequest) {
  return tx`
    ${actorId === undefined ? tx`` : tx`and e.actor_id = ${actorId}`}
    ${type === undefined ? tx`` : tx`and e.type = ${type}`}
    ${streamKind === undefined ? tx`` : tx`and e.stream_kind = ${streamKind}`}
    ${unitId === undefined ? tx`` : tx`and coalesce(r.forming_unit_id, l.forming_unit_id) = ${unitId}`}
    ${from === undefined ? tx`` : since(tx, from)}
    ${to === undefined ? tx`` : until(tx, to)}
    ${q === undefined || q === '' ? tx`` : naming(tx, q)}`
}

/** The daily checkpoints tell which positions belong to which days, so that a range of days reads no more than its own events. */
function since(tx: Tx, from: PlainDate) {
  return tx`and e.canonical::jsonb->>'on' >= ${from}
    and e.position > coalesce((select max(c.through_position) from checkpoint c where c.on_date < ${from}::date), 0)`
}

function until(tx: Tx, to: PlainDate) {
  return tx`and e.canonical::jsonb->>'on' <= ${to}
    and e.position <= coalesce((select min(c.through_position) from checkpoint c where c.on_date > ${to}::date), 9223372036854775807)`
}

/** What a person types is text, never a pattern. */
function naming(tx: Tx, q: string) {
  const pattern = `%${q.normalize('NFC').replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  return tx`and (r.title ilike ${pattern} or r.archival_code ilike ${pattern} or l.title ilike ${pattern} or l.number ilike ${pattern}
    or tb.title ilike ${pattern} or tb.number ilike ${pattern} or sv.version ilike ${pattern})`
}

export interface AccessRow {
  readonly id: number
  readonly at: Date
  readonly on: PlainDate
  /** Null: nobody could be named, as at a failed sign-in. */
  readonly personId: string | null
  readonly personZh: string | null
  readonly personEn: string | null
  readonly action: string
  readonly result: string
  readonly subjectKind: string | null
  readonly subjectId: string | null
  readonly code: string | null
  readonly title: string | null
  readonly detail: string | null
  readonly purpose: string | null
  readonly traceId: string | null
}

export interface AccessRequest extends PageRequest {
  readonly personId?: string | undefined
  readonly action?: string | undefined
  readonly result?: 'ok' | 'refused' | undefined
  readonly subjectId?: string | undefined
  readonly from?: PlainDate | undefined
  readonly to?: PlainDate | undefined
}

/** Views, downloads, searches, sign-ins and refusals, newest first: everybody's for who reads the logs, one's own for others. */
export async function readAccessLog(tx: Tx, request: AccessRequest): Promise<CountedPage<AccessRow>> {
  const matching = accessConditions(tx, request)
  const page = readPage<AccessRow>(tx, request, {
    direction: 'desc',
    key: { id: [tx`a.id`, 'bigint'] },
    rows: ({ beyond, by, limit }) => tx<AccessRow[]>`
      select a.id::float8 as id, a.at, a.on_date::text as "on", a.person_id as "personId", p.name_zh as "personZh", p.name_en as "personEn",
        a.action, a.result, a.subject_kind as "subjectKind", a.subject_id as "subjectId", coalesce(r.archival_code, l.number, tb.number) as code,
        coalesce(r.title, l.title, tb.title, sv.version) as title, a.detail, a.purpose, a.trace_id as "traceId"
      from access_log a left join person p on p.id = a.person_id left join record r on r.id = a.subject_id
        left join disposal_list l on l.id = a.subject_id left join transfer_batch tb on tb.id = a.subject_id
        left join schedule_version sv on sv.id = a.subject_id
      where true ${matching} ${beyond} order by ${by} limit ${limit}`,
  })
  return await countedPage(page, readTotal(tx, tx`select 1 from access_log a where true ${matching}`))
}

function accessConditions(tx: Tx, { personId, action, result, subjectId, from, to }: AccessRequest) {
  return tx`
    ${personId === undefined ? tx`` : tx`and a.person_id = ${personId}`}
    ${action === undefined ? tx`` : tx`and a.action = ${action}`}
    ${result === undefined ? tx`` : result === 'ok' ? tx`and a.result = 'ok'` : tx`and a.result <> 'ok'`}
    ${subjectId === undefined ? tx`` : tx`and a.subject_id = ${subjectId}`}
    ${from === undefined ? tx`` : tx`and a.on_date >= ${from}::date`}
    ${to === undefined ? tx`` : tx`and a.on_date <= ${to}::date`}`
}

export interface AuditedPersonRow {
  readonly id: string
  readonly zh: string
  readonly en: string
}

/** Whom an auditor may ask about: everybody who has or had an account. */
export async function readAuditedPeople(tx: Tx): Promise<readonly AuditedPersonRow[]> {
  return await tx<
    AuditedPersonRow[]
  >`select id, name_zh as zh, name_en as en from person order by name_zh, id limit 5000`
}

/** By what code and title people know whatever has a history; undefined when the reader sees no such thing. */
export async function readNameOf(
  tx: Tx,
  id: string,
): Promise<{ readonly code: string | null; readonly title: string } | undefined> {
  const [named] = await tx<{ code: string | null; title: string }[]>`
    select archival_code as code, title from record where id = ${id} union all select number, title from disposal_list where id = ${id}
    union all select number, title from transfer_batch where id = ${id} union all select null, version from schedule_version where id = ${id}
    union all select login, name_zh from person where id = ${id} union all select null, name_zh from site where id = ${id}`
  return named
}
