import type { DigitalObjectRow, ObjectCopyRow } from '#domain/state.ts'
import type { Bucket, ObjectRole, SubjectKind } from '#domain/vocabulary.ts'
import type { Tx } from '#db/actor.ts'
import { fromSql } from '#db/gate/rows.ts'

export interface ContentRow {
  readonly objectId: string
  readonly subjectId: string
  readonly subjectKind: SubjectKind
  readonly role: ObjectRole
  readonly name: string | null
  readonly mediaType: string
  readonly sizeBytes: number
  readonly sha256: string
  readonly bucket: Bucket
  readonly key: string
  readonly versionId: string | null
}

/** The best copy of an object that the person may see: a locked one before one that can be overwritten. */
export async function readContent(tx: Tx, objectId: string): Promise<ContentRow | undefined> {
  const [row] = await tx<ContentRow[]>`
    select o.id as "objectId", o.subject_id as "subjectId", o.role, o.name, o.media_type as "mediaType", o.size_bytes::float8 as "sizeBytes",
      o.sha256, c.bucket, c.key, c.version_id as "versionId",
      case when exists (select 1 from record r where r.id = o.subject_id) then 'record'
        when exists (select 1 from transfer_batch b where b.id = o.subject_id) then 'transfer-batch' else 'disposal-list' end as "subjectKind"
    from digital_object o join object_copy c on c.object_id = o.id
    where o.id = ${objectId} and c.state = 'stored' and o.destroyed_at is null
    order by array_position(array['masters', 'evidence', 'intake', 'derived'], c.bucket) limit 1`
  return row
}

/** How many of some objects the reader sees, with their bytes still here. */
export async function countContents(tx: Tx, objectIds: readonly string[]): Promise<number> {
  const [row] = await tx<{ n: number }[]>`
    select count(*)::int as n from digital_object o where o.id = any(${[...objectIds]}::uuid[]) and o.destroyed_at is null
      and exists (select 1 from object_copy c where c.object_id = o.id and c.state = 'stored')`
  return row?.n ?? 0
}

/** The image that was made of a page. */
export async function readPageImage(tx: Tx, objectId: string, page: number): Promise<ContentRow | undefined> {
  const [row] = await tx<{ id: string }[]>`
    select t.id from digital_object t
    where t.derived_from = ${objectId} and t.role = 'thumbnail' and t.position = ${page} and t.destroyed_at is null
      and t.subject_id = (select o.subject_id from digital_object o where o.id = ${objectId}) limit 1`
  return row === undefined ? undefined : await readContent(tx, row.id)
}

/** The public variant that its reader is shown instead of an object; undefined where they are shown the object itself. */
export async function readShownInstead(tx: Tx, objectId: string): Promise<string | undefined> {
  const [row] = await tx<{ id: string }[]>`
    select v.id from digital_object o join digital_object v on v.derived_from = o.id and v.role = 'public-variant'
    where o.id = ${objectId} and o.screen_grade <> all((select scope_grades())::text[]) and v.variant->>'state' = 'confirmed'
      and v.withdrawn_at is null and v.destroyed_at is null limit 1`
  return row?.id
}

export interface TextRow {
  readonly page: number
  readonly text: string
  readonly source: 'document' | 'recognition'
}

/** As many pages as the largest document that is taken. */
const MOST_PAGES = 5000

/** Undefined: there is no such object for this person. */
export async function readText(
  tx: Tx,
  objectId: string,
): Promise<{ readonly subjectId: string; readonly pages: readonly TextRow[] } | undefined> {
  const [object] = await tx<
    { subjectId: string }[]
  >`select subject_id as "subjectId" from digital_object where id = ${objectId}`
  if (object === undefined) return undefined
  const pages = await tx<
    TextRow[]
  >`select page, text, source from object_text where object_id = ${objectId} order by page limit ${MOST_PAGES}`
  return { subjectId: object.subjectId, pages }
}

export interface ObjectExtras {
  /** End of the lock of a copy as the patrol saw it last. */
  readonly locks: ReadonlyMap<string, string>
  readonly withText: ReadonlySet<string>
}

export async function readObjectExtras(tx: Tx, subjectId: string): Promise<ObjectExtras> {
  const [locks, texts] = await Promise.all([
    tx<{ copyId: string; until: Date }[]>`
      select p.copy_id as "copyId", p.locked_until as until from copy_patrol p join object_copy c on c.id = p.copy_id
      where c.subject_id = ${subjectId} and p.locked_until is not null`,
    tx<{ id: string }[]>`select distinct object_id as id from object_text where subject_id = ${subjectId}`,
  ])
  return {
    locks: new Map(locks.map((lock) => [lock.copyId, lock.until.toISOString()])),
    withText: new Set(texts.map(({ id }) => id)),
  }
}

export interface ObjectWithCopies {
  readonly object: DigitalObjectRow
  /** Copies that still exist. */
  readonly copies: readonly ObjectCopyRow[]
}

/** As JSON, like the gate's facts: the driver would make sizes into texts. */
interface JsonRow {
  readonly row: Record<string, unknown>
}

/** The objects of a record or a list with their standing copies, in their order; withdrawn ones included. */
export async function readStoredObjects(tx: Tx, subjectId: string): Promise<readonly ObjectWithCopies[]> {
  const objects = await tx<JsonRow[]>`
    select to_jsonb(o) as row from digital_object o where subject_id = ${subjectId} order by position, id`
  const copies = await tx<JsonRow[]>`
    select to_jsonb(c) as row from object_copy c where subject_id = ${subjectId} and state = 'stored'`
  const copyRows = copies.map(({ row }) => fromSql('objectCopy', row))
  return objects.map(({ row }) => {
    const object = fromSql('digitalObject', row)
    return { object, copies: copyRows.filter((copy) => copy.objectId === object.id) }
  })
}

/** Pages of which the text is known. */
export async function readTextPlaces(
  tx: Tx,
  subjectId: string,
): Promise<readonly { readonly objectId: string; readonly page: number }[]> {
  return await tx<{ objectId: string; page: number }[]>`
    select object_id as "objectId", page from object_text where subject_id = ${subjectId}`
}

/** Undefined: every page of the record that has a picture has its text, or there is no such page. */
export async function readUnreadPages(
  tx: Tx,
  recordId: string,
): Promise<{ readonly bureauUnitId: string; readonly isScanned: boolean } | undefined> {
  const [row] = await tx<{ bureauUnitId: string; isScanned: boolean }[]>`
    select f.bureau_unit_id as "bureauUnitId", r.carrier = 'paper' and r.import_id is null as "isScanned" from record r join fonds f on f.id = r.fonds_id
    where r.id = ${recordId} and exists (
      select 1 from digital_object p where p.subject_id = r.id and p.role = 'thumbnail' and p.derived_from is not null
        and not exists (select 1 from object_text t where t.object_id = p.derived_from and t.page = p.position))`
  return row
}
