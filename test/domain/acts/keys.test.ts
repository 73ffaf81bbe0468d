import { describe, expect, test } from 'vitest'
import type { AccountFacts } from '#domain/acts/act.ts'
import { createKey, createServiceKey, revokeKey, rotateKey } from '#domain/acts/keys.ts'
import type { ApiKeyRow } from '#domain/api-keys.ts'
import { plainDate } from '#domain/dates.ts'
import { aPerson, PEOPLE, World } from '#test/support/decisions.ts'
import { Bureau } from '#test/support/organisation.ts'

const security = aPerson('security-admin', 'bureau')
const KEY: ApiKeyRow = {
  id: 'old',
  personId: 'service',
  name: '社保业务系统',
  createdAt: '2026-01-01T00:00:00.000Z',
  expiresAt: '2199-01-01T00:00:00.000Z',
  revokedAt: null,
  replacesId: null,
  statedSeq: 2,
}
const ACCOUNT: AccountFacts = {
  personId: 'service',
  kind: 'service',
  state: 'active',
  login: 'benefits',
  rightsVersion: 1,
  version: 4,
  headHash: '',
  failures: 0,
  lockouts: 0,
  lockedUntil: null,
  hasTotp: false,
  authenticators: [],
  sessions: 0,
  isBusinessSystem: true,
  keys: [KEY],
  identities: [],
  identityHolder: null,
}
const fresh = { id: 'new', name: '新', expiresOn: plainDate('2198-12-31'), secretHash: 'digest' }

function worldOf(account: Partial<AccountFacts> = {}): World {
  const world = new World()
  world.over = { account: { ...ACCOUNT, ...account } }
  return world
}

describe('a key of a business system', () => {
  test.each([
    ['a clerk', PEOPLE.clerk, {}, {}, 'access.denied'],
    ['for a person', security, { isBusinessSystem: false }, {}, 'request.invalid'],
    ['for one that left', security, { state: 'passive' as const }, {}, 'request.invalid'],
    ['for days gone by', security, {}, { expiresOn: plainDate('2001-01-01') }, 'request.invalid'],
  ])('TRUST-8.1.4.3 is not made by or %s', (_who, actor, account, key, code) => {
    expect(worldOf(account).act(actor, (facts) => createKey(facts, { ...fresh, ...key }))).toMatchObject({
      code,
    })
  })

  test.each([
    ['unknown', { keyId: 'other' }, {}, 'not-found'],
    ['revoked', {}, { keys: [{ ...KEY, revokedAt: '2026-02-01T00:00:00.000Z' }] }, 'not-found'],
    ['run out', {}, { keys: [{ ...KEY, expiresAt: '2020-01-01T00:00:00.000Z' }] }, 'not-found'],
    ['kept too long beside the new one', { overlapDays: 31 }, {}, 'request.invalid'],
  ])('is not renewed when it is %s', (_why, asked, account, code) => {
    const act = { ...fresh, keyId: 'old', overlapDays: 1, ...asked }
    expect(worldOf(account).act(security, (facts) => rotateKey(facts, act))).toMatchObject({ code })
  })

  test('TRUST-8.1.4.3 its secret is in no event; renewed, the former one ends at once or never later than it would have', () => {
    const made = worldOf().act(security, (facts) => createKey(facts, fresh))
    expect(made).toMatchObject({
      events: [{ type: 'key.created', data: { id: 'new', expiresAt: '2198-12-31T16:00:00.000Z' } }],
      keys: [{ id: 'new', secretHash: 'digest', statedSeq: 5 }],
    })
    expect(JSON.stringify('events' in made ? made.events : [])).not.toContain('digest')
    const renewed = (overlapDays: number, keys = [KEY]) =>
      worldOf({ keys }).act(security, (facts) => rotateKey(facts, { ...fresh, keyId: 'old', overlapDays }))
    expect(renewed(0)).toMatchObject({
      events: [{ type: 'key.rotated', data: { formerId: 'old', formerEndsAt: null } }],
      keys: [
        { id: 'old', revokedAt: expect.any(String) },
        { id: 'new', replacesId: 'old', name: KEY.name },
      ],
    })
    const still = { ...KEY, expiresAt: `${worldOf().today}T23:59:59.000Z` }
    expect(renewed(30, [still])).toMatchObject({ events: [{ data: { formerEndsAt: still.expiresAt } }] })
  })

  test('is revoked once', () => {
    const world = worldOf()
    expect(world.act(security, (facts) => revokeKey(facts, { keyId: 'old' }))).toMatchObject({
      events: [{ type: 'key.revoked', data: { id: 'old' } }],
    })
    const gone = worldOf({ keys: [{ ...KEY, revokedAt: KEY.createdAt }] })
    expect(gone.act(security, (facts) => revokeKey(facts, { keyId: 'old' }))).toMatchObject({
      code: 'not-found',
    })
  })

  test('is made at the console for services alone', () => {
    const bureau = Bureau.founded()
    expect(bureau.act((facts) => createServiceKey(facts, { ...fresh, login: 'sys' }))).toMatchObject({
      code: 'person.unknown',
    })
  })
})
