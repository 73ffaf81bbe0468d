import type { PlainDate } from '#domain/dates.ts'
import type { AccessGrantRow } from '#domain/organisation.ts'
import type { Tx } from '#db/actor.ts'
import {
  COUNT_CAP,
  decodeCursor,
  pageFrom,
  totalOf,
  type Page,
  type PageRequest,
  type Total,
} from './page.ts'

export interface AccessRequestRow extends Pick<
  AccessGrantRow,
  | 'id'
  | 'personId'
  | 'recordId'
  | 'code'
  | 'days'
  | 'purpose'
  | 'state'
  | 'decidedBy'
  | 'reason'
  | 'fromOn'
  | 'toOn'
> {
  readonly personZh: string
  readonly personEn: string
  readonly deciderZh: string | null
  readonly deciderEn: string | null
  readonly askedAt: Date
  readonly askedOn: PlainDate
  /** Null where the reader does not see the record. */
  readonly title: string | null
  readonly today: PlainDate
}

interface Asked extends PageRequest {
  readonly view: 'mine' | 'to-decide'
}

/** One's own requests, or those that wait for one's decision, newest first. */
export async function readAccessRequests(
  tx: Tx,
  { view, cursor, limit }: Asked,
): Promise<Page<AccessRequestRow> & { readonly total: Total }> {
  const after = decodeCursor(cursor)
  const beyond = after === undefined ? tx`` : tx`and g.id < ${after[0] ?? ''}::uuid`
  const wanted = view === 'mine' ? tx`g.person_id = (select scope_person())` : waiting(tx)
  const [rows, [counted]] = await Promise.all([
    tx<AccessRequestRow[]>`
      select g.id, g.person_id as "personId", p.name_zh as "personZh", p.name_en as "personEn", r.id as "recordId", g.code, r.title, g.days,
        g.purpose, g.state, g.asked_at as "askedAt", g.asked_on::text as "askedOn", g.decided_by as "decidedBy", d.name_zh as "deciderZh", d.name_en as "deciderEn", g.reason,
        g.from_on::text as "fromOn", g.to_on::text as "toOn", archive_today()::text as today
      from access_grant g join person p on p.id = g.person_id left join person d on d.id = g.decided_by left join record r on r.id = g.record_id
      where ${wanted} ${beyond} order by g.id desc limit ${limit + 1}`,
    tx<{ n: number }[]>`
      select count(*)::int as n from (select 1 from access_grant g left join record r on r.id = g.record_id where ${wanted} limit ${COUNT_CAP + 1}) q`,
  ])
  return { ...pageFrom(rows, limit, (row) => [row.id]), total: totalOf(counted?.n ?? 0) }
}

/** As `mayDecideAccess` of domain/acts/access-requests decides. */
function waiting(tx: Tx) {
  return tx`g.state = 'asked' and g.person_id <> (select scope_person()) and (
    'unit-head@' || r.forming_unit_id = any((select scope_groups())::text[]) or 'archives-head@' || r.custody_unit_id = any((select scope_groups())::text[])
    or (r.id is null and g.decider_groups && (select scope_stands_in())::text[]))`
}

/** Who asked for what, for the facts of a decision; undefined where the reader does not see the request. */
export async function readAccessRequest(
  tx: Tx,
  id: string,
): Promise<Pick<AccessGrantRow, 'personId' | 'recordId' | 'code'> | undefined> {
  const [row] = await tx<Pick<AccessGrantRow, 'personId' | 'recordId' | 'code'>[]>`
    select person_id as "personId", record_id as "recordId", code from access_grant where id = ${id}`
  return row
}
