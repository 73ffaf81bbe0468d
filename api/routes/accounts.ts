import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { mayAct } from '#domain/access.ts'
import type { ActFacts, Decision } from '#domain/acts/act.ts'
import {
  endSessions,
  giveFirstPassword,
  linkIdentity,
  resetFactors,
  unlinkIdentity,
  unlockAccount,
} from '#domain/acts/accounts.ts'
import { refuse } from '#domain/refusal.ts'
import type { FactsRequest, Principal } from '#db/gate/facts.ts'
import { readAccounts, type AdministeredAccountRow } from '#db/queries/administered-accounts.ts'
import type { AccountView } from '#api/contract/accounts.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { hashPassword } from '#api/passwords.ts'
import { iso, isoOrNull } from '#api/present/words.ts'
import { orProblem, problem } from '#api/problem.ts'
import { readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'

/** 18 bytes: far beyond guessing, short enough to be typed once. */
const FIRST_PASSWORD_BYTES = 18

const DONE = { done: true as const }

/** Accounts of people, for the security administrator alone: what is done to one stands in that person's history. */
export function accountRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/accounts', async ({ principal }) =>
    readAs(deps, principal(), async (tx, { actor }) => {
      if (!mayAct(actor, 'account.manage')) throw problem('access.denied', { role: 'security-admin' })
      const rows = await readAccounts(tx)
      return {
        items: rows.map((row) => accountView(row, actor.personId)),
        issuer: deps.config.oidc?.issuer ?? null,
      }
    }),
  )
  const act = actOn(deps)
  serve(app, 'POST /api/accounts/:id/unlock', async (call) => {
    await act(call, 'account.unlock', (facts) => unlockAccount(facts, call.body))
    return DONE
  })
  serve(app, 'POST /api/accounts/:id/sessions-end', async (call) => {
    await act(call, 'account.end-sessions', (facts) => endSessions(facts, call.body))
    return DONE
  })
  serve(app, 'POST /api/accounts/:id/factor-reset', async (call) => {
    await act(call, 'account.reset-factors', (facts) => resetFactors(facts, call.body))
    return DONE
  })
  serve(app, 'POST /api/accounts/:id/identities', async (call) => {
    const { oidc } = deps.config
    const identity = { issuer: oidc?.issuer ?? '', subject: call.body.subject }
    await act({ ...call, identity }, 'account.link-identity', (facts) =>
      oidc === null ? refuse('oidc.off') : linkIdentity(facts, identity),
    )
    return DONE
  })
  serve(app, 'POST /api/accounts/:id/identities/:identityId/end', async (call) => {
    const { identityId } = call.params
    const { reason } = call.body
    const said = { ...call, body: { identityId, reason } }
    await act(said, 'account.unlink-identity', (facts) => unlinkIdentity(facts, { identityId, reason }))
    return DONE
  })
  serve(app, 'POST /api/accounts/:id/first-password', async (call) => {
    // Who may not administer learns it before a hash is made for them.
    await readAs(deps, call.principal(), async (_tx, { actor }) => {
      if (!mayAct(actor, 'account.manage')) throw problem('access.denied', { role: 'security-admin' })
    })
    const password = randomBytes(FIRST_PASSWORD_BYTES).toString('base64url')
    const passwordHash = await hashPassword(password)
    const { replayed } = await act({ ...call, body: {} }, 'account.first-password', (facts) =>
      giveFirstPassword(facts, { passwordHash }),
    )
    // It was shown when it was made, and is known to nobody else.
    if (replayed) throw problem('request.key-reused')
    return { password }
  })
}

interface AccountCall {
  readonly principal: () => Principal
  readonly key: () => string
  readonly params: { readonly id: string }
  readonly body: unknown
  readonly traceId: string
  readonly identity?: NonNullable<FactsRequest['identity']>
}

/** One act on somebody's account through the gate. */
function actOn(deps: Dependencies) {
  return async (
    { principal, key, params, body, traceId, identity }: AccountCall,
    name: string,
    decide: (facts: ActFacts) => Decision,
  ) => {
    const facts = {
      principal: principal(),
      key: key(),
      account: params.id,
      ...(identity === undefined ? {} : { identity }),
    }
    const said = { name, accountId: params.id, body }
    const { replayed } = orProblem(await deps.gate.act({ name, facts, body: said, traceId }, decide))
    return { replayed }
  }
}

function accountView(row: AdministeredAccountRow, readerId: string): AccountView {
  const { id, zh, en, login, state, roles, lockedUntil, mustChange, lastSeenAt } = row
  return {
    id,
    name: { zh, en },
    login,
    state,
    roles: [...roles],
    lockedUntil: isoOrNull(lockedUntil),
    mustChangePassword: mustChange,
    hasTotp: row.hasTotp,
    securityKeys: row.securityKeys,
    sessions: row.sessions,
    lastSeenAt: lastSeenAt === null ? null : iso(lastSeenAt),
    identities: [...row.identities],
    isOwn: id === readerId,
  }
}
