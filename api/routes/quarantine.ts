import type { FastifyInstance } from 'fastify'
import { mayAct } from '#domain/access.ts'
import { decideQuarantine } from '#domain/acts/quarantine.ts'
import { readQuarantined } from '#db/queries/quarantine.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { orProblem, problem } from '#api/problem.ts'
import { readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'

/** Marks of state secrets that were found in content: the security administrator's list, and their decision. */
export function quarantineRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/quarantine', async ({ principal, query }) =>
    readAs(deps, principal(), async (tx, { actor }) => {
      if (!mayAct(actor, 'secret.decide')) throw problem('access.denied', { act: 'secret.decide' })
      const { items, nextCursor } = await readQuarantined(tx, query)
      return {
        items: items.map(({ id, code, classCode, unitZh, unitEn, quarantine }) => ({
          id,
          archivalCode: code,
          classCode,
          unitName: { zh: unitZh, en: unitEn },
          quarantine,
        })),
        nextCursor,
      }
    }),
  )
  serve(app, 'POST /api/quarantine/:id/decision', async ({ principal, key, params, body, traceId }) => {
    const said = { recordId: params.id, ...body }
    const facts = {
      principal: principal(),
      key: key(),
      subjects: [params.id],
      want: { objects: true } as const,
    }
    const act = await deps.gate.act({ name: 'secret.decide', facts, body: said, traceId }, (seen) =>
      decideQuarantine(seen, said),
    )
    orProblem(act)
    return { done: true as const }
  })
}
