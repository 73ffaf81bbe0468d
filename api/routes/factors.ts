import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ActFacts, Decision } from '#domain/acts/act.ts'
import { addAuthenticator, addTotp, removeAuthenticator } from '#domain/acts/accounts.ts'
import { newId } from '#db/ids.ts'
import { accountOf } from '#db/queries/accounts.ts'
import { readAuthenticators } from '#db/queries/authenticators.ts'
import { readSession } from '#db/queries/sessions.ts'
import type { Principal } from '#db/gate/facts.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { offerFactor, provedSeed, spendCode } from '#api/factor.ts'
import { sha256 } from '#api/plugins/identity.ts'
import { iso, isoOrNull } from '#api/present/words.ts'
import { orProblem, problem } from '#api/problem.ts'
import { found, readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'
import { askKey, offerKey, placeOf, provedKey, spendAssertion } from '#api/security-keys.ts'
import { begin, end, provedFactor, type Beginning } from '#api/sign-in.ts'

/** Second factors that a person sets up for themselves. */
export function factorRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'POST /api/factor/enrolment', async ({ request, principal }) =>
    offerFactor(deps.config, await changing(deps, { principal: principal(), request }, 'totp')),
  )
  serve(app, 'POST /api/factor/confirmation', async ({ request, reply, principal, body }) => {
    const own = { principal: principal(), request }
    const { personId, sessionHash, method } = await changing(deps, own, 'totp')
    const proof = await provedSeed(deps.config, { sessionHash, code: body.code })
    const facts = { principal: principal(), key: newId(), account: personId }
    orProblem(
      await deps.gate.act({ name: 'account.add-totp', facts, body: {}, traceId: request.id }, (seen) =>
        addTotp(seen, proof),
      ),
    )
    return renewed(deps, { personId, method, request, reply, factor: 'totp' })
  })
  serve(app, 'POST /api/session/factor/options', async ({ request, principal }) => {
    const { personId, sessionHash: binding } = await enrolling(deps, principal(), request)
    const place = placeOf(deps, request)
    return { options: { ...(await askKey(deps, { personId, kind: 'sign-in', binding, place })) } }
  })
  serve(app, 'POST /api/session/factor', async ({ request, reply, principal, body }) => {
    const { personId, sessionHash: binding, method } = await enrolling(deps, principal(), request)
    const account = found(await accountOf(deps.sql, personId))
    // Who has no authenticator guesses nothing.
    if (body.code !== undefined && account.totpSecret === null)
      throw problem('factor.required', { enrolled: false })
    const factor = await provedFactor(deps, account, async () => {
      const { code, assertion } = body
      if (code !== undefined) {
        await spendCode(deps, { personId, code })
        return 'totp' as const
      }
      if (assertion === undefined) throw problem('factor.required')
      const place = placeOf(deps, request)
      await spendAssertion(deps, { personId, kind: 'sign-in', binding, place, response: assertion })
      return 'webauthn' as const
    })
    return renewed(deps, { personId, method, request, reply, factor })
  })
  securityKeys(app, deps)
}

/** A person's security keys. */
function securityKeys(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/authenticators', async ({ principal, request }) => {
    const { personId } = await enrolling(deps, principal(), request)
    const rows = await readAuthenticators(deps.sql, personId)
    return {
      items: rows.map(({ id, name, addedAt, lastUsedAt }) => ({
        id,
        name,
        addedAt: iso(addedAt),
        lastUsedAt: isoOrNull(lastUsedAt),
      })),
    }
  })
  serve(app, 'POST /api/authenticators/options', async ({ principal, request }) => {
    const own = { principal: principal(), request }
    const { personId, sessionHash: binding, name, login } = await changing(deps, own, 'webauthn')
    const place = placeOf(deps, request)
    return { options: { ...(await offerKey(deps, { personId, binding, login, name, place })) } }
  })
  serve(app, 'POST /api/authenticators', async ({ principal, request, reply, body }) => {
    const own = { principal: principal(), request }
    const { personId, sessionHash: binding, method } = await changing(deps, own, 'webauthn')
    const place = placeOf(deps, request)
    const key = await provedKey(deps, { personId, binding, place, ...body })
    const act = { principal: principal(), key: newId(), personId, request, name: 'account.add-key' }
    await actOnOwn(deps, act, (facts) => addAuthenticator(facts, key))
    return renewed(deps, { personId, method, request, reply, factor: 'webauthn' })
  })
  serve(app, 'DELETE /api/authenticators/:id', async ({ principal, key, request, params }) => {
    const { personId } = await changing(deps, { principal: principal(), request }, 'webauthn')
    const act = { principal: principal(), key: key(), personId, request, name: 'account.remove-key' }
    await actOnOwn(deps, act, (facts) => removeAuthenticator(facts, params))
    return { done: true as const }
  })
}

interface OwnAct {
  readonly principal: Principal
  readonly key: string
  readonly personId: string
  readonly request: FastifyRequest
  readonly name: string
}

async function actOnOwn(
  deps: Dependencies,
  { principal, key, personId, request, name }: OwnAct,
  decide: (facts: ActFacts) => Decision,
): Promise<void> {
  const facts = { principal, key, account: personId }
  orProblem(await deps.gate.act({ name, facts, body: {}, traceId: request.id }, decide))
}

interface Renewing extends Pick<Beginning, 'method' | 'factor' | 'request' | 'reply'> {
  readonly personId: string
}

/** Whoever proved a second factor has a session that says so: with a new id, as after every rise of rights. */
export async function renewed(deps: Dependencies, { personId, ...signedIn }: Renewing) {
  const account = found(await accountOf(deps.sql, personId))
  await end(deps, signedIn.request)
  return begin(deps, { account, ...signedIn })
}

/** A second factor belongs to a person at a screen, never to a business system. */
export async function enrolling(deps: Dependencies, principal: Principal, request: FastifyRequest) {
  const { sessionToken } = request
  if (sessionToken === null) throw problem('access.denied')
  const sessionHash = sha256(sessionToken)
  return readAs(deps, principal, async (tx, { actor }) => {
    const { method, factor } = found(await readSession(tx, sessionHash))
    return { personId: actor.personId, name: actor.name, sessionHash, method, factor }
  })
}

interface OwnCall {
  readonly principal: Principal
  readonly request: FastifyRequest
}

/**
 * Who has a factor proves it in this session before their factors change: a session that was stolen adds none and takes none away.
 * @throws ProblemError `factor.required`; `factor.exists` where six digits are set up already
 */
async function changing(deps: Dependencies, { principal, request }: OwnCall, kind: 'totp' | 'webauthn') {
  const own = await enrolling(deps, principal, request)
  const { login, totpSecret, authenticators } = found(await accountOf(deps.sql, own.personId))
  if (kind === 'totp' && totpSecret !== null) throw problem('factor.exists', { ask: 'security-admin' })
  if (own.factor === null && (totpSecret !== null || authenticators > 0)) throw problem('factor.required')
  return { ...own, login }
}
