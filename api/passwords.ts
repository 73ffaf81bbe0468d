import { hash, verify } from '@node-rs/argon2'

/** argon2id at the OWASP setting: 19 MiB, two passes. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
/** Twelve characters; no rules of composition, no periodic change (ASVS 6.2.5, 6.2.10). */
const SHORTEST = 12
/** More at once would take the memory and the cores of everybody else. */
const MOST_AT_ONCE = 4

let running = 0
const queue: (() => void)[] = []

/** Checks a password; an account without one costs the same time as a wrong guess. */
export async function isPassword(encoded: string | null, password: string): Promise<boolean> {
  return await inTurn(async () => {
    const known = encoded ?? (await decoy())
    return (await verify(known, password)) && encoded !== null
  })
}

export async function hashPassword(password: string): Promise<string> {
  return await inTurn(() => hash(password, COST))
}

let decoyHash: Promise<string> | undefined
function decoy(): Promise<string> {
  decoyHash ??= hash('nobody has this password', COST)
  return decoyHash
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= MOST_AT_ONCE) await new Promise<void>((resolve) => queue.push(resolve))
  running += 1
  try {
    return await work()
  } finally {
    running -= 1
    queue.shift()?.()
  }
}

const COMMON = [
  'password',
  '123456',
  'qwerty',
  'abc123',
  '111111',
  'letmein',
  'welcome',
  'iloveyou',
  'admin',
  'everfile',
  'woaini',
  '888888',
  '666666',
]

/** Too short, one of the guesses that everybody tries first, the login itself, or one character over and over. */
export function isWeak(password: string, login: string): boolean {
  const text = password.normalize('NFKC').toLowerCase()
  if (text.length < SHORTEST || new Set(text).size < 5) return true
  const rest = COMMON.reduce(
    (left, common) => left.replaceAll(common, ''),
    text.replaceAll(login.toLowerCase(), ''),
  )
  return rest.length < SHORTEST / 2
}
