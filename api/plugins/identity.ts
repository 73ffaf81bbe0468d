import { createHash } from 'node:crypto'
import fastifyCookie from '@fastify/cookie'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Principal } from '#db/gate/facts.ts'
import { touchPrincipal } from '#db/queries/accounts.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { problem } from '#api/problem.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who says to be asking; null without cookie and key. The gate's facts, or `withActor`, say whether it is true. */
    principal: Principal | null
    /** The cookie's token; null for business systems. */
    sessionToken: string | null
  }
}

export const SESSION_COOKIE = 'everfile_session'
export const SESSION_IDLE_MINUTES = 30
export const SESSION_HOURS = 12

/**
 * A session whose person must set a new password first has a token that says so. The prefix is part of what is hashed:
 * nobody can take it off and be somebody.
 */
export const MUST_CHANGE_PREFIX = 'c.'
const OPEN_TO_MUST_CHANGE = new Set(['/api/session', '/api/session/password', '/api/site', '/api/people/me'])

const KEY_FORM = /^Bearer evk_([0-9a-f-]{36})\.([\x21-\x7e]{16,200})$/
const TOKEN_FORM = /^(c\.)?[A-Za-z0-9_-]{43}$/

/** Cookie or API key to principal. Nothing is asked of the database here: each act resolves it in its own commit. */
export function identify(app: FastifyInstance, { sql, logger }: Pick<Dependencies, 'sql' | 'logger'>): void {
  void app.register(fastifyCookie)
  app.decorateRequest('principal', null)
  app.decorateRequest('sessionToken', null)
  // After the cookies are parsed, before a byte of the body is read.
  app.addHook('preParsing', async (request) => {
    const { authorization } = request.headers
    if (authorization !== undefined) {
      request.principal = keyPrincipal(authorization)
      return
    }
    const token = request.cookies[SESSION_COOKIE]
    if (token === undefined || !TOKEN_FORM.test(token)) return
    request.sessionToken = token
    request.principal = { kind: 'session', hash: sha256(token), idleMinutes: SESSION_IDLE_MINUTES }
    const isOpen = OPEN_TO_MUST_CHANGE.has(request.routeOptions.url ?? '')
    if (token.startsWith(MUST_CHANGE_PREFIX) && request.url.startsWith('/api/') && !isOpen)
      throw problem('auth.must-change')
  })
  const seen = new Map<string, number>()
  app.addHook('onResponse', async (request, reply) => {
    const { principal } = request
    if (principal === null || principal.kind === 'person' || reply.statusCode === 401 || isIdle(request))
      return
    if (!isFirstThisMinute(seen, principal.hash)) return
    await touchPrincipal(sql, principal).catch((error: unknown) =>
      logger.warn({ err: error }, 'last use not noted'),
    )
  })
}

/** A stream that the browser opens again by itself is no sign of a person. */
function isIdle(request: FastifyRequest): boolean {
  return request.routeOptions.url === '/api/stream'
}

const MINUTE_MS = 60_000
const MOST_REMEMBERED = 10_000

function isFirstThisMinute(seen: Map<string, number>, hash: string): boolean {
  const now = performance.now()
  const last = seen.get(hash)
  if (last !== undefined && now - last < MINUTE_MS) return false
  if (seen.size >= MOST_REMEMBERED) seen.clear()
  seen.set(hash, now)
  return true
}

function keyPrincipal(authorization: string): Principal | null {
  const [, id, secret] = KEY_FORM.exec(authorization) ?? []
  return id === undefined || secret === undefined ? null : { kind: 'key', id, hash: sha256(secret) }
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** The principal of a request that needs one. */
export function principalOf(request: FastifyRequest): Principal {
  if (request.principal === null) throw problem('auth.required')
  return request.principal
}
