import { describe, expect, test } from 'vitest'
import type { Actor } from '#domain/access.ts'
import {
  addAuthenticator,
  addTotp,
  changePassword,
  endSessions,
  giveFirstPassword,
  linkIdentity,
  lockAccount,
  removeAuthenticator,
  resetFactors,
  unlinkIdentity,
  unlockAccount,
} from '#domain/acts/accounts.ts'
import type { AccountFacts, ActFacts, Decision } from '#domain/acts/act.ts'
import { readSignInPolicy } from '#db/reference/sign-in-policies.ts'
import { aPerson, PEOPLE, World } from '#test/support/decisions.ts'

const policy = readSignInPolicy('asvs')
const security = aPerson('security-admin', 'bureau')
const reason = '值班记录 12 号'

function anAccount(changes: Partial<AccountFacts> = {}): AccountFacts {
  return {
    personId: 'somebody',
    kind: 'person',
    state: 'active',
    login: 'some.body',
    rightsVersion: 3,
    version: 4,
    headHash: 'ab',
    failures: 0,
    lockouts: 0,
    lockedUntil: null,
    hasTotp: false,
    authenticators: [],
    sessions: 0,
    isBusinessSystem: false,
    keys: [],
    identities: [],
    identityHolder: null,
    ...changes,
  }
}

function decide(
  actor: Actor,
  account: AccountFacts | undefined,
  act: (facts: ActFacts) => Decision,
): Decision {
  const world = new World()
  world.over = account === undefined ? {} : { account }
  return world.act(actor, act)
}

const KEY = {
  id: 'key-1',
  credentialId: 'abc',
  publicKeyHex: 'a501',
  counter: 0,
  transports: ['usb'],
  name: '办公室的密钥',
}

const ADMINISTERED = {
  unlock: (f: ActFacts) => unlockAccount(f, { reason }),
  'end sessions': (f: ActFacts) => endSessions(f, { reason }),
  'first password': (f: ActFacts) => giveFirstPassword(f, { passwordHash: 'hash' }),
  'reset factors': (f: ActFacts) => resetFactors(f, { reason }),
  link: (f: ActFacts) => linkIdentity(f, { issuer: 'https://id.example.cn', subject: 's1' }),
  unlink: (f: ActFacts) => unlinkIdentity(f, { identityId: 'i1', reason }),
} as const

describe.each(Object.entries(ADMINISTERED))('%s', (_name, act) => {
  test('FEA-H8 is refused to everybody but the security administrator, of no account, of a leaver’s and of one’s own', () => {
    for (const actor of [PEOPLE.clerk, PEOPLE.admin, PEOPLE.mainHead])
      expect(decide(actor, anAccount(), act)).toMatchObject({ code: 'access.denied' })
    expect(decide(security, undefined, act)).toMatchObject({ code: 'not-found' })
    expect(decide(security, anAccount({ kind: 'service' }), act)).toMatchObject({ code: 'not-found' })
    expect(decide(security, anAccount({ state: 'passive' }), act)).toMatchObject({ code: 'person.passive' })
    expect(decide(security, anAccount({ personId: security.personId }), act)).toMatchObject({
      code: 'account.own',
    })
  })
})

describe('MLPS-8.1.4.1-b a lock', () => {
  const lock = (changes: Partial<AccountFacts>) =>
    decide(PEOPLE.engine, anAccount(changes), (f) => lockAccount(f, policy))

  test('is none while another stands, nor when the failures were forgiven meanwhile', () => {
    const lockedUntil = '2027-03-01T02:00:00.000Z'
    expect(lock({ failures: 5, lockedUntil })).toMatchObject({
      code: 'auth.locked',
      detail: { until: lockedUntil },
    })
    expect(lock({ failures: 4 })).toMatchObject({ code: 'auth.failed' })
  })

  test('says until when, how many failures and how many locks before', () => {
    const first = lock({ failures: 5 })
    expect(first).toMatchObject({
      events: [{ type: 'person.locked', data: { failures: 5, locksBefore: 0 } }],
      accounts: [{ lockouts: 1 }],
      people: [{ id: 'somebody', rightsVersion: 3 }],
    })
    expect(lock({ failures: 6, lockouts: 2 })).toMatchObject({ accounts: [{ lockouts: 3 }] })
  })
})

describe('one’s own account', () => {
  const own = (changes: Partial<AccountFacts>, act: (f: ActFacts) => Decision) =>
    decide(PEOPLE.clerk, anAccount({ personId: PEOPLE.clerk.personId, ...changes }), act)

  test('is changed by nobody else', () => {
    for (const act of [
      (f: ActFacts) => changePassword(f, { passwordHash: 'hash' }),
      (f: ActFacts) => addTotp(f, { sealed: 'v1', step: 5 }),
      (f: ActFacts) => addAuthenticator(f, KEY),
      (f: ActFacts) => removeAuthenticator(f, { id: 'key-1' }),
    ])
      expect(decide(security, anAccount({ authenticators: ['key-1'] }), act)).toMatchObject({
        code: 'not-found',
      })
  })

  test('takes no second authenticator of digits, no eleventh key, and loses no key that it has not', () => {
    expect(own({ hasTotp: true }, (f) => addTotp(f, { sealed: 'v1', step: 5 }))).toMatchObject({
      code: 'factor.exists',
    })
    const ten = Array.from({ length: 10 }, (_, index) => `key-${index}`)
    expect(own({ authenticators: ten }, (f) => addAuthenticator(f, KEY))).toMatchObject({
      code: 'authenticator.too-many',
    })
    expect(own({}, (f) => removeAuthenticator(f, { id: 'key-1' }))).toMatchObject({ code: 'not-found' })
  })

  test('a new password opens a lock, ends every session, and no event holds it', () => {
    const act = own({ failures: 3 }, (f) => changePassword(f, { passwordHash: '$argon2id$secret' }))
    expect(act).toMatchObject({
      accounts: [{ passwordHash: '$argon2id$secret', mustChange: false, failures: 0, endSessions: true }],
    })
    expect(JSON.stringify('events' in act ? act.events : act)).not.toContain('secret')
  })

  test('a security key stands in the history with its public half', () => {
    expect(own({}, (f) => addAuthenticator(f, KEY))).toMatchObject({
      events: [{ data: { kind: 'webauthn', authenticatorId: 'key-1', publicKey: 'a501' } }],
      accounts: [{ authenticator: KEY }],
    })
  })
})

test('an identity that somebody has is not given to another, and one that is not there is not ended', () => {
  const link = (identityHolder: string | null) =>
    decide(security, anAccount({ identityHolder }), ADMINISTERED.link)
  expect(link('another')).toMatchObject({ code: 'identity.taken' })
  expect(link(null)).toMatchObject({ events: [{ type: 'person.identity-linked', data: { subject: 's1' } }] })
  expect(decide(security, anAccount(), ADMINISTERED.unlink)).toMatchObject({ code: 'not-found' })
  const identities = [{ id: 'i1', issuer: 'https://id.example.cn', subject: 's1' }]
  expect(decide(security, anAccount({ identities }), ADMINISTERED.unlink)).toMatchObject({
    accounts: [{ identityEnded: { id: 'i1' }, endSessions: true }],
  })
})
