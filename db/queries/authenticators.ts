import type { Sql } from '#db/client.ts'

export interface AuthenticatorRow {
  readonly id: string
  readonly credentialId: string
  readonly publicKey: Buffer
  readonly counter: number
  readonly transports: readonly string[]
  readonly name: string
  readonly addedAt: Date
  readonly lastUsedAt: Date | null
}

/** A person's own security keys, the newest first. */
export async function readAuthenticators(sql: Sql, personId: string): Promise<readonly AuthenticatorRow[]> {
  return await sql<AuthenticatorRow[]>`
    select id, credential_id as "credentialId", public_key as "publicKey", counter::float8 as counter, transports, name,
      added_at as "addedAt", last_used_at as "lastUsedAt"
    from authenticator where person_id = ${personId} order by added_at desc, id limit 50`
}

/** Notes what a key counts now. False: it counted as much before, so the answer is an old one or the key has a twin. */
export async function countUse(
  sql: Sql,
  { id, counter }: { readonly id: string; readonly counter: number },
): Promise<boolean> {
  const rows = await sql`
    update authenticator set counter = ${counter}, last_used_at = now()
    where id = ${id} and (counter < ${counter} or (counter = 0 and ${counter}::bigint = 0)) returning id`
  return rows.length === 1
}
