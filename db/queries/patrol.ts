import type { PlainDate } from '#domain/dates.ts'
import type { Bucket } from '#domain/vocabulary.ts'
import type { Tx } from '#db/actor.ts'
import type { Asking } from '#db/client.ts'

export interface CopyOfSubject {
  readonly id: string
  readonly subjectId: string
}

interface After {
  readonly after: string
  readonly limit: number
}

/** Copies that stand under a lock, page by page along their ids. */
export async function readLockedCopies(tx: Tx, { after, limit }: After): Promise<readonly CopyOfSubject[]> {
  return await tx<CopyOfSubject[]>`
    select id, subject_id as "subjectId" from object_copy
    where state = 'stored' and bucket in ('masters', 'evidence') and id > ${after} order by id limit ${limit}`
}

/** The copies of one subject that stand under a lock. */
export async function readLockedCopiesOf(tx: Tx, subjectId: string): Promise<readonly CopyOfSubject[]> {
  return await tx<CopyOfSubject[]>`
    select id, subject_id as "subjectId" from object_copy
    where subject_id = ${subjectId} and state = 'stored' and bucket in ('masters', 'evidence') order by id`
}

export interface LockedCopy extends CopyOfSubject {
  readonly bucket: 'masters' | 'evidence'
  readonly key: string
  readonly versionId: string | null
  readonly dueOn: PlainDate | null
  readonly isDue: boolean
  readonly isHeld: boolean
  /** Its destruction was approved, or has begun: its lock is left to lapse. */
  readonly isApproved: boolean
  /** The list on which its record stands; null for none. */
  readonly listId: string | null
  readonly zone: string
}

/** A copy under a lock, with what decides how long that lock is to be; undefined when it is gone. */
export async function readLockedCopy(tx: Tx, copyId: string): Promise<LockedCopy | undefined> {
  const [copy] = await tx<LockedCopy[]>`
    select c.id, c.subject_id as "subjectId", c.bucket, c.key, c.version_id as "versionId", r.due_on::text as "dueOn",
      coalesce(r.due_on <= archive_today(), false) as "isDue", coalesce(r.active_holds > 0, false) as "isHeld",
      coalesce(r.active_holds = 0 and (r.destruction_begun_at is not null or r.quarantine = 'declared' or (l.approved_by is not null and l.ended_on is null)), false) as "isApproved", (select zone from site) as zone,
      r.disposal_list_id as "listId"
    from object_copy c left join record r on r.id = c.subject_id left join disposal_list l on l.id = r.disposal_list_id
    where c.id = ${copyId} and c.state = 'stored' and c.bucket in ('masters', 'evidence')`
  return copy
}

/** When a record falls due, by the archive's zone; undefined where nothing has dated it. */
export async function readDue(
  tx: Tx,
  recordId: string,
): Promise<{ readonly on: PlainDate; readonly zone: string } | undefined> {
  const [row] = await tx<{ on: PlainDate; zone: string }[]>`
    select due_on::text as on, (select zone from site) as zone from record where id = ${recordId} and due_on is not null`
  return row
}

/** No approval of the list commits while this transaction lasts; the approval takes the same lock alone. */
export async function keepUnapproved(tx: Tx, listId: string): Promise<void> {
  await tx`select pg_advisory_xact_lock_shared(lock_name_of_list(${listId}))`
}

/** Notes until when a copy is locked in the store, as it was read there just now. */
export async function noteLock(
  tx: Asking,
  { copyId, lockedUntil }: { readonly copyId: string; readonly lockedUntil: string },
): Promise<void> {
  await tx`insert into copy_patrol (copy_id, locked_until, checked_at) values (${copyId}, ${lockedUntil}, now())
    on conflict (copy_id) do update set locked_until = excluded.locked_until, checked_at = excluded.checked_at`
}

/** A copy and what its bytes must be. */
export interface StoredCopy extends CopyOfSubject {
  readonly bucket: Bucket
  readonly key: string
  readonly versionId: string | null
  readonly sha256: string
  readonly sizeBytes: number
}

/** All copies of one subject that exist. */
export async function readStoredCopies(tx: Tx, subjectId: string): Promise<readonly StoredCopy[]> {
  return await tx<StoredCopy[]>`
    select ${storedCopy(tx)} from object_copy c join digital_object o on o.id = c.object_id
    where c.subject_id = ${subjectId} and c.state = 'stored' order by c.id`
}

/** Locked copies that were not read for so many days, those first that waited longest. */
export async function readLongestUnread(
  tx: Tx,
  { days, limit }: { readonly days: number; readonly limit: number },
): Promise<readonly StoredCopy[]> {
  return await tx<StoredCopy[]>`
    select ${storedCopy(tx)} from object_copy c join digital_object o on o.id = c.object_id left join copy_patrol p on p.copy_id = c.id
    where c.state = 'stored' and c.bucket in ('masters', 'evidence')
      and (p.digested_at is null or p.digested_at < now() - make_interval(days => ${days}))
    order by p.digested_at nulls first, c.id limit ${limit}`
}

function storedCopy(tx: Tx) {
  return tx`c.id, c.subject_id as "subjectId", c.bucket, c.key, c.version_id as "versionId", o.sha256, o.size_bytes::float8 as "sizeBytes"`
}

/** False once the delete gate has taken it. */
export async function isStored(tx: Tx, copyId: string): Promise<boolean> {
  const rows = await tx`select 1 from object_copy where id = ${copyId} and state = 'stored'`
  return rows.length === 1
}

/** Notes that a copy was read whole just now, and what was found; null for nothing. */
export async function noteDigest(
  tx: Asking,
  { copyId, fault }: { readonly copyId: string; readonly fault: string | null },
): Promise<void> {
  await tx`insert into copy_patrol (copy_id, digested_at, fault) values (${copyId}, now(), ${fault})
    on conflict (copy_id) do update set digested_at = excluded.digested_at, fault = excluded.fault`
}
