import type { ObjectCopyRow } from '#domain/state.ts'
import type { Tx } from '#db/actor.ts'
import type { Sql } from '#db/client.ts'

interface OlderThan {
  readonly olderThanMs: number
  readonly limit: number
}

/** Forgets received files that no record took, the oldest first, and answers the keys whose bytes may go. */
export async function deleteUntakenUploads(
  sql: Sql,
  { olderThanMs, limit }: OlderThan,
): Promise<readonly string[]> {
  const rows = await sql<{ key: string }[]>`
    delete from upload where taken_by is null and id in (
      select id from upload where taken_by is null and received_at < now() - ${olderThanMs} * interval '1 millisecond' order by received_at limit ${limit})
    returning key`
  return rows.map(({ key }) => key)
}

/** Forgets uploads in chunks of which nothing more came; how many they were, and the keys whose bytes may go. */
export async function deleteStaleSessions(
  sql: Sql,
  { olderThanMs, limit }: OlderThan,
): Promise<{ readonly sessions: number; readonly keys: readonly string[] }> {
  return await sql.begin(async (tx) => {
    const ids = await tx<{ id: string }[]>`
      select id from upload_session where begun_at < now() - ${olderThanMs} * interval '1 millisecond'
      order by begun_at limit ${limit} for update skip locked`
    const sessions = ids.map(({ id }) => id)
    const parts = await tx<{ key: string }[]>`
      delete from upload_part where session_id = any(${sessions}::uuid[]) returning key`
    await tx`delete from upload_session where id = any(${sessions}::uuid[])`
    return { sessions: sessions.length, keys: parts.map(({ key }) => key) }
  })
}

export type WithdrawnCopy = Pick<ObjectCopyRow, 'id' | 'subjectId' | 'bucket' | 'key'>

/** Copies without a lock whose file, or whose page's file, was withdrawn longer ago, page by page along their ids. */
export async function readWithdrawnCopies(
  tx: Tx,
  { olderThanMs, after, limit }: OlderThan & { readonly after: string },
): Promise<readonly WithdrawnCopy[]> {
  return await tx<WithdrawnCopy[]>`
    select c.id, c.subject_id as "subjectId", c.bucket, c.key from object_copy c join digital_object o on o.id = c.object_id
      left join digital_object source on source.id = o.derived_from
    where c.state = 'stored' and c.bucket in ('intake', 'derived') and c.id > ${after}
      and coalesce(o.withdrawn_at, source.withdrawn_at) < now() - ${olderThanMs} * interval '1 millisecond' order by c.id limit ${limit}`
}

/** Those of the keys that no row names: no copy, no upload, no chunk and nothing that was made for somebody. */
export async function readUnnamedKeys(
  tx: Tx,
  { bucket, keys }: { readonly bucket: 'intake' | 'derived'; readonly keys: readonly string[] },
): Promise<readonly string[]> {
  if (keys.length === 0) return []
  const rows = await tx<{ key: string }[]>`
    select k.key from unnest(${[...keys]}::text[]) as k(key)
    where not exists (select 1 from object_copy c where c.bucket = ${bucket} and c.key = k.key and c.state = 'stored')
      and not exists (select 1 from upload u where u.key = k.key and u.taken_by is null)
      and not exists (select 1 from upload_part p where p.key = k.key)
      and not exists (select 1 from errand e cross join lateral jsonb_array_elements(e.result->'forms') f where f->>'key' = k.key)`
  return rows.map(({ key }) => key)
}
