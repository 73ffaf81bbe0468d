import { ACT_ROLES, mayAct, type ActName, type Actor } from '#domain/access.ts'
import { ROLE_NAMES } from '#domain/role-names.ts'
import { DEMO_PASSWORD, DEMO_PEOPLE, DEMO_UNITS } from '#db/seed/demo-organisation.ts'
import type { MyselfRow, PostRow } from '#db/queries/accounts.ts'
import type { SiteRow } from '#db/queries/organisation.ts'
import type { SessionRow } from '#db/queries/sessions.ts'
import type { OwnSessionView, SessionView, SiteView } from '#api/contract/session.ts'
import type { Pending } from '#api/plugins/identity.ts'
import { iso } from './words.ts'

export interface SiteSettings {
  readonly version: string
  readonly provider: SiteView['signInProvider']
}

export function siteView(site: SiteRow, { version, provider }: SiteSettings): SiteView {
  const { zh, en, mode, zone, today } = site
  return {
    name: { zh, en },
    mode,
    version,
    zone,
    today,
    signInProvider: provider,
    demoLogins: mode === 'production' ? null : demoLogins(),
  }
}

function demoLogins(): NonNullable<SiteView['demoLogins']> {
  return DEMO_PEOPLE.map((person) => {
    const unit = DEMO_UNITS.find((candidate) => candidate.key === person.unit)
    const role = ROLE_NAMES[person.role]
    return {
      login: person.login,
      password: DEMO_PASSWORD,
      name: { zh: person.zh, en: person.en },
      post: { zh: `${unit?.zh ?? ''} ${role.zh}`, en: `${role.en}, ${unit?.en ?? ''}` },
    }
  })
}

export interface SessionRows {
  readonly actor: Actor
  readonly myself: MyselfRow
  readonly posts: readonly PostRow[]
  readonly site: SiteRow
}

export function sessionView(
  rows: SessionRows,
  {
    csrfToken,
    pending,
    ...settings
  }: SiteSettings & { readonly csrfToken: string; readonly pending: Pending | null },
): SessionView {
  const { actor, myself, posts, site } = rows
  const { demoLogins: _demoLogins, ...ofSession } = siteView(site, settings)
  const acts = Object.keys(ACT_ROLES) as ActName[]
  return {
    person: {
      id: actor.personId,
      name: { zh: actor.name, en: actor.nameEn },
      login: myself.login,
      clearance: myself.clearance,
      hasSecondFactor: myself.hasFactor,
      securityKeys: myself.authenticators,
      mustChangePassword: pending === 'change-password',
      pending,
    },
    posts: posts.map(({ id, role, unitId, zh, en, appraiserKind }) => ({
      id,
      role,
      unitId,
      unitName: { zh, en },
      appraiserKind,
    })),
    roles: [...actor.roles],
    csrfToken,
    site: ofSession,
    allowed: Object.fromEntries(acts.map((act) => [act, mayAct(actor, act)])) as SessionView['allowed'],
  }
}

export function ownSessionView(row: SessionRow): OwnSessionView {
  const { ref, isCurrent, createdAt, lastSeenAt, expiresAt, userAgent, method, factor } = row
  return {
    id: ref,
    isCurrent,
    createdAt: iso(createdAt),
    lastSeenAt: iso(lastSeenAt),
    expiresAt: iso(expiresAt),
    userAgent,
    method,
    factor,
  }
}
