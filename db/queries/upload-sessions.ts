import type { Sql } from '#db/client.ts'

export interface UploadSessionRow {
  readonly id: string
  readonly ownerId: string
  readonly name: string
  readonly sizeBytes: number
}

export interface UploadPartRow {
  readonly offsetBytes: number
  readonly sizeBytes: number
  readonly key: string
}

type Owned = { readonly id: string; readonly ownerId: string }

/** Begun again with the same id it is the same session. */
export async function insertUploadSession(
  sql: Sql,
  { id, ownerId, name, sizeBytes }: UploadSessionRow,
): Promise<void> {
  await sql`insert into upload_session (id, owner_id, name, size_bytes) values (${id}, ${ownerId}, ${name}, ${sizeBytes}) on conflict (id) do nothing`
}

/** Undefined: there is none of this person. */
export async function readUploadSession(
  sql: Sql,
  { id, ownerId }: Owned,
): Promise<{ readonly session: UploadSessionRow; readonly parts: readonly UploadPartRow[] } | undefined> {
  const [session] = await sql<UploadSessionRow[]>`
    select id, owner_id as "ownerId", name, size_bytes::float8 as "sizeBytes" from upload_session where id = ${id} and owner_id = ${ownerId}`
  if (session === undefined) return undefined
  const parts = await sql<UploadPartRow[]>`
    select offset_bytes::float8 as "offsetBytes", size_bytes::float8 as "sizeBytes", key from upload_part
    where session_id = ${id} order by offset_bytes limit 10000`
  return { session, parts }
}

/** False: something has arrived for this place already. */
export async function insertUploadPart(
  sql: Sql,
  { sessionId, offsetBytes, sizeBytes, key }: UploadPartRow & { readonly sessionId: string },
): Promise<boolean> {
  const rows = await sql`
    insert into upload_part (session_id, offset_bytes, size_bytes, key) values (${sessionId}, ${offsetBytes}, ${sizeBytes}, ${key})
    on conflict do nothing returning key`
  return rows.length === 1
}

/** Forgets a session, and answers the keys whose bytes may go. */
export async function deleteUploadSession(sql: Sql, { id, ownerId }: Owned): Promise<readonly string[]> {
  return await sql.begin(async (tx) => {
    const rows = await tx<{ key: string }[]>`
      delete from upload_part p using upload_session s
      where p.session_id = s.id and s.id = ${id} and s.owner_id = ${ownerId} returning p.key`
    await tx`delete from upload_session where id = ${id} and owner_id = ${ownerId}`
    return rows.map(({ key }) => key)
  })
}
