import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { mayAct, type Actor } from '#domain/access.ts'
import type { ActFacts, Decision } from '#domain/acts/act.ts'
import { createKey, revokeKey, rotateKey } from '#domain/acts/keys.ts'
import type { Principal } from '#db/gate/facts.ts'
import { idOf } from '#db/ids.ts'
import { readKeys, readServices, type KeyRow } from '#db/queries/keys.ts'
import type { KeyView } from '#api/contract/administration.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { sha256 } from '#api/plugins/identity.ts'
import { iso, isoOrNull } from '#api/present/words.ts'
import { orProblem, problem } from '#api/problem.ts'
import { found, readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'

/** Keys of business systems. Only the security administrator makes, renews and revokes them; a secret is shown once. */
export function keyRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/keys', async ({ principal }) =>
    readAs(deps, principal(), async (tx, { actor }) => {
      mustAdminister(actor)
      const [keys, services] = await Promise.all([readKeys(tx), readServices(tx)])
      return {
        items: keys.map(keyView),
        services: services.map(({ id, zh, en }) => ({ id, name: { zh, en } })),
      }
    }),
  )

  serve(app, 'POST /api/keys', async (call) => {
    const { body } = call
    const actorId = await administratorOf(deps, call.principal())
    const made = newSecret(actorId, call.key())
    const { personId } = body
    await act(deps, { ...call, name: 'key.create', personId, said: body }, (facts) =>
      createKey(facts, { ...body, ...made }),
    )
    return shown(deps, made)
  })

  serve(app, 'POST /api/keys/:id/rotation', async (call) => {
    const { body, params } = call
    const { actorId, personId } = await keyFor(deps, call.principal(), params.id)
    const made = newSecret(actorId, call.key())
    const said = { keyId: params.id, ...body }
    await act(deps, { ...call, name: 'key.rotate', personId, said }, (facts) =>
      rotateKey(facts, { ...said, ...made }),
    )
    return shown(deps, made)
  })

  serve(app, 'DELETE /api/keys/:id', async (call) => {
    const { personId } = await keyFor(deps, call.principal(), call.params.id)
    const said = { keyId: call.params.id }
    await act(deps, { ...call, name: 'key.revoke', personId, said }, (facts) => revokeKey(facts, said))
    return { done: true as const }
  })
}

async function administratorOf(deps: Dependencies, principal: Principal): Promise<string> {
  return readAs(deps, principal, async (_tx, { actor }) => {
    mustAdminister(actor)
    return actor.personId
  })
}

/** Whose key it is: on that service's history stands what becomes of it. */
async function keyFor(deps: Dependencies, principal: Principal, keyId: string) {
  const actorId = await administratorOf(deps, principal)
  const { personId } = found((await readKeys(deps.sql)).find(({ id }) => id === keyId))
  return { actorId, personId }
}

interface NewSecret {
  readonly id: string
  readonly secret: string
  readonly secretHash: string
}

/** One key for one idempotency key. */
function newSecret(actorId: string, key: string): NewSecret {
  const secret = randomBytes(32).toString('base64url')
  return { id: idOf('key', actorId, key), secret, secretHash: sha256(secret) }
}

interface KeyAct {
  readonly name: string
  readonly principal: () => Principal
  readonly key: () => string
  readonly personId: string
  readonly said: object
  readonly traceId: string
}

async function act(
  { gate }: Dependencies,
  { name, principal, key, personId, said, traceId }: KeyAct,
  decide: (facts: ActFacts) => Decision,
): Promise<void> {
  const facts = { principal: principal(), key: key(), account: personId }
  const { replayed } = orProblem(await gate.act({ name, facts, body: { name, ...said }, traceId }, decide))
  // Sent again it makes no second key; the secret was shown when it was made, and is known to nobody else.
  if (replayed && name !== 'key.revoke') throw problem('request.key-reused')
}

async function shown({ sql }: Dependencies, { id, secret }: NewSecret) {
  const created = found((await readKeys(sql)).find((row) => row.id === id))
  return { key: keyView(created), secret: `evk_${id}.${secret}` }
}

function mustAdminister(actor: Actor): void {
  if (!mayAct(actor, 'key.manage')) throw problem('access.denied', { role: 'security-admin' })
}

function keyView(key: KeyRow): KeyView {
  const { id, name, personId, zh, en, replacesId } = key
  return {
    id,
    name,
    person: { id: personId, name: { zh, en } },
    createdAt: iso(key.createdAt),
    expiresAt: iso(key.expiresAt),
    lastUsedAt: isoOrNull(key.lastUsedAt),
    revokedAt: isoOrNull(key.revokedAt),
    replacesId,
  }
}
