import type { PlainDate } from '#domain/dates.ts'
import type { Carrier, Grade, Level, Volume } from '#domain/vocabulary.ts'
import { searchWordsOf, type SearchWords } from '#domain/search.ts'
import { STEPS_AFTER_SHELVING } from '#domain/state/paper.ts'
import type { Fragment, Tx } from '#db/actor.ts'
import { findRecords, type SearchHit } from '#db/search/query.ts'
import { countedPage, orderOf, readPage, type CountedPage, type Keyset, type PageRequest } from './page.ts'
import { COUNT_CAP, MOST_COUNTED, readTotal, totalOf } from './total.ts'

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

type RecordState = 'open' | 'held' | 'overdue' | 'kept' | 'unshelved' | 'due' | 'at-disposal' | 'ended'

export interface RecordFilter {
  readonly q?: string | undefined
  /** The whole of it, also one that was replaced: old boxes still bear it. */
  readonly archivalCode?: string | undefined
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
export async function readRecords(tx: Tx, request: RecordsRequest): Promise<CountedPage<RecordListRow>> {
  const words = searchWordsOf(request.q ?? '')
  if (words !== undefined) return await readFound(tx, request, { words, in: 'texts' })
  const matching = conditions(tx, request)
  const keyset = keysetOf(tx, request)
  const page = readPage(tx, request, {
    ...keyset,
    rows: ({ beyond, by, limit }) => tx<OrderedRow[]>`
      select ${columns(tx)}, ${firstDueOn(tx)}::text as "firstDueOn" from record r join unit u on u.id = r.forming_unit_id
      where true ${matching} ${beyond} order by ${by} limit ${limit}`,
  })
  const total = readTotal(
    tx,
    tx`select 1 from record r where true ${matching} order by ${orderOf(tx, keyset)}`,
  )
  return await countedPage(page, total)
}

interface OrderedRow extends RecordListRow {
  readonly firstDueOn: PlainDate | null
}

/** Orders that an index can walk from its end, so that a page costs what it shows. */
function keysetOf(tx: Tx, { formedInYear, state }: RecordsRequest): Keyset<OrderedRow> {
  const id = [tx`r.id`, 'uuid'] as const
  if (formedInYear !== undefined)
    return { direction: 'desc', key: { formedOn: [tx`r.formed_on`, 'date'], id } }
  if (state === 'due') return { direction: 'desc', key: { firstDueOn: [firstDueOn(tx), 'date'], id } }
  return { direction: 'desc', key: { id } }
}

export interface FoundRecords extends CountedPage<RecordListRow> {
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
  const all = await findRecords(tx, { ...request, ...looked, limit: MOST_COUNTED }, matching)
  const { items: hits, nextCursor } = await readPage<SearchHit>(tx, request, {
    direction: 'desc',
    key: { number: [tx`h.number`, 'bigint'] },
    rows: async ({ after: [number], limit }) =>
      number === undefined
        ? all
        : await findRecords(tx, { ...request, ...looked, before: Number(number), limit }, matching),
  })
  return {
    items: await readRowsOf(
      tx,
      hits.map(({ id }) => id),
    ),
    nextCursor,
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

async function readRowsOf(tx: Tx, ids: readonly string[]): Promise<readonly RecordListRow[]> {
  if (ids.length === 0) return []
  return await tx<RecordListRow[]>`
    select ${columns(tx)} from unnest(${ids as string[]}::uuid[]) with ordinality as found(id, place)
    join record r on r.id = found.id join unit u on u.id = r.forming_unit_id order by found.place`
}

function conditions(tx: Tx, filter: RecordFilter) {
  const { archivalCode, state, step, classCode, unitId, formedInYear, grade, importId, dueFrom, dueTo } =
    filter
  const isOfPeriod = dueFrom !== undefined || dueTo !== undefined
  return tx`
    ${isOfPeriod ? tx`and r.ended_on is null` : tx``}
    ${dueFrom === undefined ? tx`` : tx`and ${firstDueOn(tx)} >= ${dueFrom}::date`}
    ${dueTo === undefined ? tx`` : tx`and ${firstDueOn(tx)} <= ${dueTo}::date`}
    ${
      archivalCode === undefined
        ? tx``
        : tx`and r.id in (select x.id from record x where x.archival_code = ${archivalCode}
            union all select f.subject_id from former_code f where f.code = ${archivalCode})`
    }
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
    // As `movePaper` decides it: paper that is here, filed, and behind any step that shelves it.
    case 'unshelved':
      return tx`and not r.is_shelved and r.carrier <> 'electronic' and r.ended_on is null and r.transferred_on is null
        and r.destruction_begun_at is null and r.archival_code is not null
        and (r.carrier = 'both' or r.place_step = any(${[...STEPS_AFTER_SHELVING]}))`
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
  { unitId, classCode, year, ...request }: DueRequest,
): Promise<CountedPage<RecordListRow>> {
  const keyset: Keyset<RecordListRow> = {
    direction: 'asc',
    key: { dueOn: [tx`r.due_on`, 'date'], id: [tx`r.id`, 'uuid'] },
  }
  const matching = tx`
    r.place_step = 'due' and r.disposal_list_id is null and r.ended_on is null and r.due_on <= (select archive_today())
    ${unitId === undefined ? tx`` : tx`and r.forming_unit_id = ${unitId}`}
    ${classCode === undefined ? tx`` : tx`and r.class_code = ${classCode}`}
    ${year === undefined ? tx`` : tx`and r.due_on between make_date(${year}, 1, 1) and make_date(${year}, 12, 31)`}`
  const page = readPage(tx, request, {
    ...keyset,
    rows: ({ beyond, by, limit }) => tx<RecordListRow[]>`
      select ${columns(tx)} from record r join unit u on u.id = r.forming_unit_id
      where ${matching} ${beyond} order by ${by} limit ${limit}`,
  })
  const total = readTotal(tx, tx`select 1 from record r where ${matching} order by ${orderOf(tx, keyset)}`)
  return await countedPage(page, total)
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
