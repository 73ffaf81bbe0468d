import type { Sql } from '#db/client.ts'

export interface Challenge {
  /** SHA-256 of what was asked, hex. */
  readonly id: string
  readonly kind: 'enrol' | 'sign-in' | 'step-up' | 'oidc'
  /** Of whom it was asked; null before it is known who signs in. */
  readonly personId: string | null
  /** What the answer is bound to. */
  readonly binding: string
}

/** Long enough for a person to find a key, or to sign in at the provider. */
const MINUTES = 10

export async function putChallenge(sql: Sql, { id, kind, personId, binding }: Challenge): Promise<void> {
  await sql`
    insert into sign_in_challenge (id, kind, person_id, binding, expires_at)
    values (${id}, ${kind}, ${personId}, ${binding}, now() + make_interval(mins => ${MINUTES}))`
  await sql`delete from sign_in_challenge where id in (select id from sign_in_challenge where expires_at < now() limit 100)`
}

/** What was asked, which can be answered this once; undefined when nothing was, or too long ago, or it was answered already. */
export async function takeChallenge(
  sql: Sql,
  { id, kind }: Pick<Challenge, 'id' | 'kind'>,
): Promise<Pick<Challenge, 'personId' | 'binding'> | undefined> {
  const [row] = await sql<{ personId: string | null; binding: string; isLive: boolean }[]>`
    delete from sign_in_challenge where id = ${id} and kind = ${kind}
    returning person_id as "personId", binding, expires_at > now() as "isLive"`
  return row?.isLive === true ? row : undefined
}
