import fastifyRateLimit, {
  type FastifyRateLimitOptions,
  type FastifyRateLimitStore,
} from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Cache } from '#db/cache.ts'
import type { Dependencies } from '#api/dependencies.ts'
import type { IsKnown } from './identity.ts'
import { countAlone, countTogether, type Counted } from './request-counts.ts'

const MINUTE_MS = 60_000

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
  const alone = countAlone()
  const together = cache === null ? undefined : countTogether(cache)
  return class RateStore implements FastifyRateLimitStore {
    readonly #scope: string

    constructor(options: FastifyRateLimitOptions & { readonly scope?: string }) {
      this.#scope = options.scope ?? ''
    }

    incr(...[key, callback, windowMs, max]: [string, Callback, number, number]): void {
      const counting = { name: `rate:${this.#scope}:${key}`, windowMs, max }
      if (cache?.status !== 'ready' || together === undefined) callback(null, alone(counting))
      else
        void together(counting)
          .catch(() => alone(counting))
          .then((counted) => callback(null, counted))
    }

    child({ routeInfo }: RouteScope): RateStore {
      return new RateStore({ scope: `${String(routeInfo?.method ?? '')} ${routeInfo?.url ?? ''}` })
    }
  }
}

type Callback = (error: Error | null, result?: Counted) => void

/** What the library hands to the store of a route, whatever its types say. */
interface RouteScope {
  readonly path?: string
  readonly routeInfo?: { readonly method?: string | readonly string[]; readonly url?: string }
}
