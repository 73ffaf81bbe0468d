import type { FastifyInstance } from 'fastify'
import { isMigrated } from '#db/queries/health.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { problem } from '#api/problem.ts'

/** For whoever starts and watches processes: alive, and able to answer. Neither asks the engine. */
export function probeRoutes(app: FastifyInstance, { sql, version }: Dependencies): void {
  app.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'alive', version }))
  app.get('/readyz', { schema: { hide: true } }, async () => {
    if (!(await isMigrated(sql)))
      throw problem('service.unavailable', { reason: 'the database is not migrated' })
    return { status: 'ready', version }
  })
}
