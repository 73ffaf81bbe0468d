import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { changePassword } from '#domain/acts/accounts.ts'
import { passwordFaultOf } from '#domain/sign-in-policy.ts'
import { withActor } from '#db/actor.ts'
import type { Principal } from '#db/gate/facts.ts'
import { newId } from '#db/ids.ts'
import { accountOf, readPasswords, takeBackAttempt, type Account } from '#db/queries/accounts.ts'
import { readSite } from '#db/queries/organisation.ts'
import {
  endOwnSession,
  endOwnSessions,
  methodOfSession,
  readSession,
  readSessions,
} from '#db/queries/sessions.ts'
import { readCommonPasswords } from '#db/reference/sign-in-policies.ts'
import { cookieOf } from '#api/cookies.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { providerOf } from '#api/identity-provider.ts'
import { hashPassword, isAmong } from '#api/passwords.ts'
import { sha256 } from '#api/plugins/identity.ts'
import { ownSessionView, siteView } from '#api/present/session.ts'
import { orProblem, problem } from '#api/problem.ts'
import { found, readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'
import { policyOf } from '#api/sign-in-policy.ts'
import { begin, end, proved, settingsOf, tried, viewOf } from '#api/sign-in.ts'

const MINUTE_MS = 60_000
/** Shares of a caller's requests that may be sign-ins, per address and per account: 60 and 10 of 600 a minute. */
const ADDRESS_SHARE = 10
const ACCOUNT_SHARE = 60

export function sessionRoutes(app: FastifyInstance, deps: Dependencies): void {
  const { rateLimitPerMinute } = deps.config.http
  const provider = providerOf(deps.config)
  const perAddress = { max: Math.ceil(rateLimitPerMinute / ADDRESS_SHARE), timeWindow: MINUTE_MS }
  // Behind both stands the lock after failures in a row, which needs no memory of ours.
  const perAccount = app.createRateLimit({
    max: Math.ceil(rateLimitPerMinute / ACCOUNT_SHARE),
    timeWindow: MINUTE_MS,
    keyGenerator: (request) => `login:${loginIn(request.body)}`,
  })

  serve(app, 'GET /api/site', async () => siteView(await readSite(deps.sql), settingsOf(deps)))
  serve(app, 'GET /api/session', async ({ request, principal }) =>
    viewOf(deps, principal(), request.sessionToken),
  )
  serve(app, 'GET /api/people/me', async ({ request, principal }) =>
    viewOf(deps, principal(), request.sessionToken),
  )

  serve(app, { route: 'POST /api/session', rateLimit: perAddress }, async ({ body, request, reply }) => {
    const limit = await perAccount(request)
    if (!limit.isAllowed && limit.isExceeded) throw problem('request.rate-limited')
    const who = await proved(deps, body)
    await end(deps, request)
    return begin(deps, { ...who, method: 'password', request, reply })
  })

  serve(app, 'DELETE /api/session', async ({ request, reply }) => {
    const hash = request.sessionToken === null ? undefined : sha256(request.sessionToken)
    const method = hash === undefined ? undefined : await methodOfSession(deps.sql, hash)
    await end(deps, request)
    forgetCookie(deps, reply)
    // Who came by the provider is still signed in there: whoever sits down next would come in without a word.
    const onward =
      method === 'oidc'
        ? await provider?.leave(new URL('/sign-in', deps.config.http.origin ?? '').href)
        : undefined
    return { done: true as const, providerUrl: onward?.href ?? null }
  })

  serve(
    app,
    { route: 'POST /api/session/password', rateLimit: perAddress },
    async ({ body, request, reply, principal }) => {
      const { method, factor, account } = await changing(deps, principal(), request)
      const passwordHash = await newPassword(deps, account, body)
      const facts = { principal: principal(), key: newId(), account: account.personId }
      orProblem(
        await deps.gate.act(
          { name: 'account.change-password', facts, body: {}, traceId: request.id },
          (seen) => changePassword(seen, { passwordHash }),
        ),
      )
      const changed = found(await accountOf(deps.sql, account.personId))
      return begin(deps, { account: changed, factor, method, request, reply })
    },
  )
  ownSessions(app, deps)
}

/** Where a person is signed in, and how they end that. */
function ownSessions(app: FastifyInstance, deps: Dependencies): void {
  const { idleMinutes, hours, most, onMore } = policyOf(deps.config).session

  serve(app, 'GET /api/sessions', async ({ principal, request }) => {
    return readAs(deps, principal(), async (tx, { actor }) => {
      // A business system has keys, and no session.
      if (request.sessionToken === null) throw problem('access.denied')
      const hash = sha256(request.sessionToken)
      const rows = await readSessions(tx, { personId: actor.personId, hash, idleMinutes })
      return { items: rows.map(ownSessionView), rule: { idleMinutes, hours, most, onMore } }
    })
  })
  serve(app, 'DELETE /api/sessions/:id', async ({ principal, params, traceId }) => {
    const personId = await readAs(deps, principal(), async (_tx, { actor }) => actor.personId)
    if (!(await endOwnSession(deps.sql, { personId, ref: params.id }))) throw problem('not-found')
    deps.accessLog.note({ personId, action: 'session.ended', result: 'ok', traceId })
    return { done: true as const }
  })
  serve(app, 'DELETE /api/sessions', async ({ principal, query, request, reply, traceId }) => {
    const personId = await readAs(deps, principal(), async (_tx, { actor }) => actor.personId)
    const { sessionToken } = request
    const kept = query.of === 'others' && sessionToken !== null ? sha256(sessionToken) : ''
    const ended = await endOwnSessions(deps.sql, { personId, kept })
    deps.accessLog.note({ personId, action: 'session.ended', result: 'ok', detail: String(ended), traceId })
    if (query.of === 'all') forgetCookie(deps, reply)
    return { done: true as const }
  })
}

/** A name that promises TLS is taken back with the same promises. */
function forgetCookie({ config }: Dependencies, reply: FastifyReply): void {
  const { name, options } = cookieOf(config, 'everfile_session')
  reply.clearCookie(name, options)
}

function loginIn(body: unknown): string {
  if (typeof body !== 'object' || body === null || !('login' in body)) return ''
  return String(body.login).trim().toLowerCase()
}

/** Whose password it is, and how they had signed in: the new session is worth what the old one was. */
async function changing(deps: Dependencies, principal: Principal, request: FastifyRequest) {
  const { sessionToken } = request
  if (sessionToken === null) throw problem('access.denied')
  const { value } = orProblem(
    await withActor(deps.sql, principal, async (tx, { actor }) => ({
      personId: actor.personId,
      session: await readSession(tx, sha256(sessionToken)),
    })),
  )
  const account = await accountOf(deps.sql, value.personId)
  if (account === undefined || account.passwordHash === null) throw problem('access.denied')
  return { account, ...found(value.session) }
}

const COMMON = readCommonPasswords()

interface Asked {
  readonly old: string
  readonly new: string
}

/** The hash of a password that the policy takes. @throws ProblemError `auth.failed`, `auth.locked`, `auth.password-weak`, `auth.password-used` */
async function newPassword(deps: Dependencies, account: Account, asked: Asked): Promise<string> {
  const { login, personId } = account
  const policy = policyOf(deps.config)
  await tried(deps, { login, password: asked.old })
  // The old password was right: what follows is no guess at it.
  await takeBackAttempt(deps.sql, personId)
  const fault = passwordFaultOf(policy, { password: asked.new, login, common: COMMON })
  if (fault !== undefined) throw problem('auth.password-weak', { fault })
  const former = await readPasswords(deps.sql, personId, policy.password.history + 1)
  if (await isAmong(former, asked.new)) throw problem('auth.password-used')
  return hashPassword(asked.new)
}
