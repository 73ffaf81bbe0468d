import type { FastifyInstance } from 'fastify'
import { liftEndByHand, setEndByHand } from '#domain/acts/end-by-hand.ts'
import { decideOwnRule, proposeOwnRule } from '#domain/acts/own-rule.ts'
import type { ActFacts, Decision } from '#domain/acts/act.ts'
import { readRecord } from '#db/queries/records.ts'
import { actOnRecord, type RecordAct } from '#api/acting.ts'
import type { Dependencies } from '#api/dependencies.ts'
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

/** A rule of one record beside that of its class: proposed with a reason, decided by another. */
export function ownRuleRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'POST /api/records/:id/own-rule', async ({ principal, key, params, body, traceId }) => {
    const said = { recordId: params.id, ...body }
    return does(
      deps,
      { name: 'retention.propose-rule', principal: principal(), key: key(), said, traceId },
      (facts) => proposeOwnRule(facts, said),
    )
  })
  serve(
    app,
    'POST /api/records/:id/own-rule/:ruleId/decision',
    async ({ principal, key, params, body, traceId }) => {
      const { decision, reason = '' } = body
      const said = { recordId: params.id, ruleId: params.ruleId, decision, reason }
      return does(
        deps,
        { name: 'retention.decide-rule', principal: principal(), key: key(), said, traceId },
        (facts) => decideOwnRule(facts, said),
      )
    },
  )
}

async function does(deps: Dependencies, act: RecordAct, decide: (facts: ActFacts) => Decision) {
  const { principal, said } = act
  await actOnRecord(deps, act, decide)
  const row = found(await readAs(deps, principal, async (tx) => readRecord(tx, said.recordId)))
  return { recordId: said.recordId, endsOn: row.retentionEndsOn, dueOn: row.dueOn }
}
