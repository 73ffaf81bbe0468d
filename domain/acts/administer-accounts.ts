import type { NewEvent } from '#domain/events.ts'
import type { PersonRow } from '#domain/organisation.ts'
import { refuse } from '#domain/refusal.ts'
import { factorsRemoved } from './accounts.ts'
import type { AccountChange } from './act.ts'
import {
  personOf,
  type AccountStanding,
  type AdministrationDecision,
  type AdministrationFacts,
} from './administer.ts'

/** What the operator does about an account, where no security administrator can: the same facts in the same history. */
interface About {
  readonly login: string
  readonly reason: string
}

export function unlockPerson(facts: AdministrationFacts, { login, reason }: About): AdministrationDecision {
  const found = accountOf(facts, login)
  if ('code' in found) return found
  if (found.standing.isLocked !== true) return refuse('account.not-locked', { login })
  return said(found.person, [{ type: 'person.unlocked', data: { reason } }], {
    lockedUntil: null,
    failures: 0,
    lockouts: 0,
  })
}

export function endSessionsOf(facts: AdministrationFacts, { login, reason }: About): AdministrationDecision {
  const found = accountOf(facts, login)
  if ('code' in found) return found
  const { sessions } = found.standing
  if (sessions === 0) return refuse('account.no-session', { login })
  return said(found.person, [{ type: 'person.sessions-ended', data: { sessions, reason } }], {
    endSessions: true,
  })
}

export function resetFactorsOf(facts: AdministrationFacts, { login, reason }: About): AdministrationDecision {
  const found = accountOf(facts, login)
  if ('code' in found) return found
  const { standing, person } = found
  const { hasTotp, authenticators } = standing
  if (!hasTotp && authenticators.length === 0) return refuse('factor.none', { login })
  return said(person, factorsRemoved(standing, reason), {
    ...(hasTotp ? { totpSecret: null, totpLastStep: 0 } : {}),
    authenticatorsRemoved: authenticators,
    endSessions: true,
  })
}

/** Who a person is for the identity provider; one subject stands for one person at a time. */
export function linkIdentityOf(
  facts: AdministrationFacts,
  { login, issuer, subject }: { readonly login: string; readonly issuer: string; readonly subject: string },
): AdministrationDecision {
  const person = personOf(facts, login)
  if ('code' in person) return person
  if (person.kind !== 'person') return refuse('person.unknown', { login })
  const isTaken = facts.organisation
    .all('identity')
    .some((one) => one.issuer === issuer && one.subject === subject && one.unlinkedOn === null)
  if (isTaken) return refuse('identity.taken')
  const data = { id: facts.newId(), issuer, subject, linkedOn: facts.today }
  return said(person, [{ type: 'person.identity-linked', data }])
}

/** Every identity of a provider that the person has is unlinked, and their sessions end. */
export function unlinkIdentitiesOf(
  facts: AdministrationFacts,
  { login, issuer, reason }: About & { readonly issuer: string },
): AdministrationDecision {
  const person = personOf(facts, login)
  if ('code' in person) return person
  const linked = facts.organisation
    .all('identity')
    .filter((one) => one.personId === person.id && one.issuer === issuer && one.unlinkedOn === null)
  if (linked.length === 0) return refuse('not-found')
  const decision = said(
    person,
    linked.map(({ id }) => ({ type: 'person.identity-unlinked', data: { identityId: id, reason } })),
  )
  return { ...decision, endSessionsOf: [person.id] }
}

function accountOf(facts: AdministrationFacts, login: string) {
  const person = personOf(facts, login)
  if ('code' in person) return person
  const standing: AccountStanding | undefined = facts.accounts?.find((one) => one.personId === person.id)
  return person.kind !== 'person' || standing === undefined
    ? refuse('person.unknown', { login })
    : { person, standing }
}

function said(
  { id, login }: PersonRow,
  events: readonly Pick<NewEvent, 'type' | 'data'>[],
  change?: Omit<AccountChange, 'personId'>,
) {
  const stream = { kind: 'person' as const, id }
  return {
    kind: 'decided' as const,
    events: events.map((event) => ({ stream, ...event }) as NewEvent),
    answer: { personId: id, login },
    ...(change === undefined ? {} : { accounts: [{ personId: id, ...change }] }),
  }
}
