import { describe, expect, test } from 'vitest'
import { readCommonPasswords, readSignInPolicy } from '#db/reference/sign-in-policies.ts'
import {
  lockMinutesOf,
  needsFactor,
  passwordFaultOf,
  sessionsToEnd,
  SIGN_IN_PROFILES,
} from '#domain/sign-in-policy.ts'
import { EXCLUSIVE_ROLES } from '#domain/access.ts'

const [asvs, mlps3] = [readSignInPolicy('asvs'), readSignInPolicy('mlps3')]
const common = readCommonPasswords()
const faultOf = (password: string, policy = asvs) =>
  passwordFaultOf(policy, { password, login: 'wen.an', common })

describe('TRUST-6.2 a password', () => {
  test.each([
    ['', 'short'],
    ['elevenchars', 'short'],
    ['１１chars', 'short'],
    ['abababababababab', 'common'],
    ['password123456', 'common'],
    ['PassWord123456', 'common'],
    ['wen.an2027wen.an', 'common'],
    ['woaini1314520', 'common'],
    ['Everfile-admin1', 'common'],
  ] as const)('%s is refused as %s', (password, fault) => {
    expect(faultOf(password)).toBe(fault)
  })

  test('of one kind of characters is taken by the one profile and refused by the other', () => {
    expect(faultOf('underthepeartree')).toBeUndefined()
    expect(faultOf('underthepeartree', mlps3)).toBe('kinds')
    expect(faultOf('Under-the-pear-tree', mlps3)).toBeUndefined()
    expect(faultOf('梨树下的一条小路通向老渡口边', mlps3)).toBe('kinds')
  })
})

describe('MLPS-8.1.4.1-b a lock', () => {
  test('is longer each time, and the last length stands for all that follow', () => {
    const minutes = [0, 1, 2, 3, 4, 5, 50].map((before) => lockMinutesOf(asvs, before))
    expect(minutes).toEqual([15, 30, 60, 240, 1440, 1440, 1440])
    expect(() => lockMinutesOf({ ...asvs, lock: { failures: 5, minutes: [] } }, 0)).toThrow('no minutes')
  })
})

describe('sessions side by side', () => {
  const limited = (onMore: 'end-oldest' | 'refuse') => ({
    ...asvs,
    session: { ...asvs.session, most: 2, onMore },
  })
  test.each([
    [0, 0, 0],
    [1, 0, 0],
    [2, 1, undefined],
    [5, 4, undefined],
  ])('with %i open, one more ends %s, or is refused: %s', (open, ended, refused) => {
    expect(sessionsToEnd(limited('end-oldest'), open)).toBe(ended)
    expect(sessionsToEnd(limited('refuse'), open)).toBe(refused)
  })
})

test('MLPS-8.1.4.1-d the three administrators sign in with a second factor wherever it is no demo', () => {
  for (const policy of [asvs, mlps3])
    expect(EXCLUSIVE_ROLES.every((role) => needsFactor(policy, [role]))).toBe(true)
  expect(needsFactor(asvs, ['business-clerk'])).toBe(false)
  expect(needsFactor(readSignInPolicy('demo'), ['security-admin'])).toBe(false)
  expect(SIGN_IN_PROFILES.map((profile) => readSignInPolicy(profile).version)).toHaveLength(3)
})
