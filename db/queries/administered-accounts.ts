import type { PlainDate } from '#domain/dates.ts'
import type { Role } from '#domain/vocabulary.ts'
import type { Tx } from '#db/actor.ts'

export interface AdministeredAccountRow {
  readonly id: string
  readonly zh: string
  readonly en: string
  readonly login: string
  readonly state: 'active' | 'passive'
  readonly roles: readonly Role[]
  readonly lockedUntil: Date | null
  readonly mustChange: boolean
  readonly hasTotp: boolean
  readonly securityKeys: number
  readonly sessions: number
  readonly lastSeenAt: Date | null
  readonly identities: readonly {
    readonly id: string
    readonly issuer: string
    readonly subject: string
    readonly linkedOn: PlainDate
  }[]
}

/** A bureau has a few hundred people; more than this are not shown at once. */
const MOST = 2_000

/** Accounts of natural persons, as the security administrator sees them: locked ones first. */
export async function readAccounts(tx: Tx): Promise<readonly AdministeredAccountRow[]> {
  return await tx<AdministeredAccountRow[]>`
    select p.id, p.name_zh as zh, p.name_en as en, p.login, p.state,
      array(select distinct o.role from post o where o.person_id = p.id and o.from_on <= archive_today()
        and (o.to_on is null or o.to_on >= archive_today()) order by o.role) as roles,
      case when c.locked_until > now() then c.locked_until end as "lockedUntil", coalesce(c.must_change, false) as "mustChange",
      coalesce(c.totp_secret is not null, false) as "hasTotp",
      (select count(*)::int from authenticator a where a.person_id = p.id) as "securityKeys",
      (select count(*)::int from session s where s.person_id = p.id and s.expires_at > now()) as sessions,
      (select max(s.last_seen_at) from session s where s.person_id = p.id) as "lastSeenAt",
      (select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'issuer', i.issuer, 'subject', i.subject, 'linkedOn', i.linked_on) order by i.linked_on, i.id), '[]')
        from identity i where i.person_id = p.id and i.unlinked_on is null) as identities
    from person p left join credential c on c.person_id = p.id where p.kind = 'person'
    order by c.locked_until > now() desc nulls last, p.state, p.login limit ${MOST}`
}
