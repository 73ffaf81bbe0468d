import type { Upload } from '#domain/acts/act.ts'
import type { StagedRow, UntouchedRecord } from '#domain/acts/import-records.ts'
import type { PlainDate } from '#domain/dates.ts'
import type { RowFault } from '#domain/import-faults.ts'
import type { EarlierMapping } from '#domain/import-columns.ts'
import type { ImportRow } from '#domain/import-row.ts'
import type { ImportBatchRow } from '#domain/state/import.ts'
import type { ImportVerdict } from '#domain/vocabulary/import.ts'
import type { Tx } from '#db/actor.ts'
import type { Sql } from '#db/client.ts'
import { countedPage, readPage, type CountedPage, type Page, type PageRequest } from './page.ts'
import { readTotal } from './total.ts'

type Db = Tx | Sql

/** An import as it is read: of the ledger's columns those that people and the engine need. */
export interface ImportSeen extends Omit<
  ImportBatchRow,
  'version' | 'headHash' | 'broughtAt' | 'approvedAt' | 'finishedAt' | 'endedAt'
> {
  readonly broughtAt: Date
  readonly approvedAt: Date | null
  readonly finishedAt: Date | null
  readonly endedAt: Date | null
}

const columns = (tx: Db) => tx`
  b.id, b.name, b.state, b.format, b.file_name as "fileName", b.size_bytes::float8 as "sizeBytes", b.file_sha256 as "fileSha256",
  b.upload_id as "uploadId", b.headers, b.mapping, b.fonds_id as "fondsId", b.forming_unit_id as "formingUnitId",
  b.custody_unit_id as "custodyUnitId", b.grade, b.class_code as "classCode", b.carrier, b.dormancy, b.brought_by as "broughtBy",
  b.brought_at as "broughtAt", b.brought_on::text as "broughtOn", b.operator, b.row_count as "rowCount", b.good_rows as "goodRows",
  b.check_digest as "checkDigest", b.file_fault as "fileFault", b.approved_by as "approvedBy", b.approved_at as "approvedAt",
  b.finished_at as "finishedAt", b.counts, b.withdrawn_by as "withdrawnBy", b.withdraw_reason as "withdrawReason", b.ended_at as "endedAt"`

export async function readImport(tx: Db, id: string): Promise<ImportSeen | undefined> {
  const [row] = await tx<ImportSeen[]>`select ${columns(tx)} from import_batch b where b.id = ${id}`
  return row
}

/** Imports that the reader sees, newest first. */
export async function readImports(tx: Tx, request: PageRequest): Promise<CountedPage<ImportSeen>> {
  const page = readPage<ImportSeen>(tx, request, {
    direction: 'desc',
    key: { broughtAt: [tx`b.brought_at`, 'timestamptz'], id: [tx`b.id`, 'uuid'] },
    rows: ({ beyond, by, limit }) =>
      tx<ImportSeen[]>`
        select ${columns(tx)} from import_batch b where true ${beyond} order by ${by} limit ${limit}`,
  })
  return await countedPage(page, readTotal(tx, tx`select 1 from import_batch`))
}

/** How many earlier tables are asked what columns meant. */
const MOST_EARLIER = 50

/** What columns meant in earlier tables that the reader sees, newest first. */
export async function readEarlierMappings(tx: Tx): Promise<readonly EarlierMapping[]> {
  return await tx<EarlierMapping[]>`
    select headers, mapping from import_batch order by brought_at desc, id desc limit ${MOST_EARLIER}`
}

/** Rows by verdict of imports that have not ended, by import. */
export async function countVerdictsOf(
  tx: Tx,
  importIds: readonly string[],
): Promise<ReadonlyMap<string, Readonly<Record<string, number>>>> {
  const rows = await tx<{ id: string; counts: Record<string, number> }[]>`
    select import_id as id, jsonb_object_agg(verdict, n) as counts from (
      select import_id, verdict, count(*)::int as n from import_row
      where import_id = any(${[...importIds]}::uuid[]) and verdict is not null group by import_id, verdict) q
    group by import_id`
  return new Map(rows.map(({ id, counts }) => [id, counts]))
}

/** Rows by verdict, so far. */
export async function countRowVerdicts(tx: Db, importId: string): Promise<Readonly<Record<string, number>>> {
  const rows = await tx<{ verdict: ImportVerdict; n: number }[]>`
    select verdict, count(*)::int as n from import_row where import_id = ${importId} and verdict is not null group by verdict order by verdict`
  return Object.fromEntries(rows.map(({ verdict, n }) => [verdict, n]))
}

/** How many rows have been read of a table that is still being checked. */
export async function countStaged(tx: Db, importId: string): Promise<number> {
  const [row] = await tx<{ n: number }[]>`
    select coalesce(max(number), 0)::int as n from import_row where import_id = ${importId}`
  return row?.n ?? 0
}

export interface FaultyRow {
  readonly number: number
  readonly code: string | null
  readonly faults: readonly RowFault[]
}

/** Faults by code. */
export async function countFaults(tx: Db, importId: string): Promise<Readonly<Record<string, number>>> {
  const rows = await tx<{ code: string; n: number }[]>`
    select f->>'code' as code, count(*)::int as n from import_row t cross join lateral jsonb_array_elements(t.faults) f
    where t.import_id = ${importId} and t.faults is not null group by 1 order by 2 desc, 1`
  return Object.fromEntries(rows.map(({ code, n }) => [code, n]))
}

/** Faulty rows in the order of the table. */
export async function readFaultyRows(
  tx: Tx,
  { importId, ...request }: PageRequest & { readonly importId: string },
): Promise<Page<FaultyRow>> {
  return await readPage<FaultyRow>(tx, request, {
    direction: 'asc',
    key: { number: [tx`number`, 'int'] },
    rows: ({ beyond, by, limit }) => tx<FaultyRow[]>`
      select number, code, faults from import_row where import_id = ${importId} and faults is not null ${beyond}
      order by ${by} limit ${limit}`,
  })
}

export interface TouchedRecord {
  readonly id: string
  readonly title: string
  readonly archivalCode: string | null
}

/** How many touched records are named. */
const MOST_NAMED = 50

/** Records of an import that anybody but the engine has acted on, or that have left their sleep. */
export async function readTouched(
  tx: Tx,
  { importId, engineId }: { readonly importId: string; readonly engineId: string },
): Promise<{ readonly count: number; readonly records: readonly TouchedRecord[] }> {
  const touched = tx`
    from record r where r.import_id = ${importId} and r.place_step <> 'withdrawn' and (r.place_step <> 'keep' or r.active_holds > 0
      or exists (select 1 from event e where e.stream_id = r.id and e.seq > 1 and e.actor_id <> ${engineId}))`
  const [counted] = await tx<{ n: number }[]>`select count(*)::int as n ${touched}`
  const records = await tx<TouchedRecord[]>`
    select r.id, r.title, r.archival_code as "archivalCode" ${touched} order by r.id limit ${MOST_NAMED}`
  return { count: counted?.n ?? 0, records: [...records] }
}

/** Families of classes that a person's posts are granted on a day: those whose rows they may bring in. */
export async function readGrantedFamilies(
  tx: Db,
  { personId, on }: { readonly personId: string; readonly on: PlainDate },
): Promise<readonly string[]> {
  const rows = await tx<{ family: string }[]>`
    select distinct c.family from post o
      join class_grant c on c.post_id = o.id and c.from_on <= ${on} and (c.to_on is null or c.to_on >= ${on})
    where o.person_id = ${personId} and o.from_on <= ${on} and (o.to_on is null or o.to_on >= ${on})`
  return rows.map(({ family }) => family)
}

/* What follows is the engine's: the table between its check and its records. */

export interface NewStagedRow {
  readonly number: number
  readonly recordId: string
  readonly row: ImportRow | null
  readonly faults: readonly RowFault[] | null
  readonly code: string | null
  readonly reference: string | null
  readonly classCode: string | null
}

/** A check that begins anew forgets what an earlier try has left. */
export async function forgetStaged(sql: Db, importId: string): Promise<void> {
  await sql`delete from import_row where import_id = ${importId}`
}

export async function stageRows(sql: Db, importId: string, rows: readonly NewStagedRow[]): Promise<void> {
  if (rows.length === 0) return
  const given = rows.map(({ recordId, classCode, ...row }) => {
    return { ...row, import_id: importId, record_id: recordId, class_code: classCode }
  })
  await sql`
    insert into import_row (import_id, number, record_id, row, faults, code, reference, class_code)
    select import_id, number, record_id, row, faults, code, reference, class_code
    from jsonb_to_recordset(${sql.json(given as never)}) as x(
      import_id uuid, number int, record_id uuid, row jsonb, faults jsonb, code text, reference text, class_code text)`
}

interface Doubles {
  readonly importId: string
  readonly source: string
}

/** Doubles within the table and against the archive: only now that every row is there can they be told. */
export async function markDoubles(sql: Db, { importId, source }: Doubles): Promise<void> {
  for (const [column, field, inFile] of [
    ['code', 'archivalCode', 'import.code-in-file'],
    ['reference', 'reference', 'import.reference-in-file'],
  ] as const) {
    await sql`
      update import_row t set row = null,
        faults = coalesce(t.faults, '[]') || jsonb_build_array(jsonb_build_object('field', ${field}::text, 'code', ${inFile}::text, 'detail', jsonb_build_object('row', d.first)))
      from (select number, min(number) over (partition by ${sql(column)}) as first from import_row
        where import_id = ${importId} and ${sql(column)} is not null) d
      where t.import_id = ${importId} and t.number = d.number and d.first < d.number`
  }
  await sql`
    update import_row t set row = null,
      faults = coalesce(t.faults, '[]') || '[{"field": "archivalCode", "code": "import.code-taken"}]'
    from (select archival_code as code from record where archival_code is not null
        union all select code from secret_stub where code is not null and coalesce(ended_as in ('destroyed', 'transferred'), true)) r
    where t.import_id = ${importId} and t.code is not null and r.code = t.code`
  await sql`
    update import_row t set row = null,
      faults = coalesce(t.faults, '[]') || '[{"field": "reference", "code": "import.reference-taken"}]'
    where t.import_id = ${importId} and t.reference is not null and t.reference in (
      select r.source_reference from record r where r.source_system = ${source} and r.source_reference is not null and r.place_step <> 'withdrawn')`
  await sql`update import_row set verdict = 'faulty' where import_id = ${importId} and faults is not null`
}

export interface CheckedTable {
  readonly rows: number
  readonly goodRows: number
  readonly faults: Readonly<Record<string, number>>
  /** Over the good rows in their order: what a person approves is exactly these. */
  readonly rowsDigest: string
}

export async function readChecked(sql: Db, importId: string): Promise<CheckedTable> {
  const [counted] = await sql<{ rows: number; goodRows: number; rowsDigest: string }[]>`
    select count(*)::int as rows, count(*) filter (where faults is null)::int as "goodRows",
      encode(sha256(convert_to(coalesce(string_agg(md5(number || coalesce(row::text, '')), '' order by number), ''), 'UTF8')), 'hex') as "rowsDigest"
    from import_row where import_id = ${importId}`
  const { rows = 0, goodRows = 0, rowsDigest = '' } = counted ?? {}
  return { rows, goodRows, rowsDigest, faults: await countFaults(sql, importId) }
}

/** Good rows of which nothing has become yet, in the order of the table. */
export async function readPendingRows(
  sql: Db,
  { importId, limit }: { readonly importId: string; readonly limit: number },
): Promise<readonly Omit<StagedRow, 'files'>[]> {
  return await sql<Omit<StagedRow, 'files'>[]>`
    select number, record_id as "recordId", row from import_row
    where import_id = ${importId} and verdict is null order by number limit ${limit}`
}

/** Which of these codes belong to other records by now. */
export async function readTakenCodes(
  sql: Db,
  { codes, recordIds }: { readonly codes: readonly string[]; readonly recordIds: readonly string[] },
): Promise<ReadonlySet<string>> {
  const rows = await sql<{ code: string }[]>`
    select archival_code as code from record where archival_code = any(${[...codes]}::text[]) and id <> all(${[...recordIds]}::uuid[])
    union select code from former_code where code = any(${[...codes]}::text[])
    union select code from secret_stub where code = any(${[...codes]}::text[]) and coalesce(ended_as in ('destroyed', 'transferred'), true)`
  return new Set(rows.map(({ code }) => code))
}

/** Which of these records are there already: a page that was committed before its worker died is not made twice. */
export async function readMade(sql: Db, recordIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await sql<{ id: string }[]>`select id from record where id = any(${[...recordIds]}::uuid[])`
  return new Set(rows.map(({ id }) => id))
}

export async function writeRowVerdicts(
  sql: Db,
  importId: string,
  verdicts: readonly (readonly [number, ImportVerdict])[],
): Promise<void> {
  if (verdicts.length === 0) return
  await sql`
    update import_row t set verdict = x.verdict, row = null
    from unnest(${verdicts.map(([number]) => number)}::int[], ${verdicts.map(([, verdict]) => verdict)}::text[]) as x(number, verdict)
    where t.import_id = ${importId} and t.number = x.number`
}

/**
 * Records of an import that are still there, with their versions as nobody but the engine has left them. A page whose worker died after
 * its commit has records without a verdict.
 */
export async function readWithdrawable(
  sql: Db,
  {
    importId,
    engineId,
    limit,
  }: { readonly importId: string; readonly engineId: string; readonly limit: number },
): Promise<
  readonly (UntouchedRecord & {
    readonly number: number
    readonly isTouched: boolean
    readonly isDone: boolean
  })[]
> {
  return await sql<(UntouchedRecord & { number: number; isTouched: boolean; isDone: boolean })[]>`
    select t.number, r.id as "recordId", r.version, t.code as "givenCode",
      exists (select 1 from event e where e.stream_id = r.id and e.seq > 1 and e.actor_id <> ${engineId}) as "isTouched",
      r.place_step = 'withdrawn' as "isDone"
    from import_row t join record r on r.id = t.record_id
    where t.import_id = ${importId} and (t.verdict = 'imported' or t.verdict is null) order by t.number limit ${limit}`
}

/** Files that were handed in with a table, by their names; of these names alone, where some are given. */
export async function readFilesOf(
  sql: Db,
  {
    importId,
    uploadId,
    names,
  }: { readonly importId: string; readonly uploadId: string; readonly names?: readonly string[] },
): Promise<ReadonlyMap<string, Upload>> {
  const rows = await sql<Upload[]>`
    select id, key, name, media_type as "mediaType", size_bytes::float8 as "sizeBytes", sha256, taken_by as "takenBy"
    from upload where taken_by = ${importId} and id <> ${uploadId} ${names === undefined ? sql`` : sql`and name = any(${[...names]}::text[])`}`
  return new Map(rows.map((file) => [file.name, file]))
}

/** Files that have become those of a record leave the import. */
export async function giveFiles(
  sql: Db,
  given: readonly { readonly fileId: string; readonly recordId: string }[],
): Promise<void> {
  if (given.length === 0) return
  await sql`
    update upload u set taken_by = x.record_id from unnest(${given.map((one) => one.fileId)}::uuid[], ${given.map((one) => one.recordId)}::uuid[]) as x(id, record_id)
    where u.id = x.id`
}

/** What an import that has ended leaves behind of the table that was handed in: nothing. Answers the keys whose bytes may go. */
export async function forgetTable(sql: Db, importId: string): Promise<readonly string[]> {
  const rows = await sql<{ key: string }[]>`delete from upload where taken_by = ${importId} returning key`
  await sql`update import_row set row = null where import_id = ${importId} and row is not null`
  return rows.map(({ key }) => key)
}
