import type postgres from 'postgres'
import type { PlainDate } from '#domain/dates.ts'
import type { Carrier, Grade, Level, Volume } from '#domain/vocabulary.ts'
import { searchWordsOf, type SearchWords } from '#domain/search.ts'
import type { Tx } from '#db/actor.ts'
import { findRecords, type SearchHit } from '#db/search/query.ts'
import {
  COUNT_CAP,
  CursorFault,
  decodeCursor,
  encodeCursor,
  pageFrom,
  totalOf,
  type Page,
  type PageRequest,
  type Total,
} from './page.ts'

export interface RecordListRow {
  readonly id: string
  readonly title: string
  readonly archivalCode: string | null
  readonly level: Level
  readonly carrier: Carrier
  readonly grade: Grade
  readonly classCode: string
  readonly unitId: string
  readonly unitZh: string
  readonly unitEn: string
  readonly formedOn: PlainDate
  readonly definitionId: string
  readonly placeStep: string
  readonly placeRound: number
  readonly activeHolds: number
  readonly isOverdue: boolean
  readonly retentionEndsOn: PlainDate | null
  readonly scheduleVersionId: string | null
  readonly dueOn: PlainDate | null
  readonly pages: number | null
  readonly objects: number
  readonly listId: string | null
}

type RecordState = 'open' | 'held' | 'overdue' | 'kept' | 'due' | 'at-disposal' | 'ended'

export interface RecordFilter {
  readonly q?: string | undefined
  readonly state?: RecordState | undefined
  readonly step?: string | undefined
  readonly classCode?: string | undefined
  readonly unitId?: string | undefined
  readonly formedInYear?: number | undefined
  readonly grade?: Grade | undefined
  /** Records that came by this import. */
  readonly importId?: string | undefined
  /** What falls due from this day, and until that one: for appraisal or for transfer, whichever comes first. */
  readonly dueFrom?: PlainDate | undefined
  readonly dueTo?: PlainDate | undefined
}

type Fragment = postgres.PendingQuery<postgres.Row[]>

export interface RecordsRequest extends PageRequest, RecordFilter {}

function columns(tx: Tx) {
  return tx`
    r.id, r.title, r.archival_code as "archivalCode", r.level, r.carrier, r.grade, r.class_code as "classCode", r.forming_unit_id as "unitId",
    u.name_zh as "unitZh", u.name_en as "unitEn", r.formed_on::text as "formedOn", r.definition_id as "definitionId",
    r.place_step as "placeStep", r.place_round as "placeRound", r.active_holds as "activeHolds",
    exists (select 1 from task t where t.subject_id = r.id and t.state in ('open', 'claimed') and t.due_on < (select archive_today())) as "isOverdue",
    r.retention_ends_on::text as "retentionEndsOn", r.schedule_version_id as "scheduleVersionId", r.due_on::text as "dueOn", r.pages,
    (select count(*)::int from digital_object o where o.subject_id = r.id and o.role = 'content' and o.withdrawn_at is null) as objects,
    r.disposal_list_id as "listId"`
}

/**
 * Newest first: ids are in the order of their making. Of one year by the day of forming, and what has fallen due by that day; with words,
 * in the order in which they came into the index.
 */
export async function readRecords(
  tx: Tx,
  request: RecordsRequest,
): Promise<Page<RecordListRow> & { readonly total: Total }> {
  const words = searchWordsOf(request.q ?? '')
  if (words !== undefined) return await readFound(tx, request, { words, in: 'texts' })
  const matching = conditions(tx, request)
  const { by, beyond, keyOf } = orderOf(tx, request)
  const [rows, [counted]] = await Promise.all([
    tx<OrderedRow[]>`
      select ${columns(tx)}, ${firstDueOn(tx)}::text as "firstDueOn" from record r join unit u on u.id = r.forming_unit_id
      where true ${matching} ${beyond} order by ${by} limit ${request.limit + 1}`,
    tx<
      { n: number }[]
    >`select count(*)::int as n from (select 1 from record r where true ${matching} order by ${by} limit ${COUNT_CAP + 1}) q`,
  ])
  return { ...pageFrom(rows, request.limit, keyOf), total: totalOf(counted?.n ?? 0) }
}

interface OrderedRow extends RecordListRow {
  readonly firstDueOn: PlainDate | null
}

/** Orders that an index can walk from its end, so that a page costs what it shows. */
function orderOf(tx: Tx, { cursor, formedInYear, state }: RecordsRequest) {
  const [first, second] = decodeCursor(cursor) ?? []
  const beyond = (column: Fragment): Fragment =>
    first === undefined ? tx`` : tx`and (${column}, r.id) < (${first}::date, ${second ?? ''}::uuid)`
  if (formedInYear !== undefined)
    return {
      by: tx`r.formed_on desc, r.id desc`,
      beyond: beyond(tx`r.formed_on`),
      keyOf: ({ formedOn, id }: OrderedRow) => [formedOn, id],
    }
  if (state === 'due')
    return {
      by: tx`${firstDueOn(tx)} desc, r.id desc`,
      beyond: beyond(firstDueOn(tx)),
      keyOf: ({ firstDueOn: on, id }: OrderedRow) => [on ?? '', id],
    }
  return {
    by: tx`r.id desc`,
    beyond: first === undefined ? tx`` : tx`and r.id < ${first}::uuid`,
    keyOf: ({ id }: OrderedRow) => [id],
  }
}

export interface FoundRecords extends Page<RecordListRow> {
  readonly total: Total
  /** Where each row of the page was found, in the same order. */
  readonly hits: readonly SearchHit[]
  /** Everything that was found, up to the cap of counts. */
  readonly counted: readonly string[]
}

interface Looked {
  readonly words: SearchWords
  readonly in: 'texts' | 'persons'
}

/** The records in which words stand, a page of them, and as many as are counted. */
export async function readFound(tx: Tx, request: RecordsRequest, looked: Looked): Promise<FoundRecords> {
  const matching = conditions(tx, request)
  const all = await findRecords(tx, { ...request, ...looked, limit: COUNT_CAP + 1 }, matching)
  const before = numberIn(request.cursor)
  const after =
    before === undefined
      ? all
      : await findRecords(tx, { ...request, ...looked, before, limit: request.limit + 1 }, matching)
  const hits = after.slice(0, request.limit)
  const rows = await readRowsOf(
    tx,
    hits.map(({ id }) => id),
  )
  const last = hits.at(-1)
  const hasMore = after.length > request.limit && last !== undefined
  return {
    items: rows,
    nextCursor: hasMore ? encodeCursor([last.number]) : null,
    total: totalOf(all.length),
    hits,
    counted: all.slice(0, COUNT_CAP).map(({ id }) => id),
  }
}

/** The newest records in which the words stand, and no count of the others. */
export async function readFirstFound(
  tx: Tx,
  words: SearchWords,
  limit: number,
): Promise<Pick<FoundRecords, 'items' | 'hits'>> {
  const hits = await findRecords(tx, { words, in: 'texts', limit }, tx`and true`)
  const items = await readRowsOf(
    tx,
    hits.map(({ id }) => id),
  )
  return { items, hits }
}

/** @throws CursorFault */
function numberIn(cursor: string | undefined): number | undefined {
  const key = decodeCursor(cursor)
  if (key === undefined) return undefined
  const number = Number(key[0])
  if (!Number.isSafeInteger(number)) throw new CursorFault('the cursor is not one of ours')
  return number
}

async function readRowsOf(tx: Tx, ids: readonly string[]): Promise<readonly RecordListRow[]> {
  if (ids.length === 0) return []
  return await tx<RecordListRow[]>`
    select ${columns(tx)} from unnest(${ids as string[]}::uuid[]) with ordinality as found(id, place)
    join record r on r.id = found.id join unit u on u.id = r.forming_unit_id order by found.place`
}

function conditions(tx: Tx, filter: RecordFilter) {
  const { state, step, classCode, unitId, formedInYear, grade, importId, dueFrom, dueTo } = filter
  const isOfPeriod = dueFrom !== undefined || dueTo !== undefined
  return tx`
    ${isOfPeriod ? tx`and r.ended_on is null` : tx``}
    ${dueFrom === undefined ? tx`` : tx`and ${firstDueOn(tx)} >= ${dueFrom}::date`}
    ${dueTo === undefined ? tx`` : tx`and ${firstDueOn(tx)} <= ${dueTo}::date`}
    ${importId === undefined ? tx`` : tx`and r.import_id = ${importId}`}
    ${grade === undefined ? tx`` : tx`and r.grade = ${grade}`}
    ${state === undefined ? tx`` : ofState(tx, state)}
    ${step === undefined ? tx`` : tx`and r.place_step = ${step}`}
    ${classCode === undefined ? tx`` : tx`and r.class_code = ${classCode}`}
    ${unitId === undefined ? tx`` : tx`and r.forming_unit_id = ${unitId}`}
    ${formedInYear === undefined ? tx`` : tx`and r.formed_on between make_date(${formedInYear}, 1, 1) and make_date(${formedInYear}, 12, 31)`}`
}

/** For destruction or for transfer, whichever came first. */
function firstDueOn(tx: Tx): Fragment {
  return tx`least(r.due_on, r.transfer_due_on, r.transfer_decided_on)`
}

function ofState(tx: Tx, state: RecordState) {
  switch (state) {
    case 'open':
      return tx`and r.ended_on is null and r.place_step not in ('keep', 'due', 'at-disposal')`
    case 'held':
      return tx`and r.active_holds > 0`
    case 'overdue':
      return tx`and exists (select 1 from task t where t.subject_id = r.id and t.state in ('open', 'claimed') and t.due_on < (select archive_today()))`
    case 'kept':
      return tx`and r.place_step = 'keep'`
    case 'due':
      return tx`and r.place_step = 'due' and r.ended_on is null and ${firstDueOn(tx)} <= (select archive_today())`
    case 'at-disposal':
      return tx`and r.place_step = 'at-disposal' and r.ended_on is null and r.disposal_list_id is not null`
    case 'ended':
      return tx`and r.ended_on is not null`
  }
}

export async function readRecord(tx: Tx, id: string): Promise<RecordListRow | undefined> {
  const [row] = await tx<
    RecordListRow[]
  >`select ${columns(tx)} from record r join unit u on u.id = r.forming_unit_id where r.id = ${id}`
  return row
}

export interface DueRequest extends PageRequest {
  readonly unitId?: string | undefined
  readonly classCode?: string | undefined
  readonly year?: number | undefined
}

/** Records that have fallen due and are on no list, the longest due first. */
export async function readDue(
  tx: Tx,
  { cursor, limit, unitId, classCode, year }: DueRequest,
): Promise<Page<RecordListRow> & { readonly total: Total }> {
  const after = decodeCursor(cursor)
  const beyond =
    after === undefined ? tx`` : tx`and (r.due_on, r.id) > (${after[0] ?? ''}::date, ${after[1] ?? ''}::uuid)`
  const matching = tx`
    r.place_step = 'due' and r.disposal_list_id is null and r.ended_on is null and r.due_on <= (select archive_today())
    ${unitId === undefined ? tx`` : tx`and r.forming_unit_id = ${unitId}`}
    ${classCode === undefined ? tx`` : tx`and r.class_code = ${classCode}`}
    ${year === undefined ? tx`` : tx`and r.due_on between make_date(${year}, 1, 1) and make_date(${year}, 12, 31)`}`
  const [rows, [counted]] = await Promise.all([
    tx<RecordListRow[]>`
      select ${columns(tx)} from record r join unit u on u.id = r.forming_unit_id
      where ${matching} ${beyond} order by r.due_on, r.id limit ${limit + 1}`,
    tx<
      { n: number }[]
    >`select count(*)::int as n from (select 1 from record r where ${matching} order by r.due_on, r.id limit ${COUNT_CAP + 1}) q`,
  ])
  return { ...pageFrom(rows, limit, (row) => [row.dueOn ?? '', row.id]), total: totalOf(counted?.n ?? 0) }
}

export interface ForecastRow {
  readonly year: number
  readonly classCode: string
  readonly unitId: string
  readonly unitZh: string
  readonly unitEn: string
  readonly count: number
}

export async function readForecast(tx: Tx): Promise<readonly ForecastRow[]> {
  return await tx<ForecastRow[]>`
    select extract(year from r.due_on)::int as year, r.class_code as "classCode", r.forming_unit_id as "unitId",
      u.name_zh as "unitZh", u.name_en as "unitEn", count(*)::int as count
    from record r join unit u on u.id = r.forming_unit_id
    where r.ended_on is null and r.due_on >= make_date(extract(year from archive_today())::int - 1, 1, 1)
    group by 1, 2, 3, 4, 5 order by 1, 2, 3 limit 1000`
}

export interface VolumeRow {
  readonly id: string
  readonly title: string
  readonly volume: Volume
}

/** The volumes of a case by its main one, as far as the reader sees them. A case has few. */
export async function readVolumes(tx: Tx, mainId: string): Promise<readonly VolumeRow[]> {
  return await tx<VolumeRow[]>`
    select id, title, volume from record
    where (id = ${mainId} or main_record_id = ${mainId}) and volume is not null order by volume, id limit 50`
}
