import { lockMinutesOf, type SignInPolicy } from '#domain/sign-in-policy.ts'

/** Names that one process remembers; the one tried first goes for one that comes. */
const MOST_REMEMBERED = 10_000
const MINUTE_MS = 60_000

interface Stranger {
  readonly failures: number
  readonly lockouts: number
  readonly lockedUntilMs: number
}

const strangers = new Map<string, Stranger>()

/**
 * Counts a try at a name that nobody here has, and answers until when it is locked: it locks as an account does, so that no
 * answer says which names there are. Undefined: not locked.
 */
export function countStranger(login: string, policy: SignInPolicy): string | undefined {
  const nowMs = Date.now()
  const { failures, lockouts, lockedUntilMs } = strangers.get(login) ?? NOBODY
  if (lockedUntilMs > nowMs) return new Date(lockedUntilMs).toISOString()
  const count = lockedUntilMs === 0 ? failures + 1 : 1
  const isLast = count >= policy.lock.failures
  const minutes = isLast ? lockMinutesOf(policy, lockouts) : 0
  strangers.delete(login)
  strangers.set(login, {
    failures: count,
    lockouts: isLast ? lockouts + 1 : lockouts,
    lockedUntilMs: isLast ? nowMs + minutes * MINUTE_MS : 0,
  })
  const [oldest] = strangers.keys()
  if (oldest !== undefined && strangers.size > MOST_REMEMBERED) strangers.delete(oldest)
  return undefined
}

const NOBODY: Stranger = { failures: 0, lockouts: 0, lockedUntilMs: 0 }
