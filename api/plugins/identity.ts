import { createHash, randomBytes } from 'node:crypto'
import fastifyCookie from '@fastify/cookie'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Principal } from '#db/gate/facts.ts'
import { touchPrincipal } from '#db/queries/accounts.ts'
import type { ProblemCode } from '#domain/problems.ts'
import { cookieOf } from '#api/cookies.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { policyOf } from '#api/sign-in-policy.ts'
import { problem } from '#api/problem.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who says to be asking; null without cookie and key. The gate's facts, or `withActor`, say whether it is true. */
    principal: Principal | null
    /** The cookie's token; null for business systems. */
    sessionToken: string | null
  }
}

/** What a person must do before anything else opens. */
export type Pending = 'change-password' | 'enrol-factor' | 'prove-factor'

interface Waiting {
  readonly pending: Pending
  readonly refusal: ProblemCode
  readonly open: ReadonlySet<string>
}

const ALWAYS = ['/api/session', '/api/site', '/api/people/me']

/**
 * A session of which something is still missing has a token that says so. The prefix is part of what is hashed: nobody can take it
 * off and be somebody.
 */
const WAITING: ReadonlyMap<string, Waiting> = new Map([
  [
    'c',
    {
      pending: 'change-password',
      refusal: 'auth.must-change',
      open: new Set([...ALWAYS, '/api/session/password']),
    },
  ],
  [
    'f',
    {
      pending: 'enrol-factor',
      refusal: 'auth.must-enrol',
      open: new Set([
        ...ALWAYS,
        '/api/factor/enrolment',
        '/api/factor/confirmation',
        '/api/authenticators/options',
        '/api/authenticators',
      ]),
    },
  ],
  [
    'p',
    {
      pending: 'prove-factor',
      refusal: 'auth.factor-pending',
      open: new Set([...ALWAYS, '/api/session/factor', '/api/session/factor/options']),
    },
  ],
])

export function pendingIn(token: string | null): Pending | null {
  return token?.[1] === '.' ? (WAITING.get(token.slice(0, 1))?.pending ?? null) : null
}

/** A new token; of a session that waits for something it says for what. */
export function newToken(pending: Pending | null): string {
  const [prefix] = [...WAITING].find(([, waiting]) => waiting.pending === pending) ?? []
  return `${prefix === undefined ? '' : `${prefix}.`}${randomBytes(32).toString('base64url')}`
}

const KEY_FORM = /^Bearer evk_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([\x21-\x7e]{16,200})$/
const TOKEN_FORM = /^([cfp]\.)?[A-Za-z0-9_-]{43}$/

/** Whether somebody stood behind a session or key when it was last used here; what is only claimed is counted by address. */
export type IsKnown = (hash: string) => boolean

/** Cookie or API key to principal. Nothing is asked of the database here: each act resolves it in its own commit. */
export function identify(
  app: FastifyInstance,
  { sql, logger, config }: Pick<Dependencies, 'sql' | 'logger' | 'config'>,
): IsKnown {
  const { idleMinutes } = policyOf(config).session
  const { name: sessionCookie } = cookieOf(config, 'everfile_session')
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
    const token = request.cookies[sessionCookie]
    if (token === undefined || !TOKEN_FORM.test(token)) return
    request.sessionToken = token
    request.principal = { kind: 'session', hash: sha256(token), idleMinutes }
    const waiting = token[1] === '.' ? WAITING.get(token.slice(0, 1)) : undefined
    if (waiting === undefined || !request.url.startsWith('/api/')) return
    if (!waiting.open.has(request.routeOptions.url ?? '')) throw problem(waiting.refusal)
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
  return (hash) => seen.has(hash)
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
