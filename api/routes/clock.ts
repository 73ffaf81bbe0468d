import type { FastifyInstance } from 'fastify'
import { moveClock } from '#domain/acts/clock.ts'
import { sweepFilings } from '#db/filing-sweep.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { sweepDue } from '#db/queries/health.ts'
import { readSite } from '#db/queries/organisation.ts'
import { tellOfReviews } from '#db/vital-sweep.ts'
import type { ClockView } from '#api/contract/administration.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { iso } from '#api/present/words.ts'
import { orProblem } from '#api/problem.ts'
import { readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'

export function clockRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/clock', async ({ principal }) => readAs(deps, principal(), (tx) => clockView(tx)))

  serve(app, 'POST /api/clock', async ({ principal, key, body, traceId }) => {
    const facts = { principal: principal(), key: key() }
    orProblem(
      await deps.gate.act({ name: 'clock.move', facts, body, traceId }, (seen) => moveClock(seen, body)),
    )
    // Whatever the new day makes due is nudged at once; the daily sweep would find it too.
    await sweepDue(deps.sql, ENGINE_ID)
    await sweepFilings(deps.sql, ENGINE_ID)
    await tellOfReviews({ sql: deps.sql, gate: deps.gate, engineId: ENGINE_ID })
    return clockView(deps.sql)
  })
}

async function clockView(sql: Parameters<typeof readSite>[0]): Promise<ClockView> {
  const { today, archiveNow, realNow, mode } = await readSite(sql)
  return { today, archiveNow: iso(archiveNow), realNow: iso(realNow), mode, isMovable: mode !== 'production' }
}
