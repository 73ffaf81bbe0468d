import type { FastifyInstance } from 'fastify'
import { decideQuarantine } from '#domain/acts/quarantine.ts'
import { decidesMarks } from '#domain/mark-work.ts'
import { readWorkingCalendar } from '#db/queries/filings.ts'
import { readFoundMarks, readQuarantined } from '#db/queries/quarantine.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { markWorkItem, quarantinedView } from '#api/present/quarantine.ts'
import { orProblem, problem } from '#api/problem.ts'
import { readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'

/** Marks of state secrets that were found in content: the security administrator's list, and their decision. */
export function quarantineRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/quarantine', async ({ principal, query }) =>
    readAs(deps, principal(), async (tx, { actor }) => {
      if (!decidesMarks(actor)) throw problem('access.denied', { act: 'secret.decide' })
      const { items, nextCursor } = await readQuarantined(tx, query)
      return {
        items: items.map(quarantinedView),
        nextCursor,
      }
    }),
  )
  serve(app, 'GET /api/quarantine-work', async ({ principal }) =>
    readAs(deps, principal(), async (tx, { actor, today }) => {
      if (!decidesMarks(actor)) return { items: [], isCapped: false }
      const { items, isCapped } = await readFoundMarks(tx)
      const calendar = await readWorkingCalendar(tx)
      return { items: items.map((row) => markWorkItem(row, { calendar, today })), isCapped }
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
