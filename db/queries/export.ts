import type { ExportSelection } from '#domain/export.ts'
import type { PlainDate } from '#domain/dates.ts'
import type { Tx } from '#db/actor.ts'
import type { Sql } from '#db/client.ts'
import type { LedgerRow, PersonalRow } from '#db/verify.ts'

/** A selection whose names were found. */
export type Selected =
  | { readonly kind: 'whole' }
  | { readonly kind: 'unit'; readonly unitIds: readonly string[] }
  | { readonly kind: 'class'; readonly code: string }
  | { readonly kind: 'fonds'; readonly fondsId: string }

/** What a selection names; undefined where there is none of that name, or several. A unit brings those below it. */
export async function resolveSelection(tx: Tx, asked: ExportSelection): Promise<Selected | undefined> {
  switch (asked.kind) {
    case 'whole':
      return { kind: 'whole' }
    case 'unit': {
      const rows = await tx<{ id: string; below: string[] }[]>`
        select u.id, array(select b.id from unit b where u.id = any(b.path)) as below from unit u
        where u.id::text = ${asked.value} or u.name_zh = ${asked.value} or u.name_en = ${asked.value} limit 2`
      const [unit, other] = rows
      return unit === undefined || other !== undefined ? undefined : { kind: 'unit', unitIds: unit.below }
    }
    case 'class': {
      const [row] = await tx<{ known: boolean }[]>`
        select exists (select 1 from record_class where code = ${asked.value} or starts_with(code, ${`${asked.value}-`}))
          or exists (select 1 from record where class_code = ${asked.value}) as known`
      return row?.known === true ? { kind: 'class', code: asked.value } : undefined
    }
    case 'fonds': {
      const [row] = await tx<{ id: string }[]>`select id from fonds where code = ${asked.value}`
      return row === undefined ? undefined : { kind: 'fonds', fondsId: row.id }
    }
  }
}

/** The records `r` of a selection. */
function within(tx: Tx, selected: Selected) {
  switch (selected.kind) {
    case 'whole':
      return tx`true`
    case 'unit':
      return tx`r.forming_unit_id = any(${[...selected.unitIds]}::uuid[])`
    case 'class':
      return tx`(r.class_code = ${selected.code} or starts_with(r.class_code, ${`${selected.code}-`}))`
    case 'fonds':
      return tx`r.fonds_id = ${selected.fondsId}`
  }
}

export interface ExportSize {
  readonly records: number
  /** Of all standing objects of these records: what a disk must hold at least. */
  readonly contentBytes: number
}

export async function readExportSize(tx: Tx, selected: Selected): Promise<ExportSize> {
  const [row] = await tx<ExportSize[]>`
    select (select count(*)::int from record r where ${within(tx, selected)}) as records, coalesce((
      select sum(o.size_bytes)::float8 from digital_object o join record r on r.id = o.subject_id
      where o.destroyed_at is null and ${within(tx, selected)}), 0) as "contentBytes"`
  if (row === undefined) throw new Error('a count answers one row')
  return row
}

interface PageAfter {
  readonly after: string
  readonly limit: number
}

/** Ids of the selected records, in their order. */
export async function recordsToExport(
  tx: Tx,
  selected: Selected,
  { after, limit }: PageAfter,
): Promise<readonly string[]> {
  const rows = await tx<{ id: string }[]>`
    select r.id from record r where r.id > ${after}::uuid and ${within(tx, selected)} order by r.id limit ${limit}`
  return rows.map(({ id }) => id)
}

/** Histories that are none of records: of everything all of them, else of lists and batches that hold selected records alone, of schedules and schemes. */
export async function historiesToExport(
  tx: Tx,
  selected: Selected,
  { after, limit }: PageAfter,
): Promise<readonly string[]> {
  const rows =
    selected.kind === 'whole'
      ? await tx<{ id: string }[]>`
          select distinct stream_id as id from event where stream_id > ${after}::uuid and stream_kind <> 'record' order by 1 limit ${limit}`
      : await tx<{ id: string }[]>`
          select q.id from (
            select l.id from disposal_list l where ${onlyOf(tx, selected, 'disposal_list_item')}
            union all select l.id from transfer_batch l where ${onlyOf(tx, selected, 'transfer_batch_item')}
            union all select v.id from schedule_version v where v.stream_version > 0
            union all select s.id from scheme s) q
          where q.id > ${after}::uuid order by q.id limit ${limit}`
  return rows.map(({ id }) => id)
}

/** Whoever gets the records of one unit learns nothing of another's from a list that both were on. */
function onlyOf(tx: Tx, selected: Selected, table: 'disposal_list_item' | 'transfer_batch_item') {
  const items = tx`from ${tx(table)} i join record r on r.id = i.record_id where i.subject_id = l.id`
  return tx`exists (select 1 ${items}) and not exists (select 1 ${items} and not (${within(tx, selected)}))`
}

export interface ExportedEvent extends LedgerRow {
  readonly position: number
}

export interface ExportedPersonal extends PersonalRow {
  readonly salt: string | null
}

export interface Ledger {
  readonly events: ReadonlyMap<string, readonly ExportedEvent[]>
  readonly personal: ReadonlyMap<string, readonly ExportedPersonal[]>
}

/** Histories up to a position of the log, with the personal values that were not erased meanwhile. */
export async function readLedger(tx: Tx, ids: readonly string[], through: number): Promise<Ledger> {
  const wanted = [...ids]
  const events = await tx<ExportedEvent[]>`
    select stream_id as "streamId", seq, stream_kind as "streamKind", type, canonical, encode(hash, 'hex') as hash, position::float8 as position
    from event where stream_id = any(${wanted}::uuid[]) and position <= ${through} order by stream_id, seq`
  const personal = await tx<ExportedPersonal[]>`
    select p.stream_id as "streamId", p.seq, p.field, p.value, p.salt from event_private p
      join event e on e.stream_id = p.stream_id and e.seq = p.seq
    where p.stream_id = any(${wanted}::uuid[]) and e.position <= ${through} order by p.stream_id, p.seq, p.field`
  return {
    events: Map.groupBy(events, ({ streamId }) => streamId),
    personal: Map.groupBy(personal, ({ streamId }) => streamId),
  }
}

export interface ActRow {
  readonly id: string
  readonly principalId: string
  readonly key: string
  readonly name: string
  readonly bodyHash: string
  readonly answer: unknown
  readonly acceptedAt: string
}

/** Acts that were accepted, in the order of who did them and by which key. */
export async function readActs(
  tx: Tx,
  after: Pick<ActRow, 'principalId' | 'key'>,
  limit: number,
): Promise<readonly ActRow[]> {
  return await tx<ActRow[]>`
    select id, principal_id as "principalId", key, name, body_hash as "bodyHash", answer,
      to_char(accepted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "acceptedAt"
    from command where (principal_id, key) > (${after.principalId}::uuid, ${after.key}) order by principal_id, key limit ${limit}`
}

export interface VerdictRow {
  readonly jobId: string
  readonly subjectId: string
  readonly verdict: string
  readonly at: string
}

/** What works over many records did with each, in the order of works and records. */
export async function readVerdicts(
  tx: Tx,
  after: Pick<VerdictRow, 'jobId' | 'subjectId'>,
  limit: number,
): Promise<readonly VerdictRow[]> {
  return await tx<VerdictRow[]>`
    select job_id as "jobId", subject_id as "subjectId", verdict, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
    from bulk_verdict where (job_id, subject_id) > (${after.jobId}::uuid, ${after.subjectId}::uuid) order by job_id, subject_id limit ${limit}`
}

/** All rows of a small table of the site, as its columns have them. */
export async function readWholeTable(tx: Tx, table: string): Promise<readonly Record<string, unknown>[]> {
  const rows = await tx<{ row: Record<string, unknown> }[]>`
    select to_jsonb(x) as row from ${tx(table)} x order by to_jsonb(x)::text`
  return rows.map(({ row }) => row)
}

export interface ExportedSite {
  readonly id: string
  readonly nameZh: string
  readonly nameEn: string
  readonly today: PlainDate
  /** How far the clock of the law is ahead of the real one, on demo and test sites. */
  readonly clockAheadMs: number
  readonly latestOn: PlainDate
}

export async function readSiteToExport(tx: Tx): Promise<ExportedSite | undefined> {
  const [row] = await tx<ExportedSite[]>`
    select id, name_zh as "nameZh", name_en as "nameEn", archive_today()::text as today, latest_on::text as "latestOn",
      round(extract(epoch from clock_ahead) * 1000)::float8 as "clockAheadMs" from site`
  return row
}

/** The last position of the log below which no event can come any more. */
export async function readHorizon(sql: Sql): Promise<number> {
  const [row] = await sql<{ position: number }[]>`select checkpoint_horizon()::float8 as position`
  return row?.position ?? 0
}

/** Objects of a subject that were destroyed since, by the delete gate. */
export async function destroyedSince(tx: Tx, objectId: string): Promise<boolean> {
  const [row] = await tx<{ isGone: boolean }[]>`
    select not exists (select 1 from object_copy c where c.object_id = ${objectId} and c.state = 'stored') as "isGone"`
  return row?.isGone === true
}
