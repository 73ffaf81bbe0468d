import type { FastifyReply, FastifyRequest } from 'fastify'
import { lockAccount } from '#domain/acts/accounts.ts'
import { lockMinutesOf, needsFactor, sessionsToEnd } from '#domain/sign-in-policy.ts'
import type { FactorKind, SignInMethod } from '#domain/vocabulary.ts'
import { withActor } from '#db/actor.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import type { Principal } from '#db/gate/facts.ts'
import { newId } from '#db/ids.ts'
import {
  countAttempt,
  forgiveFailures,
  readMyself,
  readPosts,
  takeBackAttempt,
  type Account,
} from '#db/queries/accounts.ts'
import { readSite } from '#db/queries/organisation.ts'
import { closeSession, openSession } from '#db/queries/sessions.ts'
import type { SessionView } from './contract/session.ts'
import { cookieOf } from './cookies.ts'
import type { Dependencies } from './dependencies.ts'
import { spendCode } from './factor.ts'
import { isPassword } from './passwords.ts'
import { newToken, pendingIn, sha256, type Pending } from './plugins/identity.ts'
import { csrfTokenOf } from './plugins/origin.ts'
import { sessionView } from './present/session.ts'
import { orProblem, problem } from './problem.ts'
import { policyOf } from './sign-in-policy.ts'
import { countStranger } from './strangers.ts'

export interface Given {
  readonly login: string
  readonly password: string
  readonly code?: string | undefined
}

export interface Proved {
  readonly account: Account
  readonly factor: FactorKind | null
}

/**
 * Who signs in by password, and with which second factor. A try is counted before it is looked at; the last one that is allowed
 * locks the account.
 * @throws ProblemError `auth.failed`, `auth.locked`, `factor.wrong`, `factor.replayed`
 */
export async function proved(deps: Dependencies, given: Given): Promise<Proved> {
  const account = await tried(deps, given)
  const { personId } = account
  const { code } = given
  if (code !== undefined) await orLocked(deps, account, () => spendCode(deps, { personId, code }))
  const factor = code === undefined ? null : ('totp' as const)
  // What is still missing is asked for next; until it came, failures with it count on.
  if (pendingFor(deps, { account, factor, method: 'password' }) === 'prove-factor')
    await takeBackAttempt(deps.sql, personId)
  else if (!(await forgiveFailures(deps.sql, personId))) throw await lock(deps, personId)
  return { account, factor }
}

/**
 * A second factor of a person who is known already. Every wrong one counts as a failure to sign in does, and the last that is
 * allowed locks the account.
 * @throws ProblemError `auth.locked` and what `prove` throws
 */
export async function provedFactor<T>(
  deps: Dependencies,
  account: Account,
  prove: () => Promise<T>,
): Promise<T> {
  const attempt = await countAttempt(deps.sql, account.login, policyOf(deps.config).lock.failures)
  if (attempt.kind === 'locked') throw problem('auth.locked', { until: attempt.until })
  if (attempt.kind !== 'counted') throw problem('auth.locked')
  const done = await orLocked(deps, attempt.account, prove)
  if (!(await forgiveFailures(deps.sql, account.personId))) throw await lock(deps, account.personId)
  return done
}

/** The gate itself knows whether the failures are as many as lock an account. */
async function orLocked<T>(deps: Dependencies, { personId }: Account, prove: () => Promise<T>): Promise<T> {
  try {
    return await prove()
  } catch (error) {
    await lock(deps, personId)
    throw error
  }
}

/** Tries side by side, as a multiple of those that are allowed in a row. */
const MOST_AT_ONCE = 3

/** The account whose password this is; every wrong try counts. @throws ProblemError `auth.failed`, `auth.locked` */
export async function tried(
  deps: Dependencies,
  { login, password }: Pick<Given, 'login' | 'password'>,
): Promise<Account> {
  const policy = policyOf(deps.config)
  const attempt = await countAttempt(deps.sql, login, policy.lock.failures)
  if (attempt.kind === 'locked') throw problem('auth.locked', { until: attempt.until })
  if (attempt.kind === 'exhausted') {
    // So many cannot all be at once: whoever should have locked it did not come back.
    if (attempt.failures > MOST_AT_ONCE * policy.lock.failures)
      throw await lock(deps, attempt.account.personId)
    throw problem('auth.locked', { minutes: lockMinutesOf(policy, attempt.account.lockouts) })
  }
  const until = attempt.kind === 'unknown' ? countStranger(login, policy) : undefined
  if (until !== undefined) throw problem('auth.locked', { until })
  const account = attempt.kind === 'counted' ? attempt.account : undefined
  const isRight = await isPassword(account?.passwordHash ?? null, password)
  if (account !== undefined && isRight) return account
  if (attempt.kind === 'counted' && attempt.isLast) await lock(deps, attempt.account.personId)
  throw problem('auth.failed')
}

/** Locks the account by an act of the product itself, and answers what its owner is told. */
async function lock(deps: Dependencies, personId: string) {
  const policy = policyOf(deps.config)
  const act = await deps.gate.act(
    {
      name: 'account.lock',
      facts: { principal: { kind: 'person', id: ENGINE_ID }, key: newId(), account: personId },
      body: { personId },
    },
    (facts) => lockAccount(facts, policy),
  )
  if (act.kind === 'refused') return problem(act.code, act.detail)
  return problem('auth.locked', { until: act.answer['until'] })
}

function hasFactor({ totpSecret, authenticators }: Account): boolean {
  return totpSecret !== null || authenticators > 0
}

/** What the person must do before anything else opens to them; null: nothing. */
export function pendingFor(
  deps: Dependencies,
  { account, factor, method }: Pick<Beginning, 'account' | 'factor' | 'method'>,
): Pending | null {
  const policy = policyOf(deps.config)
  const { oldestDays } = policy.password
  const isOld = account.passwordHash !== null && oldestDays !== null && account.passwordDays >= oldestDays
  // Who came by the provider needs no password of ours.
  if (method === 'password' && (account.mustChange || isOld)) return 'change-password'
  if (factor !== null || !needsFactor(policy, account.roles)) return null
  return hasFactor(account) ? 'prove-factor' : 'enrol-factor'
}

export interface Beginning extends Proved {
  readonly method: SignInMethod
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** A new session with a new id; only the digest of its token is stored. @throws ProblemError `auth.too-many-sessions` */
export async function begin(deps: Dependencies, beginning: Beginning): Promise<SessionView> {
  const token = await beginSession(deps, beginning)
  return viewOf(deps, principalFor(deps, token), token)
}

/** The same without asking what the session may do: for who is sent on to a page. */
export async function beginSession(deps: Dependencies, beginning: Beginning): Promise<string> {
  const { account, factor, method, request, reply } = beginning
  const { personId } = account
  const policy = policyOf(deps.config)
  const { hours, idleMinutes } = policy.session
  const token = newToken(pendingFor(deps, beginning))
  const userAgent = request.headers['user-agent']?.slice(0, 200) ?? null
  const ended = await openSession(
    deps.sql,
    { hash: sha256(token), personId, hours, userAgent, method, factor },
    { idleMinutes, rule: (open) => sessionsToEnd(policy, open) },
  )
  if (ended === undefined) throw problem('auth.too-many-sessions', { most: policy.session.most })
  const { name, options } = cookieOf(deps.config, 'everfile_session')
  reply.setCookie(name, token, { ...options, maxAge: hours * 3600 })
  const note = (action: string, detail: string) =>
    deps.accessLog.note({ personId, action, result: 'ok', detail, traceId: request.id })
  if (ended > 0) note('session.displaced', String(ended))
  note('session.opened', factor === null ? method : `${method}+${factor}`)
  return token
}

export function principalFor({ config }: Pick<Dependencies, 'config'>, token: string): Principal {
  return { kind: 'session', hash: sha256(token), idleMinutes: policyOf(config).session.idleMinutes }
}

/** What the page of signing in is told of this site. */
export function settingsOf({ version, config }: Pick<Dependencies, 'version' | 'config'>) {
  const { oidc, http } = config
  return { version, provider: oidc === null || http.origin === null ? null : oidc.name }
}

export async function end(deps: Dependencies, request: FastifyRequest): Promise<void> {
  if (request.sessionToken !== null) await closeSession(deps.sql, sha256(request.sessionToken))
}

export async function viewOf(
  deps: Dependencies,
  principal: Principal,
  token: string | null,
): Promise<SessionView> {
  const seen = await withActor(deps.sql, principal, async (tx, { actor }) => {
    const [myself, posts, site] = await Promise.all([
      readMyself(tx, actor.personId),
      readPosts(tx, actor.personId),
      readSite(tx),
    ])
    return { actor, myself, posts, site }
  })
  const csrfToken = token === null ? '' : csrfTokenOf(token, deps.config)
  return sessionView(orProblem(seen).value, { csrfToken, ...settingsOf(deps), pending: pendingIn(token) })
}
