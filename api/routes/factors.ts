import type { FastifyInstance, FastifyRequest } from 'fastify'
import { addTotp } from '#domain/acts/accounts.ts'
import { newId } from '#db/ids.ts'
import { accountOf } from '#db/queries/accounts.ts'
import { readSession } from '#db/queries/sessions.ts'
import type { Principal } from '#db/gate/facts.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { offerFactor, provedSeed } from '#api/factor.ts'
import { sha256 } from '#api/plugins/identity.ts'
import { orProblem, problem } from '#api/problem.ts'
import { found, readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'
import { begin, end, type Beginning } from '#api/sign-in.ts'

/** Second factors that a person sets up for themselves. */
export function factorRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'POST /api/factor/enrolment', async ({ request, principal }) =>
    offerFactor(deps, await enrolling(deps, principal(), request)),
  )
  serve(app, 'POST /api/factor/confirmation', async ({ request, reply, principal, body }) => {
    const { personId, sessionHash, method } = await enrolling(deps, principal(), request)
    const proof = await provedSeed(deps.config, { sessionHash, code: body.code })
    const facts = { principal: principal(), key: newId(), account: personId }
    orProblem(
      await deps.gate.act({ name: 'account.add-totp', facts, body: {}, traceId: request.id }, (seen) =>
        addTotp(seen, proof),
      ),
    )
    return renewed(deps, { personId, method, request, reply, factor: 'totp' })
  })
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
    const { method } = found(await readSession(tx, sessionHash))
    return { personId: actor.personId, sessionHash, method }
  })
}
