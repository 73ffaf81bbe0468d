import type { FastifyInstance } from 'fastify'
import { orderRedating, steerRedating } from '#domain/acts/redate.ts'
import { maskIdentityNumbers } from '#domain/identity-number.ts'
import { readRedated, readRedatings } from '#db/queries/bulk.ts'
import { textIn } from '#api/answer.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { orProblem } from '#api/problem.ts'
import { found, readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'

/** Work that moves the records of former versions to one in force. */
export function redatingRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/schedules/:id/redating/:jobId/records', async ({ principal, params, query }) =>
    readAs(deps, principal(), async (tx) => {
      const jobs = await readRedatings(tx, params.id)
      const { id: jobId } = found(jobs.find(({ id }) => id === params.jobId))
      const page = await readRedated(tx, { ...query, jobId })
      return { ...page, items: page.items.map((row) => ({ ...row, title: maskIdentityNumbers(row.title) })) }
    }),
  )
  serve(app, 'POST /api/schedules/:id/redating', async ({ principal, key, params, traceId }) => {
    const { id } = params
    const facts = { principal: principal(), key: key(), subjects: [id] }
    const act = await deps.gate.act({ name: 'schedule.redate', facts, body: { id }, traceId }, (seen) =>
      orderRedating(seen, { id }),
    )
    return { jobId: textIn(orProblem(act).answer, 'jobId') }
  })
  serve(app, 'POST /api/schedules/:id/redating/:jobId/state', async (call) => {
    const { id, jobId } = call.params
    const facts = { principal: call.principal(), key: call.key(), subjects: [id] }
    const body = { id, jobId, ...call.body }
    const name = 'schedule.steer-redating'
    orProblem(
      await deps.gate.act({ name, facts, body, traceId: call.traceId }, (seen) => steerRedating(seen, body)),
    )
    return { jobId }
  })
}
