import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Config } from '#config.ts'
import { problem } from '#api/problem.ts'

const READS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Writes by cookie come from our own pages: the Origin that a browser names is ours, and the token of the session comes with
 * them. A request by key carries no cookie and cannot be forged by another page.
 */
export function guardOrigin(app: FastifyInstance, config: Config): void {
  const tokens = rememberedTokens(config)
  app.addHook('preParsing', async (request) => {
    if (READS.has(request.method) || request.headers.authorization !== undefined) return
    if (!isOurs(request, config)) throw problem('request.origin')
    if (request.sessionToken === null || isSignIn(request)) return
    const given = request.headers['x-csrf-token']
    if (typeof given !== 'string' || !isSame(given, tokens(request.sessionToken)))
      throw problem('request.origin')
  })
}

/** Someone who signs in while an old cookie lies about has no token yet. */
function isSignIn(request: FastifyRequest): boolean {
  return request.method === 'POST' && request.routeOptions.url === '/api/session'
}

const MOST_REMEMBERED = 10_000

/** Deriving a token costs a write as much as checking its body: those of the sessions at work are kept. */
function rememberedTokens(config: Config): (sessionToken: string) => string {
  const known = new Map<string, string>()
  return (sessionToken) => {
    const token = known.get(sessionToken) ?? csrfTokenOf(sessionToken, config)
    if (known.size >= MOST_REMEMBERED) known.clear()
    known.set(sessionToken, token)
    return token
  }
}

/** Derived from the session, so that nothing needs to be stored and another session's token is worth nothing. */
export function csrfTokenOf(sessionToken: string, { secretKey }: Pick<Config, 'secretKey'>): string {
  return createHmac('sha256', Buffer.from(secretKey, 'hex'))
    .update(`csrf:${sessionToken}`)
    .digest('base64url')
}

/** Browsers name their origin with every write. Programs without one are let through: the token still guards the cookie. */
function isOurs(request: FastifyRequest, config: Config): boolean {
  const { origin, host } = request.headers
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  if (origin === undefined) return true
  const { origin: own } = config.http
  if (own === null) return origin === `http://${host ?? ''}` || origin === `https://${host ?? ''}`
  return sitesOf(own).includes(origin)
}

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']

/** A site on this machine has several names for one address; any other site has the one that it was given. */
function sitesOf(own: string): readonly string[] {
  const url = new URL(own)
  if (!LOOPBACK.includes(url.hostname)) return [url.origin]
  return LOOPBACK.map((hostname) => `${url.protocol}//${hostname}${url.port === '' ? '' : `:${url.port}`}`)
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
