import type { FastifyInstance } from 'fastify'
import { originOf } from '#domain/checkpoint.ts'
import { readCheckpoints, readLatestCheckpoint } from '#db/queries/checkpoints.ts'
import { readSite } from '#db/queries/organisation.ts'
import { fingerprintOf, publicKeyPem, signingKeyOf } from '#db/signing.ts'
import { readAsAuditor } from '#api/auditing.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { checkpointView } from '#api/present/audit.ts'
import { problem } from '#api/problem.ts'
import { serve } from '#api/route.ts'

/** The signed heads of the log, and the key by which anybody can check them. */
export function checkpointRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/audit/checkpoints', async ({ principal, query }) =>
    readAsAuditor(deps, principal(), async (tx) => {
      const { items, nextCursor, total } = await readCheckpoints(tx, query)
      return { items: items.map(checkpointView), nextCursor, total }
    }),
  )
  serve(app, 'GET /api/signing-key', async () => {
    const publicKey = await sitePublicKey(deps)
    if (publicKey === undefined) throw problem('site.no-signing-key')
    const { id } = await readSite(deps.sql)
    return {
      name: originOf(id),
      algorithm: 'Ed25519' as const,
      pem: publicKeyPem(publicKey),
      fingerprint: fingerprintOf(publicKey),
    }
  })
}

/** The key that signs today, or the one that signed last where this process was given none. */
async function sitePublicKey({ config, sql }: Dependencies): Promise<Uint8Array | undefined> {
  if (config.signingKey !== null) return signingKeyOf(config.signingKey).publicKey
  return (await readLatestCheckpoint(sql))?.publicKey
}
