import type { Role } from './vocabulary.ts'

export const SIGN_IN_PROFILES = ['demo', 'asvs', 'mlps3'] as const
export type SignInProfile = (typeof SIGN_IN_PROFILES)[number]

/**
 * How people sign in on a site, as data. Two profiles of the law of the land and of the trade differ: ASVS 6.2.5 and 6.2.10 forbid
 * rules of composition and periodic change, GB/T 22239 8.1.4.1 a) asks for both.
 */
export interface SignInPolicy {
  readonly version: string
  readonly password: {
    /** Characters at least (ASVS 6.2.1). */
    readonly shortest: number
    /** Kinds of characters at least: small, capital, digits, others. */
    readonly kinds: number
    /** So many former passwords are not taken again. */
    readonly history: number
    /** Days after which it must be changed; null: never. */
    readonly oldestDays: number | null
  }
  readonly lock: {
    /** So many failures in a row lock the account (GB/T 22239 8.1.4.1 b). */
    readonly failures: number
    /** Minutes of the first lock, the second, and so on; the last stands for all that follow. A sign-in begins anew. */
    readonly minutes: readonly number[]
  }
  readonly session: {
    readonly idleMinutes: number
    readonly hours: number
    /** Sessions that one person may have at a time. */
    readonly most: number
    /** What becomes of one more: it ends the oldest, or is refused. */
    readonly onMore: 'end-oldest' | 'refuse'
  }
  /** Who holds one of these roles signs in with a second factor (GB/T 22239 8.1.4.1 d). */
  readonly factorRoles: readonly Role[]
}

/** Minutes for which an account is locked that was locked so many times in a row before. */
export function lockMinutesOf({ lock }: SignInPolicy, locksBefore: number): number {
  const minutes = lock.minutes[Math.min(locksBefore, lock.minutes.length - 1)]
  if (minutes === undefined) throw new Error('the policy names no minutes for a lock')
  return minutes
}

export const PASSWORD_FAULTS = ['short', 'common', 'kinds'] as const
export type PasswordFault = (typeof PASSWORD_FAULTS)[number]

export interface Chosen {
  readonly password: string
  readonly login: string
  /** Passwords that everybody tries first, in small letters. */
  readonly common: ReadonlySet<string>
}

/** Why a password is not taken: too short, a guess that everybody tries first, or of too few kinds of characters; undefined when it is. */
export function passwordFaultOf(
  { password: rule }: SignInPolicy,
  { password, login, common }: Chosen,
): PasswordFault | undefined {
  const text = password.normalize('NFKC').toLowerCase()
  if (text.length < rule.shortest) return 'short'
  if (new Set(text).size < FEWEST_DIFFERENT || isGuess(text, { login, common })) return 'common'
  return kindsIn(password) < rule.kinds ? 'kinds' : undefined
}

/** One character over and over, or two in turn, is a guess whatever its length. */
const FEWEST_DIFFERENT = 5
/** What stays of a password when a common one is taken out of it must still be worth guessing. */
const SHORTEST_REST = 6
/** Shorter entries of the list stand inside honest passwords by chance. */
const SHORTEST_PART = 5

function isGuess(text: string, { login, common }: Omit<Chosen, 'password'>): boolean {
  if (common.has(text)) return true
  let rest = text.replaceAll(login.toLowerCase(), '')
  for (const part of common) if (part.length >= SHORTEST_PART) rest = rest.replaceAll(part, '')
  return rest.length < SHORTEST_REST
}

function kindsIn(password: string): number {
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u]
  return kinds.filter((kind) => kind.test(password)).length
}

export function needsFactor({ factorRoles }: SignInPolicy, roles: readonly Role[]): boolean {
  return roles.some((role) => factorRoles.includes(role))
}

/** How many of the oldest sessions end for one more to begin; undefined when one more is refused. */
export function sessionsToEnd({ session }: SignInPolicy, open: number): number | undefined {
  const over = open + 1 - session.most
  if (over <= 0) return 0
  return session.onMore === 'end-oldest' ? over : undefined
}
