import type { PlainDate } from '#domain/dates.ts'
import type { Tx } from '#db/actor.ts'
import { countedPage, readPage, type CountedPage, type PageRequest } from './page.ts'
import { readTotal } from './total.ts'

export interface ListRow {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly fondsId: string
  readonly fondsCode: string
  readonly fondsZh: string
  readonly fondsEn: string
  readonly unitZh: string
  readonly unitEn: string
  readonly definitionId: string
  readonly placeStep: string
  readonly placeRound: number
  readonly listed: number
  readonly left: number
  readonly destroyed: number
  readonly pages: number
  readonly copies: number
  readonly compiledBy: string
  readonly compilerZh: string
  readonly compilerEn: string
  readonly compiledAt: Date
  readonly coolingUntil: PlainDate | null
  readonly endedOn: PlainDate | null
  readonly hasCertificate: boolean
  readonly myTaskId: string | null
}

function columns(tx: Tx) {
  return tx`
    l.id, l.number, l.title, l.fonds_id as "fondsId", f.code as "fondsCode", f.name_zh as "fondsZh", f.name_en as "fondsEn",
    u.name_zh as "unitZh", u.name_en as "unitEn", l.definition_id as "definitionId", l.place_step as "placeStep", l.place_round as "placeRound",
    i.listed, i.left, i.destroyed, i.pages,
    (select count(*)::int from object_copy c join disposal_list_item x on x.record_id = c.subject_id
      where x.subject_id = l.id and x.state <> 'left') as copies,
    l.compiled_by as "compiledBy", p.name_zh as "compilerZh", p.name_en as "compilerEn", l.compiled_at as "compiledAt",
    l.cooling_until::text as "coolingUntil", l.ended_on::text as "endedOn", l.certificate_object_id is not null as "hasCertificate",
    (select t.id from task t where t.subject_id = l.id and (
        (t.state = 'claimed' and t.assignee_id = (select scope_person()))
        or (t.state = 'open' and t.candidate_group = any((select scope_groups())::text[])))
      order by t.state, t.id limit 1) as "myTaskId"`
}

function tables(tx: Tx) {
  return tx`
    disposal_list l join fonds f on f.id = l.fonds_id join unit u on u.id = l.forming_unit_id join person p on p.id = l.compiled_by
    cross join lateral (
      select count(*) filter (where x.state <> 'left')::int as listed, count(*) filter (where x.state = 'left')::int as left,
        count(*) filter (where x.state = 'destroyed')::int as destroyed,
        coalesce(sum(x.pages) filter (where x.state <> 'left'), 0)::int as pages
      from disposal_list_item x where x.subject_id = l.id) i`
}

export interface ListsRequest extends PageRequest {
  readonly state?: 'open' | 'ended' | undefined
}

export async function readLists(tx: Tx, { state, ...request }: ListsRequest): Promise<CountedPage<ListRow>> {
  const ofState =
    state === undefined
      ? tx``
      : state === 'open'
        ? tx`and l.ended_on is null`
        : tx`and l.ended_on is not null`
  const page = readPage<ListRow>(tx, request, {
    direction: 'desc',
    key: { id: [tx`l.id`, 'uuid'] },
    rows: ({ beyond, by, limit }) =>
      tx<ListRow[]>`
        select ${columns(tx)} from ${tables(tx)} where true ${ofState} ${beyond} order by ${by} limit ${limit}`,
  })
  return await countedPage(page, readTotal(tx, tx`select 1 from disposal_list l where true ${ofState}`))
}

export async function readList(tx: Tx, id: string): Promise<ListRow | undefined> {
  const [row] = await tx<ListRow[]>`select ${columns(tx)} from ${tables(tx)} where l.id = ${id}`
  return row
}

export async function readListNumber(tx: Tx, id: string | null): Promise<string | null> {
  if (id === null) return null
  const [row] = await tx<{ number: string }[]>`select number from disposal_list where id = ${id}`
  return row?.number ?? null
}

/** The list that destroyed a record, and its certificate, as far as the reader sees them. */
export async function readDestructionOf(
  tx: Tx,
  recordId: string,
): Promise<{ readonly listId: string | null; readonly certificateId: string | null }> {
  const [row] = await tx<{ listId: string; certificateId: string | null }[]>`
    select l.id as "listId", l.certificate_object_id as "certificateId"
    from register_entry g join disposal_list l on l.id = g.list_id where g.record_id = ${recordId}`
  return row ?? { listId: null, certificateId: null }
}

export interface ExecutionCopyRow {
  readonly recordId: string
  readonly bucket: 'intake' | 'derived' | 'masters' | 'evidence'
  readonly state: 'stored' | 'destroyed'
  readonly objectName: string | null
  readonly proof: string | null
  readonly lockedUntil: Date | null
}

/** Copies of the records of a list, with the lock that the patrol saw. */
export async function readExecution(tx: Tx, listId: string): Promise<readonly ExecutionCopyRow[]> {
  return await tx<ExecutionCopyRow[]>`
    select c.subject_id as "recordId", c.bucket, c.state, o.name as "objectName", c.proof, p.locked_until as "lockedUntil"
    from disposal_list_item i join object_copy c on c.subject_id = i.record_id join digital_object o on o.id = c.object_id
      left join copy_patrol p on p.copy_id = c.id
    where i.subject_id = ${listId} and i.state in ('destroying', 'destroyed')
    order by i.position, o.position, c.bucket limit 20000`
}

export interface RegisterRow {
  readonly recordId: string
  readonly listId: string
  readonly listNumber: string
  readonly archivalCode: string
  readonly title: string
  readonly classCode: string
  readonly formedOn: PlainDate
  readonly retentionEndsOn: PlainDate
  readonly pages: number | null
  readonly digests: readonly string[]
  readonly destroyedOn: PlainDate
}

/** The permanent register, latest destruction first. */
export async function readRegister(tx: Tx, request: PageRequest): Promise<CountedPage<RegisterRow>> {
  const page = readPage<RegisterRow>(tx, request, {
    direction: 'desc',
    key: { destroyedOn: [tx`e.destroyed_on`, 'date'], recordId: [tx`e.record_id`, 'uuid'] },
    rows: ({ beyond, by, limit }) => tx<RegisterRow[]>`
      select e.record_id as "recordId", e.list_id as "listId", coalesce(l.number, '') as "listNumber", e.archival_code as "archivalCode",
        e.title, e.class_code as "classCode", e.formed_on::text as "formedOn", e.retention_ends_on::text as "retentionEndsOn", e.pages,
        e.digests, e.destroyed_on::text as "destroyedOn"
      from register_entry e left join disposal_list l on l.id = e.list_id
      where true ${beyond} order by ${by} limit ${limit}`,
  })
  return await countedPage(page, readTotal(tx, tx`select 1 from register_entry`))
}

export interface PaperRow {
  readonly id: string
  readonly role: 'certificate' | 'register'
  readonly sha256: string
}

/** The certificate and the register, as papers that can be opened. */
export async function readPapers(tx: Tx, listId: string): Promise<readonly PaperRow[]> {
  return await tx<PaperRow[]>`
    select id, role, sha256 from digital_object where subject_id = ${listId} and role in ('certificate', 'register') order by position limit 10`
}
