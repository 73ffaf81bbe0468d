import type { FastifyInstance } from 'fastify'
import { decideStandingLift, placeStandingHold, proposeStandingLift } from '#domain/acts/standing-holds.ts'
import { readNames } from '#db/queries/organisation.ts'
import { previewStandingHold, readStandingHolds } from '#db/queries/standing-holds.ts'
import { textIn } from '#api/answer.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { placingOf, standingHoldView } from '#api/present/standing-holds.ts'
import { orProblem } from '#api/problem.ts'
import { readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'

/** Holds on classes and files (REQ-37). */
export function standingHoldRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/standing-holds', async ({ principal, query }) =>
    readAs(deps, principal(), async (tx, { actor }) => {
      const { items, nextCursor, total } = await readStandingHolds(tx, query)
      const names = await readNames(
        tx,
        items.flatMap((hold) => [hold.placedBy, hold.liftProposedBy, hold.liftedBy]),
      )
      const views = items.map((row) => standingHoldView(row, { actor, names }))
      return { items: views, nextCursor, total, allowedActions: placingOf(actor) }
    }),
  )

  serve(app, 'GET /api/standing-holds/preview', async ({ principal, query }) =>
    readAs(deps, principal(), async (tx) =>
      previewStandingHold(tx, {
        recordId: query.recordId ?? null,
        classCode: query.classCode ?? null,
        unitId: query.unitId ?? null,
      }),
    ),
  )

  serve(app, 'POST /api/standing-holds', async ({ principal, key, body, traceId }) => {
    const { scope } = body
    const about =
      scope.kind === 'file'
        ? { subjects: [scope.recordId] }
        : scope.unitId === null
          ? {}
          : { unit: scope.unitId }
    const facts = { principal: principal(), key: key(), ...about }
    const act = await deps.gate.act({ name: 'hold.place-standing', facts, body, traceId }, (seen) =>
      placeStandingHold(seen, body),
    )
    return { standingHoldId: textIn(orProblem(act).answer, 'standingHoldId') }
  })

  serve(
    app,
    'POST /api/standing-holds/:id/lift-proposal',
    async ({ principal, key, params, body, traceId }) => {
      const facts = { principal: principal(), key: key(), subjects: [params.id] }
      const said = { ...body, standingHoldId: params.id }
      orProblem(
        await deps.gate.act({ name: 'hold.propose-standing-lift', facts, body: said, traceId }, (seen) =>
          proposeStandingLift(seen, said),
        ),
      )
      return { done: true as const }
    },
  )

  serve(app, 'POST /api/standing-holds/:id/lift', async ({ principal, key, params, body, traceId }) => {
    const facts = { principal: principal(), key: key(), subjects: [params.id] }
    const said = { standingHoldId: params.id, decision: body.decision, reason: body.reason ?? '' }
    orProblem(
      await deps.gate.act({ name: 'hold.decide-standing-lift', facts, body: said, traceId }, (seen) =>
        decideStandingLift(seen, said),
      ),
    )
    return { done: true as const }
  })
}
