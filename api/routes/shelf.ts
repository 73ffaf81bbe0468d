import type { FastifyInstance } from 'fastify'
import { movePaper } from '#domain/acts/paper-acts.ts'
import { readNames } from '#db/queries/organisation.ts'
import { readCell, readLocations, readPlacements } from '#db/queries/paper.ts'
import { actOnRecord, byWhom } from '#api/acting.ts'
import { numberIn, textIn } from '#api/answer.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { cellView, locationsView, placementsView } from '#api/present/paper.ts'
import { problem } from '#api/problem.ts'
import { readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'
import { seenRecord } from '#api/seen.ts'

const OBJECTS = { objects: true } as const

/** Where paper stands: the places of one file, and the repository with its cells. */
export function shelfRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/records/:id/placements', async (call) => {
    const recordId = call.params.id
    const { facts } = await seenRecord(deps, call, OBJECTS)
    return readAs(deps, call.principal(), async (tx) => {
      const rows = await readPlacements(tx, recordId)
      const placedBy = rows.map((row) => row.placedBy)
      return placementsView(facts, { recordId, rows, names: await readNames(tx, placedBy) })
    })
  })
  serve(app, 'POST /api/records/:id/placements', async (call) => {
    const { barcode, reason = null, boxNumber = null, ...seen } = call.body
    const said = { recordId: call.params.id, barcode, reason, boxNumber, ...seen }
    const beside = { want: OBJECTS, cell: barcode }
    const answer = await actOnRecord(deps, { ...byWhom(call), name: 'paper.move', said, beside }, (facts) =>
      movePaper(facts, said),
    )
    const left = answer['from'] === null ? null : textIn(answer, 'from')
    return { barcode: textIn(answer, 'barcode'), from: left, slot: numberIn(answer, 'slot') }
  })

  serve(app, 'GET /api/locations', async ({ principal }) =>
    readAs(deps, principal(), async (tx) => locationsView(await readLocations(tx))),
  )
  serve(app, 'GET /api/locations/cells/:barcode', async ({ principal, params }) =>
    readAs(deps, principal(), async (tx) => {
      const cell = await readCell(tx, params.barcode)
      if (cell === undefined) throw problem('cell.unknown', { barcode: params.barcode })
      return cellView(cell)
    }),
  )
}
