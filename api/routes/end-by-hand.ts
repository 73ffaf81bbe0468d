import type { FastifyInstance } from 'fastify'
import { liftEndByHand, setEndByHand } from '#domain/acts/end-by-hand.ts'
import type { ActFacts, Decision } from '#domain/acts/act.ts'
import type { Principal } from '#db/gate/facts.ts'
import { readRecord } from '#db/queries/records.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { orProblem } from '#api/problem.ts'
import { found, readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'

/** A last day of retention by a person's hand: set with a reason, lifted by another. */
export function endByHandRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'POST /api/records/:id/end-by-hand', async ({ principal, key, params, body, traceId }) => {
    const said = { recordId: params.id, ...body }
    return does(
      deps,
      { name: 'retention.set-end', principal: principal(), key: key(), said, traceId },
      (facts) => setEndByHand(facts, said),
    )
  })
  serve(app, 'POST /api/records/:id/end-by-hand/lift', async ({ principal, key, params, body, traceId }) => {
    const said = { recordId: params.id, ...body }
    return does(
      deps,
      { name: 'retention.lift-end', principal: principal(), key: key(), said, traceId },
      (facts) => liftEndByHand(facts, said),
    )
  })
}

interface Said {
  readonly name: string
  readonly principal: Principal
  readonly key: string
  readonly said: { readonly recordId: string }
  readonly traceId: string
}

async function does(
  deps: Dependencies,
  { name, principal, key, said, traceId }: Said,
  decide: (facts: ActFacts) => Decision,
) {
  const { recordId } = said
  const facts = { principal, key, subjects: [recordId] }
  orProblem(await deps.gate.act({ name, facts, body: said, traceId }, decide))
  const row = found(await readAs(deps, principal, async (tx) => readRecord(tx, recordId)))
  return { recordId, endsOn: row.retentionEndsOn, dueOn: row.dueOn }
}
