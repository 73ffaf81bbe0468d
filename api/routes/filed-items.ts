import type { FastifyInstance } from 'fastify'
import { MOST_IN_BOX } from '#domain/box-forms.ts'
import { readFiledItems } from '#db/queries/filed-items.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'

/** What the forms of a box are filled in from: the items that the reader sees, and nothing of any other. */
export function filedItemRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/filed-items', async ({ principal, query, request }) =>
    readAs(deps, principal(), async (tx, { actor }) => {
      const { unitId, year, period } = query
      const periodYears = period === 'permanent' ? null : period
      const rows = await readFiledItems(tx, { unitId, year, periodYears, limit: MOST_IN_BOX + 1 })
      deps.accessLog.note({
        personId: actor.personId,
        action: 'export',
        result: 'ok',
        detail: JSON.stringify({ what: 'filed-items', ...query }),
        traceId: request.id,
      })
      return {
        items: rows.slice(0, MOST_IN_BOX).map(({ id, unitZh, unitEn, ...item }) => ({
          ...item,
          recordId: id,
          unitName: { zh: unitZh, en: unitEn },
        })),
        isCut: rows.length > MOST_IN_BOX,
      }
    }),
  )
}
