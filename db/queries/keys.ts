import type { PlainDate } from '#domain/dates.ts'
import type { Tx } from '#db/actor.ts'
import type { Sql } from '#db/client.ts'

export interface KeyRow {
  readonly id: string
  readonly name: string
  readonly personId: string
  readonly zh: string
  readonly en: string
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly lastUsedAt: Date | null
  readonly revokedAt: Date | null
}

/** More keys than any site has systems. */
const MOST_KEYS = 1000

export async function readKeys(tx: Sql | Tx): Promise<readonly KeyRow[]> {
  return await tx<KeyRow[]>`
    select k.id, k.name, k.person_id as "personId", p.name_zh as zh, p.name_en as en, k.created_at as "createdAt", k.expires_at as "expiresAt",
      k.last_used_at as "lastUsedAt", k.revoked_at as "revokedAt"
    from api_key k join person p on p.id = k.person_id order by k.revoked_at nulls first, k.created_at desc limit ${MOST_KEYS}`
}

export interface ServiceRow {
  readonly id: string
  readonly zh: string
  readonly en: string
}

/** Business systems, for which a key may be made; the product's own engine is none. */
export async function readServices(tx: Sql | Tx): Promise<readonly ServiceRow[]> {
  return await tx<ServiceRow[]>`
    select p.id, p.name_zh as zh, p.name_en as en from person p
    where p.kind = 'service' and p.state = 'active' and exists (select 1 from post o where o.person_id = p.id and o.role in ('integration', 'receiving-archive'))
    order by p.name_zh limit ${MOST_KEYS}`
}

export interface NewKey {
  readonly id: string
  readonly personId: string
  readonly name: string
  readonly secretHash: string
  /** The last day on which it works, in the archive's zone. */
  readonly expiresOn: PlainDate
}

/** False: there is a key of this id already. */
export async function insertKey(sql: Sql, key: NewKey): Promise<boolean> {
  const rows = await sql`
    insert into api_key (id, person_id, name, secret_hash, expires_at)
    select ${key.id}, ${key.personId}, ${key.name}, ${key.secretHash}, ((${key.expiresOn}::date + 1)::timestamp at time zone s.zone) from site s
    on conflict (id) do nothing returning id`
  return rows.length === 1
}

/** False: there is no such key, or it was revoked before. */
export async function revokeKey(sql: Sql, id: string): Promise<boolean> {
  const rows =
    await sql`update api_key set revoked_at = now() where id = ${id} and revoked_at is null returning id`
  return rows.length === 1
}
