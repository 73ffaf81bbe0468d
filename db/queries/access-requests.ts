import type { PlainDate } from '#domain/dates.ts'
import type { AccessGrantRow } from '#domain/organisation.ts'
import type { Tx } from '#db/actor.ts'
import { countedPage, readPage, type CountedPage, type PageRequest } from './page.ts'
import { cappedCount, readTotal } from './total.ts'

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
  | 'unitId'
  | 'classCode'
  | 'fromYear'
  | 'toYear'
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
  readonly unitZh: string | null
  readonly unitEn: string | null
  /** Of a class that waits for the reader's decision: how many records of it the reader sees that it would open, up to the cap and one more. */
  readonly opens: number | null
}

interface Asked extends PageRequest {
  readonly view: 'mine' | 'to-decide' | 'given'
}

/** One's own requests, those that wait for one's decision, or the looks that one gave and that stand, newest first. */
export async function readAccessRequests(
  tx: Tx,
  { view, ...request }: Asked,
): Promise<CountedPage<AccessRequestRow>> {
  const wanted = wantedBy(tx, view)
  const page = readPage<AccessRequestRow>(tx, request, {
    direction: 'desc',
    key: { id: [tx`g.id`, 'uuid'] },
    rows: ({ beyond, by, limit }) => tx<AccessRequestRow[]>`
      select g.id, g.person_id as "personId", p.name_zh as "personZh", p.name_en as "personEn", r.id as "recordId", g.code, r.title, g.days,
        g.purpose, g.state, g.asked_at as "askedAt", g.asked_on::text as "askedOn", g.decided_by as "decidedBy", d.name_zh as "deciderZh", d.name_en as "deciderEn", g.reason,
        g.from_on::text as "fromOn", g.to_on::text as "toOn", archive_today()::text as today,
        g.unit_id as "unitId", g.class_code as "classCode", g.from_year as "fromYear", g.to_year as "toYear", u.name_zh as "unitZh", u.name_en as "unitEn",
        case when g.unit_id is not null and g.state = 'asked' and g.person_id <> (select scope_person()) then ${opened(tx)} end as opens
      from access_grant g join person p on p.id = g.person_id left join person d on d.id = g.decided_by left join record r on r.id = g.record_id
        left join unit u on u.id = g.unit_id
      where ${wanted} ${beyond} order by ${by} limit ${limit}`,
  })
  const total = readTotal(
    tx,
    tx`select 1 from access_grant g left join record r on r.id = g.record_id where ${wanted}`,
  )
  return await countedPage(page, total)
}

function wantedBy(tx: Tx, view: Asked['view']) {
  switch (view) {
    case 'mine':
      return tx`g.person_id = (select scope_person())`
    case 'to-decide':
      return waiting(tx)
    case 'given':
      return tx`g.state = 'granted' and g.decided_by = (select scope_person()) and g.to_on >= (select archive_today())`
  }
}

/** Counted through the reader's own eyes, and no further than anybody reads. */
function opened(tx: Tx) {
  return cappedCount(
    tx,
    tx`select 1 from record o where o.forming_unit_id = g.unit_id and o.class_code = g.class_code
      and o.volume is distinct from 'side'
      and o.grade = any((array['public', 'internal', 'restricted'])[:array_position(array['public', 'internal', 'restricted'], g.grade)])
      and (g.from_year is null or o.formed_on between make_date(g.from_year, 1, 1) and make_date(g.to_year, 12, 31))`,
  )
}

/** As `mayDecideAccess` of domain/acts/access-requests and `decideLook` beside it decide. */
function waiting(tx: Tx) {
  return tx`g.state = 'asked' and g.person_id <> (select scope_person()) and (
    'unit-head@' || r.forming_unit_id = any((select scope_groups())::text[]) or 'archives-head@' || r.custody_unit_id = any((select scope_groups())::text[])
    or (g.unit_id is null and r.id is null and g.decider_groups && (select scope_stands_in())::text[])
    or (g.unit_id is not null and head_of_unit((select scope_person()), g.unit_id, (select archive_today())) is not null))`
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
