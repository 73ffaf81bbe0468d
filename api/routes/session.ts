import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { withActor } from '#db/actor.ts'
import {
  accountOf,
  closeSession,
  countAttempt,
  forgiveFailures,
  openSession,
  readMyself,
  readPosts,
  setPassword,
} from '#db/queries/accounts.ts'
import { readSite } from '#db/queries/organisation.ts'
import type { Principal } from '#db/gate/facts.ts'
import type { SessionView } from '#api/contract/session.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { confirmFactor, offerFactor, spendCode } from '#api/factor.ts'
import { hashPassword, isPassword, isWeak } from '#api/passwords.ts'
import {
  MUST_CHANGE_PREFIX,
  principalOf,
  SESSION_COOKIE,
  SESSION_HOURS,
  SESSION_IDLE_MINUTES,
  sha256,
} from '#api/plugins/identity.ts'
import { csrfTokenOf } from '#api/plugins/origin.ts'
import { sessionView, siteView } from '#api/present/session.ts'
import { orProblem, problem } from '#api/problem.ts'
import { serve } from '#api/route.ts'

const MINUTE_MS = 60_000
/** Shares of a caller's requests that may be sign-ins, per address and per account: 60 and 10 of 600 a minute. */
const ADDRESS_SHARE = 10
const ACCOUNT_SHARE = 60

export function sessionRoutes(app: FastifyInstance, deps: Dependencies): void {
  const { rateLimitPerMinute } = deps.config.http
  const perAddress = { max: Math.ceil(rateLimitPerMinute / ADDRESS_SHARE), timeWindow: MINUTE_MS }
  // Behind both stands the lock after five wrong passwords, which needs no memory of ours.
  const perAccount = app.createRateLimit({
    max: Math.ceil(rateLimitPerMinute / ACCOUNT_SHARE),
    timeWindow: MINUTE_MS,
    keyGenerator: (request) => `login:${loginIn(request.body)}`,
  })

  serve(app, 'GET /api/site', async () => siteView(await readSite(deps.sql), deps.version))
  serve(app, 'GET /api/session', async ({ request, principal }) =>
    viewOf(deps, principal(), request.sessionToken),
  )
  serve(app, 'GET /api/people/me', async ({ request, principal }) =>
    viewOf(deps, principal(), request.sessionToken),
  )

  serve(app, { route: 'POST /api/session', rateLimit: perAddress }, async ({ body, request, reply }) => {
    const limit = await perAccount(request)
    if (!limit.isAllowed && limit.isExceeded) throw problem('request.rate-limited')
    const account = await proved(deps, body)
    await end(deps, request)
    return begin(deps, { personId: account.personId, mustChange: account.mustChange, request, reply })
  })

  serve(app, 'DELETE /api/session', async ({ request, reply }) => {
    await end(deps, request)
    reply.clearCookie(SESSION_COOKIE, { path: '/' })
    return { done: true as const }
  })

  serve(
    app,
    { route: 'POST /api/session/password', rateLimit: perAddress },
    async ({ body, request, reply, principal }) => {
      const { actor } = orProblem(await withActor(deps.sql, principal(), async (_tx, reader) => reader)).value
      const account = await accountOf(deps.sql, actor.personId)
      if (account === undefined || account.passwordHash === null) throw problem('access.denied')
      const tried = await countAttempt(deps.sql, account.login)
      if (tried.kind === 'locked') throw problem('auth.locked', { until: tried.until })
      if (!(await isPassword(account.passwordHash, body.old))) throw problem('auth.failed')
      if (body.old === body.new || isWeak(body.new, account.login)) throw problem('auth.password-weak')
      await setPassword(deps.sql, { personId: actor.personId, passwordHash: await hashPassword(body.new) })
      deps.accessLog.note({
        personId: actor.personId,
        action: 'password.changed',
        result: 'ok',
        traceId: request.id,
      })
      return begin(deps, { personId: actor.personId, mustChange: false, request, reply })
    },
  )

  serve(app, 'POST /api/factor/enrolment', async ({ request, principal }) =>
    offerFactor(deps, await enrolling(deps, principal(), request)),
  )
  serve(app, 'POST /api/factor/confirmation', async ({ request, principal, body }) => {
    const person = await enrolling(deps, principal(), request)
    await confirmFactor(deps, { ...person, code: body.code })
    deps.accessLog.note({
      personId: person.personId,
      action: 'factor.enrolled',
      result: 'ok',
      traceId: request.id,
    })
    return { done: true as const }
  })
}

function loginIn(body: unknown): string {
  if (typeof body !== 'object' || body === null || !('login' in body)) return ''
  return String(body.login).trim().toLowerCase()
}

async function proved(
  deps: Dependencies,
  {
    login,
    password,
    code,
  }: { readonly login: string; readonly password: string; readonly code?: string | undefined },
) {
  const attempt = await countAttempt(deps.sql, login)
  if (attempt.kind === 'locked') throw problem('auth.locked', { until: attempt.until })
  const account = attempt.kind === 'counted' ? attempt.account : undefined
  const isRight = await isPassword(account?.passwordHash ?? null, password)
  if (account === undefined || !isRight) throw problem('auth.failed')
  if (code !== undefined) await spendCode(deps, { personId: account.personId, code })
  await forgiveFailures(deps.sql, account.personId)
  return account
}

interface Beginning {
  readonly personId: string
  readonly mustChange: boolean
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** A new session with a new id; only the digest of its token is stored. */
async function begin(
  deps: Dependencies,
  { personId, mustChange, request, reply }: Beginning,
): Promise<SessionView> {
  const token = `${mustChange ? MUST_CHANGE_PREFIX : ''}${randomBytes(32).toString('base64url')}`
  const userAgent = request.headers['user-agent']?.slice(0, 200) ?? null
  await openSession(deps.sql, { hash: sha256(token), personId, hours: SESSION_HOURS, userAgent })
  reply.setCookie(SESSION_COOKIE, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: deps.config.http.origin?.startsWith('https:') === true,
    maxAge: SESSION_HOURS * 3600,
  })
  deps.accessLog.note({ personId, action: 'session.opened', result: 'ok', traceId: request.id })
  return viewOf(deps, { kind: 'session', hash: sha256(token), idleMinutes: SESSION_IDLE_MINUTES }, token)
}

async function end(deps: Dependencies, request: FastifyRequest): Promise<void> {
  if (request.sessionToken !== null) await closeSession(deps.sql, sha256(request.sessionToken))
}

async function viewOf(deps: Dependencies, principal: Principal, token: string | null): Promise<SessionView> {
  const seen = await withActor(deps.sql, principal, async (tx, { actor }) => {
    const [myself, posts, site] = await Promise.all([
      readMyself(tx, actor.personId),
      readPosts(tx, actor.personId),
      readSite(tx),
    ])
    return { actor, myself, posts, site }
  })
  const csrfToken = token === null ? '' : csrfTokenOf(token, deps.config)
  return sessionView(orProblem(seen).value, { csrfToken, version: deps.version })
}

/** A second factor belongs to a person at a screen, never to a business system. */
async function enrolling(deps: Dependencies, principal: Principal, request: FastifyRequest) {
  const { sessionToken } = request
  if (sessionToken === null) throw problem('access.denied')
  const { actor } = orProblem(
    await withActor(deps.sql, principalOf(request), async (_tx, reader) => reader),
  ).value
  return { personId: actor.personId, sessionHash: sha256(sessionToken), principal }
}
