import { mayAct } from '#domain/access.ts'
import { minutesAfter } from '#domain/dates.ts'
import { lockMinutesOf, type SignInPolicy } from '#domain/sign-in-policy.ts'
import type { NewEvent } from '#domain/events.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import {
  decided,
  type AccountChange,
  type AccountFacts,
  type ActFacts,
  type Decided,
  type Decision,
  type NewAuthenticator,
} from './act.ts'

/** Locks an account after failures in a row, for longer each time (GB/T 22239 8.1.4.1 b). Decided by the product itself. */
export function lockAccount(facts: ActFacts, policy: SignInPolicy): Decision {
  const account = localAccount(facts)
  if ('code' in account) return account
  if (account.lockedUntil !== null) return refuse('auth.locked', { until: account.lockedUntil })
  const { failures, lockouts: locksBefore } = account
  // Somebody signed in meanwhile: the failures are forgiven.
  if (failures < policy.lock.failures) return refuse('auth.failed')
  const until = minutesAfter(facts.now, lockMinutesOf(policy, locksBefore))
  const act = about(account, [{ type: 'person.locked', data: { failures, locksBefore, until } }], {
    lockedUntil: until,
    lockouts: locksBefore + 1,
  })
  return { ...act, answer: { ...act.answer, until } }
}

/** The security administrator opens a locked account before its time; failures and locks count from nought again. */
export function unlockAccount(facts: ActFacts, { reason }: { readonly reason: string }): Decision {
  const account = administered(facts)
  if ('code' in account) return account
  if (account.lockedUntil === null) return refuse('account.not-locked')
  return about(account, [{ type: 'person.unlocked', data: { reason } }], {
    lockedUntil: null,
    failures: 0,
    lockouts: 0,
  })
}

/** The security administrator ends every session of a person. */
export function endSessions(facts: ActFacts, { reason }: { readonly reason: string }): Decision {
  const account = administered(facts)
  if ('code' in account) return account
  if (account.sessions === 0) return refuse('account.no-session')
  const data = { sessions: account.sessions, reason }
  return about(account, [{ type: 'person.sessions-ended', data }], { endSessions: true })
}

/** A first password from the security administrator, good for one sign-in; every session ends. The hash is the caller's to make. */
export function giveFirstPassword(
  facts: ActFacts,
  { passwordHash }: { readonly passwordHash: string },
): Decision {
  const account = administered(facts)
  if ('code' in account) return account
  return about(account, [{ type: 'person.password-set', data: { mustChange: true } }], {
    ...OPENED,
    passwordHash,
    mustChange: true,
    endSessions: true,
  })
}

/** A person changes their own password: whoever knew the old one is out everywhere. */
export function changePassword(
  facts: ActFacts,
  { passwordHash }: { readonly passwordHash: string },
): Decision {
  const account = own(facts)
  if ('code' in account) return account
  return about(account, [{ type: 'person.password-changed', data: {} }], {
    ...OPENED,
    passwordHash,
    mustChange: false,
    endSessions: true,
  })
}

/** A person proves an authenticator of six digits to be theirs. */
export function addTotp(
  facts: ActFacts,
  { sealed, step }: { readonly sealed: string; readonly step: number },
): Decision {
  const account = own(facts)
  if ('code' in account) return account
  if (account.hasTotp) return refuse('factor.exists', { ask: 'security-admin' })
  return about(account, [{ type: 'person.factor-added', data: { kind: 'totp' } }], {
    totpSecret: sealed,
    totpLastStep: step,
  })
}

/** More keys than anybody carries; a list without an end would be a place to hide one. */
const MOST_AUTHENTICATORS = 10

/** A person adds a security key. Its public half goes into the ledger: what it signs can be checked by that for ever. */
export function addAuthenticator(facts: ActFacts, authenticator: NewAuthenticator): Decision {
  const account = own(facts)
  if ('code' in account) return account
  if (account.authenticators.length >= MOST_AUTHENTICATORS)
    return refuse('authenticator.too-many', { most: MOST_AUTHENTICATORS })
  const { id: authenticatorId, publicKeyHex: publicKey } = authenticator
  return about(
    account,
    [{ type: 'person.factor-added', data: { kind: 'webauthn', authenticatorId, publicKey } }],
    { authenticator },
  )
}

/** A person takes one of their security keys away, such as one that was lost. */
export function removeAuthenticator(facts: ActFacts, { id }: { readonly id: string }): Decision {
  const account = own(facts)
  if ('code' in account) return account
  if (!account.authenticators.includes(id)) return refuse('not-found')
  const data = { kind: 'webauthn', authenticatorId: id, reason: 'removed by its holder' } as const
  return about(account, [{ type: 'person.factor-removed', data }], { authenticatorsRemoved: [id] })
}

/** The security administrator takes every second factor of a person away, so that they can set one up anew; their sessions end. */
export function resetFactors(facts: ActFacts, { reason }: { readonly reason: string }): Decision {
  const account = administered(facts)
  if ('code' in account) return account
  const { hasTotp, authenticators } = account
  if (!hasTotp && authenticators.length === 0) return refuse('factor.none')
  return about(account, factorsRemoved(account, reason), {
    ...(hasTotp ? { totpSecret: null, totpLastStep: 0 } : {}),
    authenticatorsRemoved: authenticators,
    endSessions: true,
  })
}

export function factorsRemoved(
  { hasTotp, authenticators }: Pick<AccountFacts, 'hasTotp' | 'authenticators'>,
  reason: string,
): readonly Said[] {
  const type = 'person.factor-removed' as const
  const keys = authenticators.map((id) => ({
    type,
    data: { kind: 'webauthn' as const, authenticatorId: id, reason },
  }))
  return hasTotp ? [{ type, data: { kind: 'totp' as const, authenticatorId: null, reason } }, ...keys] : keys
}

/** Says who a person is for the identity provider. Nobody is made a user by signing in there. */
export function linkIdentity(
  facts: ActFacts,
  { issuer, subject }: { readonly issuer: string; readonly subject: string },
): Decision {
  const account = administered(facts)
  if ('code' in account) return account
  if (account.identityHolder !== null) return refuse('identity.taken')
  const identity = { id: facts.newId(), issuer, subject, linkedOn: facts.today }
  return about(account, [{ type: 'person.identity-linked', data: identity }], { identity })
}

export function unlinkIdentity(
  facts: ActFacts,
  { identityId, reason }: { readonly identityId: string; readonly reason: string },
): Decision {
  const account = administered(facts)
  if ('code' in account) return account
  if (!account.identities.some(({ id }) => id === identityId)) return refuse('not-found')
  return about(account, [{ type: 'person.identity-unlinked', data: { identityId, reason } }], {
    identityEnded: { id: identityId, on: facts.today },
    endSessions: true,
  })
}

/** What a new password does to a lock. */
const OPENED = { failures: 0, lockouts: 0, lockedUntil: null } as const

/** An event of a person without its stream. */
type Said = NewEvent extends infer E ? (E extends NewEvent ? Pick<E, 'type' | 'data'> : never) : never

/** The account moves only while the person's rights are those that were read. */
function about(
  { personId, rightsVersion }: AccountFacts,
  said: readonly Said[],
  change: Omit<AccountChange, 'personId'>,
): Decided {
  const stream = { kind: 'person' as const, id: personId }
  return decided(
    said.map((one) => ({ stream, ...one }) as NewEvent),
    { personId },
    { accounts: [{ personId, ...change }], people: [{ id: personId, rightsVersion }] },
  )
}

/** The account of a natural person who works here. */
function localAccount({ account }: ActFacts): AccountFacts | Refusal {
  if (account === undefined || account.kind !== 'person') return refuse('not-found')
  return account.state === 'passive' ? refuse('person.passive') : account
}

/** Somebody else's account, for the security administrator alone; one's own is changed as everybody changes theirs (三员). */
function administered(facts: ActFacts): AccountFacts | Refusal {
  if (!mayAct(facts.actor, 'account.manage')) return refuse('access.denied', { role: 'security-admin' })
  const account = localAccount(facts)
  if ('code' in account) return account
  return account.personId === facts.actor.personId ? refuse('account.own') : account
}

function own(facts: ActFacts): AccountFacts | Refusal {
  const account = localAccount(facts)
  if ('code' in account) return account
  return account.personId === facts.actor.personId ? account : refuse('not-found')
}
