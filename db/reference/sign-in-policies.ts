import { readFileSync } from 'node:fs'
import type { SignInPolicy, SignInProfile } from '#domain/sign-in-policy.ts'
import { ROLES } from '#domain/vocabulary.ts'

/** The profiles of this version. A changed rule is a new file beside this one. */
const IN_FORCE = new URL('./sign-in-policies.v1.json', import.meta.url)

/** The policy of a profile. @throws Error when the file does not say all of it */
export function readSignInPolicy(profile: SignInProfile): SignInPolicy {
  const said = JSON.parse(readFileSync(IN_FORCE, 'utf8')) as Readonly<Record<string, unknown>>
  const policy = said[profile]
  if (!isPolicy(policy)) throw new Error(`${IN_FORCE.pathname} does not say every rule of ${profile}`)
  return policy
}

const COMMON = new URL('./common-passwords.v1.txt', import.meta.url)

/** Passwords that everybody tries first, in small letters, one a line. */
export function readCommonPasswords(): ReadonlySet<string> {
  return new Set(readFileSync(COMMON, 'utf8').split('\n').filter(Boolean))
}

function isPolicy(said: unknown): said is SignInPolicy {
  const policy = partsOf(said)
  const [password, lock, session] = ['password', 'lock', 'session'].map((name) => partsOf(policy.get(name)))
  const minutes = lock?.get('minutes')
  const roles = policy.get('factorRoles')
  return (
    typeof policy.get('version') === 'string' &&
    areCounts(password, ['shortest', 'kinds', 'history']) &&
    (password?.get('oldestDays') === null || areCounts(password, ['oldestDays'])) &&
    areCounts(lock, ['failures']) &&
    Array.isArray(minutes) &&
    minutes.length > 0 &&
    minutes.every((one) => Number.isSafeInteger(one) && Number(one) > 0) &&
    areCounts(session, ['idleMinutes', 'hours', 'most']) &&
    ['end-oldest', 'refuse'].includes(String(session?.get('onMore'))) &&
    Array.isArray(roles) &&
    roles.every((role) => ROLES.some((known) => known === role))
  )
}

function partsOf(said: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof said === 'object' && said !== null ? Object.entries(said) : [])
}

function areCounts(parts: ReadonlyMap<string, unknown> | undefined, names: readonly string[]): boolean {
  return names.every((name) => Number.isSafeInteger(parts?.get(name)))
}
