import type { FastifyInstance } from 'fastify'
import { mayAct } from '#domain/access.ts'
import { activateScheme, draftScheme, setCadence } from '#domain/acts/schemes.ts'
import { refuse } from '#domain/refusal.ts'
import { readNames } from '#db/queries/organisation.ts'
import { readCadences, readCrosswalk, readSchemeClasses, readSchemes } from '#db/queries/schemes.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { allowed } from '#api/present/allowed.ts'
import { schemeDetailView, schemeView } from '#api/present/schemes.ts'
import { found, readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'
import { actOnStructure } from '#api/structure-acts.ts'

/** A whole scheme of two thousand classes, as JSON. */
const LARGEST_SCHEME = 4_000_000

/** Classification schemes, side by side as versions: read by everyone, drafted and put in force by two persons. */
export function schemeRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/schemes', async ({ principal }) =>
    readAs(deps, principal(), async (tx, { actor, today }) => {
      const rows = await readSchemes(tx)
      const names = await readNames(
        tx,
        rows.flatMap(({ draftedBy, activatedBy }) => [draftedBy, activatedBy]),
      )
      const may = (act: 'scheme.draft' | 'scheme.activate') =>
        allowed(mayAct(actor, act) ? undefined : refuse('access.denied', { act }))
      return {
        items: rows.map((row) => schemeView(row, names, today)),
        allowed: { draft: may('scheme.draft'), activate: may('scheme.activate') },
      }
    }),
  )
  serve(app, 'GET /api/schemes/:id', async ({ principal, params }) =>
    readAs(deps, principal(), async (tx, { actor, today }) => {
      const scheme = found((await readSchemes(tx)).find(({ id }) => id === params.id))
      const classes = await readSchemeClasses(tx, params.id)
      const cadences = await readCadences(tx, params.id)
      const walk = await readCrosswalk(tx, params.id)
      const units = classes.flatMap(({ unitIds }) => unitIds)
      const names = await readNames(tx, [scheme.draftedBy, scheme.activatedBy, ...units])
      return schemeDetailView({ scheme, classes, cadences, walk, names, actor, today })
    }),
  )
  serve(app, { route: 'POST /api/schemes', bodyLimit: LARGEST_SCHEME }, async (call) => {
    const done = await actOnStructure(deps, call, {
      name: 'scheme.draft',
      act: 'scheme.draft',
      decide: (facts) => draftScheme(facts, call.body),
    })
    return { schemeId: done['schemeId'] ?? '' }
  })
  serve(app, 'POST /api/schemes/:id/activation', async (call) => {
    const done = await actOnStructure(deps, call, {
      name: 'scheme.activate',
      act: 'scheme.activate',
      decide: (facts) => activateScheme(facts, call.params.id),
    })
    return { schemeId: done['schemeId'] ?? '' }
  })
  serve(app, 'POST /api/scheme-classes/:id/cadence', async (call) => {
    const done = await actOnStructure(deps, call, {
      name: 'scheme.set-cadence',
      act: 'scheme.activate',
      decide: (facts) => setCadence(facts, { classId: call.params.id, ...call.body }),
    })
    return { schemeId: done['schemeId'] ?? '' }
  })
}
