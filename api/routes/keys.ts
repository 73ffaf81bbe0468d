import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { mayAct, type Actor } from '#domain/access.ts'
import { idOf } from '#db/ids.ts'
import { insertKey, readKeys, readServices, revokeKey, type KeyRow } from '#db/queries/keys.ts'
import type { KeyView } from '#api/contract/administration.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { sha256 } from '#api/plugins/identity.ts'
import { iso, isoOrNull } from '#api/present/words.ts'
import { problem } from '#api/problem.ts'
import { found, readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'

/** Keys of business systems. Only the security administrator makes and revokes them; a secret is shown once. */
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

  serve(app, 'POST /api/keys', async ({ principal, key, body, traceId }) => {
    const { actor, services } = await readAs(deps, principal(), async (tx, reader) => {
      mustAdminister(reader.actor)
      if (body.expiresOn < reader.today) throw problem('request.invalid', { field: 'expiresOn' })
      return { actor: reader.actor, services: await readServices(tx) }
    })
    if (!services.some((service) => service.id === body.personId))
      throw problem('request.invalid', { field: 'personId' })
    const id = idOf('key', actor.personId, key())
    const secret = randomBytes(32).toString('base64url')
    // Sent again it makes no second key; the secret was shown when it was made, and is known to nobody else.
    if (!(await insertKey(deps.sql, { id, secretHash: sha256(secret), ...body })))
      throw problem('request.key-reused')
    deps.accessLog.note({
      personId: actor.personId,
      action: 'key.created',
      result: 'ok',
      subjectId: id,
      traceId,
    })
    const created = found((await readKeys(deps.sql)).find((row) => row.id === id))
    return { key: keyView(created), secret: `evk_${id}.${secret}` }
  })

  serve(app, 'DELETE /api/keys/:id', async ({ principal, params, traceId }) => {
    const personId = await readAs(deps, principal(), async (_tx, { actor }) => {
      mustAdminister(actor)
      return actor.personId
    })
    if (!(await revokeKey(deps.sql, params.id))) throw problem('not-found')
    deps.accessLog.note({ personId, action: 'key.revoked', result: 'ok', subjectId: params.id, traceId })
    return { done: true as const }
  })
}

function mustAdminister(actor: Actor): void {
  if (!mayAct(actor, 'key.manage')) throw problem('access.denied', { role: 'security-admin' })
}

function keyView({
  id,
  name,
  personId,
  zh,
  en,
  createdAt,
  expiresAt,
  lastUsedAt,
  revokedAt,
}: KeyRow): KeyView {
  return {
    id,
    name,
    person: { id: personId, name: { zh, en } },
    createdAt: iso(createdAt),
    expiresAt: iso(expiresAt),
    lastUsedAt: isoOrNull(lastUsedAt),
    revokedAt: isoOrNull(revokedAt),
  }
}
