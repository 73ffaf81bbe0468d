import type { FastifyInstance } from 'fastify'
import { idOf } from '#db/ids.ts'
import { beginVerification, readVerification, readVerifications } from '#db/queries/verification-runs.ts'
import { readAsAuditor } from '#api/auditing.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { verificationRunView } from '#api/present/audit.ts'
import { found } from '#api/reading.ts'
import { serve } from '#api/route.ts'
import { runVerification } from '#api/verification-runs.ts'

const RUNS_SHOWN = 20

/** Verifications of the whole site, in front of who asked for them; one that runs is waited for when the process stops. */
export function verificationRoutes(app: FastifyInstance, deps: Dependencies): void {
  const running = new Set<Promise<void>>()
  app.addHook('preClose', async () => void (await Promise.allSettled(running)))

  serve(app, 'GET /api/audit/verifications', async ({ principal }) =>
    readAsAuditor(deps, principal(), async (tx) => ({
      items: (await readVerifications(tx, RUNS_SHOWN)).map(verificationRunView),
    })),
  )
  serve(app, 'GET /api/audit/verifications/:id', async ({ principal, params }) =>
    readAsAuditor(deps, principal(), async (tx) =>
      verificationRunView(found(await readVerification(tx, params.id))),
    ),
  )
  serve(app, 'POST /api/audit/verifications', async ({ principal, key, request }) => {
    const askedBy = await readAsAuditor(deps, principal(), async (_, { actor }) => actor.personId)
    const run = await beginVerification(deps.sql, { id: idOf('verification', askedBy, key()), askedBy })
    deps.accessLog.note({
      personId: askedBy,
      action: 'verify',
      result: 'ok',
      detail: run.id,
      traceId: request.id,
    })
    if (run.kind === 'begun') {
      const work = runVerification(deps, run.id).finally(() => running.delete(work))
      running.add(work)
    }
    return readAsAuditor(deps, principal(), async (tx) =>
      verificationRunView(found(await readVerification(tx, run.id))),
    )
  })
}
