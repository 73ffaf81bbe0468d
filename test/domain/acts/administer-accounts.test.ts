import { describe, expect, test } from 'vitest'
import type { AccountStanding } from '#domain/acts/administer.ts'
import {
  endSessionsOf,
  linkIdentityOf,
  resetFactorsOf,
  unlinkIdentitiesOf,
  unlockPerson,
} from '#domain/acts/administer-accounts.ts'
import { Bureau } from '#test/support/organisation.ts'

const issuer = 'https://id.example.cn'
const standing = (changes: Partial<AccountStanding> = {}): readonly AccountStanding[] => [
  { personId: 'id-sec', isLocked: null, hasTotp: false, authenticators: [], sessions: 0, ...changes },
]
const about = { login: 'sec', reason: '值班记录 12 号' }

describe('the operator', () => {
  test.each([
    ['account.not-locked', unlockPerson],
    ['account.no-session', endSessionsOf],
    ['factor.none', resetFactorsOf],
  ] as const)('is refused with %s where there is nothing to do', (code, decide) => {
    const bureau = Bureau.founded()
    const facts = { ...bureau.facts(), accounts: standing() }
    expect(decide(facts, about)).toMatchObject({ code })
    expect(decide(facts, { ...about, login: 'nobody' })).toMatchObject({ code: 'person.unknown' })
  })

  test('opens a locked account, and counts from nought', () => {
    const facts = { ...Bureau.founded().facts(), accounts: standing({ isLocked: true }) }
    expect(unlockPerson(facts, about)).toMatchObject({
      events: [{ type: 'person.unlocked', data: { reason: about.reason } }],
      accounts: [{ personId: 'id-sec', lockedUntil: null, failures: 0, lockouts: 0 }],
    })
  })

  test('takes every second factor away, each with an event of its own', () => {
    const facts = {
      ...Bureau.founded().facts(),
      accounts: standing({ hasTotp: true, authenticators: ['key-1'] }),
    }
    expect(resetFactorsOf(facts, about)).toMatchObject({
      events: [
        { data: { kind: 'totp', authenticatorId: null } },
        { data: { kind: 'webauthn', authenticatorId: 'key-1' } },
      ],
      accounts: [{ totpSecret: null, authenticatorsRemoved: ['key-1'], endSessions: true }],
    })
  })

  test('links an identity to one person at a time; unlinked, it may be another', () => {
    const bureau = Bureau.founded()
    const link = (login: string) =>
      bureau.act((facts) => linkIdentityOf(facts, { login, issuer, subject: 's1' }))
    expect(link('sec')).toMatchObject({ kind: 'decided' })
    expect(link('aud')).toMatchObject({ code: 'identity.taken' })
    expect(
      bureau.act((facts) => unlinkIdentitiesOf(facts, { ...about, login: 'aud', issuer })),
    ).toMatchObject({
      code: 'not-found',
    })
    expect(bureau.act((facts) => unlinkIdentitiesOf(facts, { ...about, issuer }))).toMatchObject({
      endSessionsOf: ['id-sec'],
    })
    expect(link('aud')).toMatchObject({ kind: 'decided' })
    expect(bureau.rows.all('identity').map(({ personId, unlinkedOn }) => [personId, unlinkedOn])).toEqual([
      ['id-sec', '2027-03-01'],
      ['id-aud', null],
    ])
  })
})
