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
  readonly replacesId: string | null
}

/** More keys than any site has systems. */
const MOST_KEYS = 1000

export async function readKeys(tx: Sql | Tx): Promise<readonly KeyRow[]> {
  return await tx<KeyRow[]>`
    select k.id, k.name, k.person_id as "personId", p.name_zh as zh, p.name_en as en, k.created_at as "createdAt", k.expires_at as "expiresAt",
      k.last_used_at as "lastUsedAt", k.revoked_at as "revokedAt",
      k.replaces_id as "replacesId"
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
