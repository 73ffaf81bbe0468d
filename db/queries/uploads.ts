import type { Sql } from '#db/client.ts'
import type { Tx } from '#db/actor.ts'

export interface UploadRow {
  readonly id: string
  readonly ownerId: string
  readonly key: string
  readonly name: string
  readonly mediaType: string
  readonly sizeBytes: number
  readonly sha256: string
}

export async function insertUpload(sql: Sql, upload: UploadRow): Promise<boolean> {
  const rows = await sql`
    insert into upload (id, owner_id, key, name, media_type, size_bytes, sha256)
    values (${upload.id}, ${upload.ownerId}, ${upload.key}, ${upload.name}, ${upload.mediaType}, ${upload.sizeBytes}, ${upload.sha256})
    on conflict (id) do nothing returning id`
  return rows.length === 1
}

export async function readUpload(
  sql: Sql | Tx,
  { id, ownerId }: { readonly id: string; readonly ownerId: string },
): Promise<UploadRow | undefined> {
  const [row] = await sql<UploadRow[]>`
    select id, owner_id as "ownerId", key, name, media_type as "mediaType", size_bytes::float8 as "sizeBytes", sha256
    from upload where id = ${id} and owner_id = ${ownerId}`
  return row
}

/** Where the bytes of an upload lie, whoever brought it; undefined once it is gone. */
export async function readUploadKey(sql: Sql, id: string): Promise<string | undefined> {
  const [row] = await sql<{ key: string }[]>`select key from upload where id = ${id}`
  return row?.key
}

/** Forgets uploads that no record has taken, and answers the keys whose bytes may go. */
export async function deleteUploads(
  sql: Sql,
  { ids, ownerId }: { readonly ids: readonly string[]; readonly ownerId: string },
): Promise<readonly string[]> {
  const rows = await sql<{ key: string }[]>`
    delete from upload where id = any(${[...ids]}::uuid[]) and owner_id = ${ownerId} and taken_by is null returning key`
  return rows.map(({ key }) => key)
}

/** Whether a key was used for an act already; its answer is given again by the gate. */
export async function wasUsed(tx: Tx, key: string): Promise<boolean> {
  const [row] =
    await tx`select 1 as one from command where principal_id = (select scope_person()) and key = ${key}`
  return row !== undefined
}
