import type { FastifyInstance } from 'fastify'
import { decideLift, placeHold, proposeLift } from '#domain/acts/holds.ts'
import { subjectOf } from '#domain/acts/place.ts'
import type { Principal } from '#db/gate/facts.ts'
import { readHolds, recordOfHold } from '#db/queries/holds.ts'
import { readNames } from '#db/queries/organisation.ts'
import { textIn } from '#api/answer.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { holdView } from '#api/present/holds.ts'
import { isoOrNull } from '#api/present/words.ts'
import { orProblem } from '#api/problem.ts'
import { found, readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'

export function holdRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/holds', async ({ principal, query }) =>
    readAs(deps, principal(), async (tx, { actor }) => {
      const { items, nextCursor, total } = await readHolds(tx, query)
      const names = await readNames(
        tx,
        items.flatMap((hold) => [hold.placedBy, hold.liftProposedBy, hold.liftedBy]),
      )
      return {
        items: items.map((hold) =>
          holdView(
            { ...hold, placedAt: hold.placedAt.toISOString(), liftedAt: isoOrNull(hold.liftedAt) },
            hold,
            { actor, names },
          ),
        ),
        nextCursor,
        total,
      }
    }),
  )

  serve(app, 'POST /api/records/:id/holds', async ({ principal, key, params, body, traceId }) => {
    let leftListId: string | null = null
    const facts = { principal: principal(), key: key(), subjects: [params.id], want: { list: true } as const }
    const said = { ...body, recordId: params.id }
    const act = await deps.gate.act({ name: 'hold.place', facts, body: said, traceId }, (seen) => {
      const record = subjectOf(seen, params.id)
      leftListId = record?.kind === 'record' ? record.row.disposalListId : null
      return placeHold(seen, said)
    })
    return { holdId: textIn(orProblem(act).answer, 'holdId'), leftListId }
  })

  serve(app, 'POST /api/holds/:id/lift-proposal', async ({ principal, key, params, body, traceId }) => {
    const { recordId, facts } = await heldBy(deps, principal(), { holdId: params.id, key: key() })
    const said = { recordId, holdId: params.id, reason: body.reason }
    orProblem(
      await deps.gate.act({ name: 'hold.propose-lift', facts, body: said, traceId }, (seen) =>
        proposeLift(seen, said),
      ),
    )
    return { done: true as const }
  })

  serve(app, 'POST /api/holds/:id/lift', async ({ principal, key, params, body, traceId }) => {
    const { recordId, facts } = await heldBy(deps, principal(), { holdId: params.id, key: key() })
    const said = { recordId, holdId: params.id, decision: body.decision, reason: body.reason ?? '' }
    orProblem(
      await deps.gate.act({ name: 'hold.decide-lift', facts, body: said, traceId }, (seen) =>
        decideLift(seen, said),
      ),
    )
    return { done: true as const }
  })
}

async function heldBy(
  deps: Dependencies,
  principal: Principal,
  { holdId, key }: { readonly holdId: string; readonly key: string },
) {
  const recordId = found(await readAs(deps, principal, (tx) => recordOfHold(tx, holdId)))
  return { recordId, facts: { principal, key, subjects: [recordId] } }
}
