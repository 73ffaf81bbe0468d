import type { FastifyInstance } from 'fastify'
import { addUnit } from '#domain/acts/administer.ts'
import { setLiveDay } from '#domain/acts/live-day.ts'
import { addFonds, settleSuccession } from '#domain/acts/successions.ts'
import { closeUnit, mergeUnits, moveUnit, renameUnit, splitUnit, type UnitFacts } from '#domain/acts/units.ts'
import { readNames } from '#db/queries/organisation.ts'
import { readStructure } from '#db/queries/structure.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { structureView } from '#api/present/structure.ts'
import { readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'
import { actOnStructure, type Doing, type Written } from '#api/structure-acts.ts'

/** The tree of units with its days, and the fonds: read by everyone, changed by acts of their own. */
export function structureRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/structure', async ({ principal, query }) =>
    readAs(deps, principal(), async (tx, { actor, today }) => {
      const on = query.on ?? today
      const structure = await readStructure(tx, on)
      const names = await readNames(
        tx,
        structure.successions.map(({ settledBy }) => settledBy),
      )
      return structureView({ structure, actor, today, on, names })
    }),
  )
  unitRoutes(app, deps)
  serve(app, 'POST /api/structure/fonds', async (call) => {
    const decide = (facts: UnitFacts) => addFonds(facts, call.body)
    return { fondsId: await does(deps, call, { name: 'fonds.add', act: 'unit.change', decide }) }
  })
  serve(app, 'POST /api/structure/fonds/:id/succession', async (call) => {
    const decide = (facts: UnitFacts) => settleSuccession(facts, { fondsId: call.params.id, ...call.body })
    return { fondsId: await does(deps, call, { name: 'fonds.settle', act: 'fonds.settle', decide }) }
  })
}

function unitRoutes(app: FastifyInstance, deps: Dependencies): void {
  const act = 'unit.change'
  serve(app, 'POST /api/structure/units', async (call) => {
    const decide = (facts: UnitFacts) => addUnit(facts, call.body)
    return { unitId: await does(deps, call, { name: 'unit.add', act, decide }) }
  })
  serve(app, 'POST /api/structure/units/:id/name', async (call) => {
    const decide = (facts: UnitFacts) => renameUnit(facts, { unit: call.params.id, ...call.body })
    return { unitId: await does(deps, call, { name: 'unit.rename', act, decide }) }
  })
  serve(app, 'POST /api/structure/units/:id/place', async (call) => {
    const decide = (facts: UnitFacts) => moveUnit(facts, { unit: call.params.id, ...call.body })
    return { unitId: await does(deps, call, { name: 'unit.move', act, decide }) }
  })
  serve(app, 'POST /api/structure/units/:id/live-day', async (call) => {
    const { id } = call.params
    const decide = (facts: UnitFacts) => setLiveDay(facts, { unit: id, ...call.body })
    return { unitId: await does(deps, call, { name: 'unit.go-live', act, decide, ending: [id] }) }
  })
  serve(app, 'POST /api/structure/units/:id/end', async (call) => {
    const { id } = call.params
    const decide = (facts: UnitFacts) => closeUnit(facts, { unit: id, ...call.body })
    return { unitId: await does(deps, call, { name: 'unit.close', act, decide, ending: [id] }) }
  })
  serve(app, 'POST /api/structure/units/:id/split', async (call) => {
    const { id } = call.params
    const decide = (facts: UnitFacts) => splitUnit(facts, { unit: id, ...call.body })
    return { unitId: await does(deps, call, { name: 'unit.split', act, decide, ending: [id] }) }
  })
  serve(app, 'POST /api/structure/mergers', async (call) => {
    const { units } = call.body
    const decide = (facts: UnitFacts) => mergeUnits(facts, call.body)
    return { unitId: await does(deps, call, { name: 'unit.merge', act, decide, ending: units }) }
  })
}

/** Does it, and answers the id of what it was done to. */
async function does(deps: Dependencies, call: Written, doing: Doing): Promise<string> {
  const answer = await actOnStructure(deps, call, doing)
  return answer['unitId'] ?? answer['fondsId'] ?? ''
}
