import type { FastifyInstance } from 'fastify'
import { readStubSequence } from '#db/queries/secret-stubs.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { problem } from '#api/problem.ts'
import { readAs } from '#api/reading.ts'

/** Ways by which content or words come to a record. */
const GIVING = /^\/api\/(records\/:id\/(objects|metadata|contents|pages|items)|comments\/:id)$/

/**
 * Content offered to the stub of a classified file is refused with the way out, to whoever may know of the stub; everybody else hears
 * what they would of a missing record.
 */
export function refuseStubContent(app: FastifyInstance, deps: Dependencies): void {
  app.addHook('preHandler', async ({ method, routeOptions, principal, params }) => {
    if (method !== 'POST' || principal === null || !GIVING.test(routeOptions.url ?? '')) return
    const id = typeof params === 'object' && params !== null && 'id' in params ? params.id : undefined
    if (typeof id !== 'string') return
    const stub = await readAs(deps, principal, async (tx) => readStubSequence(tx, id))
    if (stub !== undefined) throw problem('stub.no-content')
  })
}
