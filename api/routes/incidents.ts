import type { FastifyInstance } from 'fastify'
import { retryJob, retryJobUnseen } from '#domain/acts/retry-job.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { readIncidents, readStoppedJobs, subjectOfJob, subjectOfStoppedJob } from '#db/queries/incidents.ts'
import { readNames } from '#db/queries/organisation.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { incidentView, stoppedJobView } from '#api/present/incidents.ts'
import { orProblem, problem } from '#api/problem.ts'
import { readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'

export function incidentRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/incidents', async ({ principal, query }) =>
    readAs(deps, principal(), async (tx, { actor }) => {
      const { items, nextCursor, total } = await readIncidents(tx, query)
      const names = await readNames(tx, items.map(unitOfOwner))
      return {
        items: items.map((job) =>
          incidentView({ ...job, startedAt: job.startedAt.toISOString() }, job, { actor, names }),
        ),
        nextCursor,
        total,
      }
    }),
  )

  serve(app, 'GET /api/stopped-jobs', async ({ principal, query }) =>
    readAs(deps, principal(), async (tx, { actor }) => {
      const { items, nextCursor, total } = await readStoppedJobs(tx, query)
      const names = await readNames(tx, items.map(unitOfOwner))
      return { items: items.map((job) => stoppedJobView(job, { actor, names })), nextCursor, total }
    }),
  )

  serve(app, 'POST /api/jobs/:id/retry', async ({ principal, key, params, traceId }) => {
    const jobId = params.id
    const found = await readAs(deps, principal(), async (tx, { actor }) => ({
      askedBy: actor.personId,
      seen: await subjectOfJob(tx, jobId),
      unseen: await subjectOfStoppedJob(tx, jobId),
    }))
    const name = 'job.retry'
    if (found.seen !== undefined) {
      const said = { subjectId: found.seen, jobId }
      const facts = { principal: principal(), key: key(), subjects: [found.seen] }
      orProblem(await deps.gate.act({ name, facts, body: said, traceId }, (seen) => retryJob(seen, said)))
      return { done: true as const }
    }
    if (found.unseen === undefined) throw problem('not-found')
    const said = { subjectId: found.unseen, jobId, askedBy: found.askedBy }
    const facts = {
      principal: { kind: 'person', id: ENGINE_ID },
      key: `retry/${found.askedBy}/${key()}`,
      subjects: [found.unseen],
      people: [found.askedBy],
    } as const
    orProblem(await deps.gate.act({ name, facts, body: said, traceId }, (seen) => retryJobUnseen(seen, said)))
    return { done: true as const }
  })
}

function unitOfOwner({ ownerGroup }: { readonly ownerGroup: string }): string | null {
  return ownerGroup.split('@')[1] ?? null
}
