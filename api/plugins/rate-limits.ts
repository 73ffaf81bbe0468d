import fastifyRateLimit, {
  type FastifyRateLimitOptions,
  type FastifyRateLimitStore,
} from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Cache } from '#db/cache.ts'
import type { Dependencies } from '#api/dependencies.ts'
import type { IsKnown } from './identity.ts'

const MINUTE_MS = 60_000
/** Keys of one minute that a process counts by itself while Redis is away. */
const MOST_COUNTED = 20_000

/**
 * Requests per minute and principal, or address where nobody is known to stand behind it: who makes up a name with each request
 * gains nothing. Counted in Redis while it is up, else here.
 */
export function limitRates(
  app: FastifyInstance,
  { cache, config, isKnown }: Pick<Dependencies, 'cache' | 'config'> & { readonly isKnown: IsKnown },
): void {
  void app.register(fastifyRateLimit, {
    global: true,
    max: config.http.rateLimitPerMinute,
    timeWindow: MINUTE_MS,
    hook: 'preValidation',
    keyGenerator: (request) => callerOf(request, isKnown),
    store: storeClass(cache),
    skipOnError: true,
    addHeaders: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
      'retry-after': true,
    },
    addHeadersOnExceeding: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
    },
    errorResponseBuilder: () => Object.assign(new Error('too many requests'), { statusCode: 429 }),
    allowList: (request) => !request.url.startsWith('/api/'),
  })
}

function callerOf({ principal, ip }: FastifyRequest, isKnown: IsKnown): string {
  if (principal === null || principal.kind === 'person' || !isKnown(principal.hash)) return `ip:${ip}`
  return `${principal.kind}:${principal.hash}`
}

/** The library makes the store itself, so the connection comes in through the class. */
function storeClass(cache: Cache | null) {
  const counter = new Counter()
  return class RateStore implements FastifyRateLimitStore {
    readonly #scope: string

    constructor(options: FastifyRateLimitOptions & { readonly scope?: string }) {
      this.#scope = options.scope ?? ''
    }

    incr(key: string, callback: (error: Error | null, result?: Counted) => void, timeWindow: number): void {
      const name = `rate:${this.#scope}:${key}`
      const counted =
        cache?.status === 'ready'
          ? countIn(cache, name, timeWindow).catch(() => counter.count(name, timeWindow))
          : undefined
      if (counted === undefined) callback(null, counter.count(name, timeWindow))
      else void counted.then((result) => callback(null, result))
    }

    child({ routeInfo }: RouteScope): RateStore {
      return new RateStore({ scope: `${String(routeInfo?.method ?? '')} ${routeInfo?.url ?? ''}` })
    }
  }
}

/** What the library hands to the store of a route, whatever its types say. */
interface RouteScope {
  readonly path?: string
  readonly routeInfo?: { readonly method?: string | readonly string[]; readonly url?: string }
}

interface Counted {
  readonly current: number
  readonly ttl: number
}

/** One counter for each window: a caller costs one command a request, and a second at the start of a window. */
async function countIn(cache: Cache, name: string, windowMs: number): Promise<Counted> {
  const now = Date.now()
  const window = Math.floor(now / windowMs)
  const windowed = `${name}:${window}`
  const current = await cache.incr(windowed)
  if (current === 1) await cache.pexpire(windowed, 2 * windowMs)
  return { current, ttl: (window + 1) * windowMs - now }
}

class Counter {
  readonly #counts = new Map<string, { current: number; readonly until: number }>()

  count(name: string, windowMs: number): Counted {
    const now = performance.now()
    const known = this.#counts.get(name)
    if (known === undefined || known.until <= now) {
      const [oldest] = this.#counts.keys()
      // One goes for one that comes: who names many things at once frees nobody's count but the oldest.
      if (oldest !== undefined && this.#counts.size >= MOST_COUNTED) this.#counts.delete(oldest)
      this.#counts.delete(name)
      this.#counts.set(name, { current: 1, until: now + windowMs })
      return { current: 1, ttl: windowMs }
    }
    known.current += 1
    return { current: known.current, ttl: Math.ceil(known.until - now) }
  }
}
