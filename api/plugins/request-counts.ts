import type { Cache } from '#db/cache.ts'

export interface Counted {
  /** How many requests of the window this one makes. */
  readonly current: number
  /** Milliseconds until the window is over. */
  readonly ttl: number
}

export interface Counting {
  readonly name: string
  readonly windowMs: number
  /** As many are allowed in a window. */
  readonly max: number
}

/** Callers of one window that a process knows by itself. */
const MOST_KNOWN = 20_000
/** A process takes numbers for so many requests of a caller at once, where the limit leaves room for that. */
const MOST_TAKEN = 10
const LEAST_PORTIONS = 60

interface Taken {
  readonly until: number
  next: number
  last: number
  /** The next portion, while it is being asked for. */
  asking?: Promise<void>
}

/**
 * Counts over all processes, in Redis, with one command for a few requests: a process takes a portion of the numbers of a window and
 * deals them out itself. Alone it counts exactly; beside others a caller may be refused a portion for each of them too early, and
 * never too late. Throws when Redis does not answer.
 */
export function countTogether(cache: Cache): (counting: Counting) => Promise<Counted> {
  const known = new Map<string, Taken>()
  return async ({ name, windowMs, max }) => {
    const window = Math.floor(Date.now() / windowMs)
    const windowed = `${name}:${window}`
    const until = (window + 1) * windowMs
    const taken = known.get(windowed) ?? remember(known, windowed, { until, next: 1, last: 0 })
    const portion = Math.max(1, Math.min(MOST_TAKEN, Math.floor(max / LEAST_PORTIONS)))
    while (taken.next > taken.last) {
      taken.asking ??= take(cache, windowed, { portion, keepMs: 2 * windowMs })
        .then((last) => Object.assign(taken, { last, next: last - portion + 1 }))
        .then(() => {})
        .finally(() => delete taken.asking)
      await taken.asking
    }
    const current = taken.next
    taken.next += 1
    return { current, ttl: until - Date.now() }
  }
}

async function take(
  cache: Cache,
  windowed: string,
  { portion, keepMs }: { readonly portion: number; readonly keepMs: number },
): Promise<number> {
  const last = await cache.incrby(windowed, portion)
  if (last === portion) await cache.pexpire(windowed, keepMs)
  return last
}

/** What this process counts for itself while Redis is away. */
export function countAlone(): (counting: Omit<Counting, 'max'>) => Counted {
  const counts = new Map<string, { current: number; readonly until: number }>()
  return ({ name, windowMs }) => {
    const now = Date.now()
    const found = counts.get(name)
    const count =
      found === undefined || found.until <= now
        ? remember(counts, name, { current: 0, until: now + windowMs })
        : found
    count.current += 1
    return { current: count.current, ttl: count.until - now }
  }
}

/** Puts one behind all others. Those that are over go first; else one goes for one that comes: who names many things at once frees nobody's count but the oldest. */
function remember<V extends { readonly until: number }>(known: Map<string, V>, name: string, value: V): V {
  known.delete(name)
  const now = Date.now()
  for (const [oldest, { until }] of known) {
    if (until > now && known.size < MOST_KNOWN) break
    known.delete(oldest)
  }
  known.set(name, value)
  return value
}
