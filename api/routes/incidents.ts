import type { FastifyInstance } from 'fastify'
import { retryJob } from '#domain/acts/retry-job.ts'
import { readIncidents, subjectOfJob } from '#db/queries/incidents.ts'
import { readNames } from '#db/queries/organisation.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { incidentView } from '#api/present/incidents.ts'
import { orProblem } from '#api/problem.ts'
import { found, readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'

export function incidentRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/incidents', async ({ principal, query }) =>
    readAs(deps, principal(), async (tx, { actor }) => {
      const { items, nextCursor, total } = await readIncidents(tx, query)
      const names = await readNames(
        tx,
        items.map((job) => job.ownerGroup.split('@')[1] ?? null),
      )
      return {
        items: items.map((job) =>
          incidentView({ ...job, startedAt: job.startedAt.toISOString() }, job, { actor, names }),
        ),
        nextCursor,
        total,
      }
    }),
  )

  serve(app, 'POST /api/jobs/:id/retry', async ({ principal, key, params, traceId }) => {
    const subjectId = found(await readAs(deps, principal(), (tx) => subjectOfJob(tx, params.id)))
    const said = { subjectId, jobId: params.id }
    const facts = { principal: principal(), key: key(), subjects: [subjectId] }
    orProblem(
      await deps.gate.act({ name: 'job.retry', facts, body: said, traceId }, (seen) => retryJob(seen, said)),
    )
    return { done: true as const }
  })
}
