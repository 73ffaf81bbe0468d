import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { mayAct } from '#domain/access.ts'
import type { Principal } from '#db/gate/facts.ts'
import { readNames } from '#db/queries/organisation.ts'
import { readRights } from '#db/queries/rights.ts'
import { RightsFileQuery, type RightsQuery, type RightsView } from '#api/contract/access.ts'
import { STREAMS } from '#api/contract/streams.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { dispositionOf } from '#api/downloads.ts'
import { bytesOf, EXPORT_TYPES } from '#api/exports/write.ts'
import { principalOf } from '#api/plugins/identity.ts'
import { namedByRights, RIGHTS_HEAD, rightsLines, rightsView } from '#api/present/rights.ts'
import { problem } from '#api/problem.ts'
import { noteAudit, readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'
import type { z } from 'zod'

/** All rights that somebody had on a day, folded from the ledger: for auditors and for who administers rights. */
export function rightsRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/audit/rights', async ({ principal, query, request }) =>
    rightsOf(deps, { principal: principal(), query, request }),
  )
  const schema = { tags: ['audit'], querystring: RightsFileQuery }
  app.get(STREAMS.rights, { schema }, async (request, reply) => {
    const { language, ...query } = RightsFileQuery.parse(request.query)
    const view = await rightsOf(deps, { principal: principalOf(request), query, request })
    const side = language === 'en' ? 'en' : 'zh'
    const rows = Readable.from([rightsLines(view, side)])
    reply.type(EXPORT_TYPES.csv).header('cache-control', 'no-store')
    const name = `rights-${view.person?.login ?? 'nobody'}-${view.on}.csv`
    reply.header('content-disposition', dispositionOf('attachment', { name, mediaType: 'text/csv' }))
    return reply.send(bytesOf('csv', { name, head: RIGHTS_HEAD[side], rows }))
  })
}

interface Asked {
  readonly principal: Principal
  readonly query: z.output<typeof RightsQuery>
  readonly request: FastifyRequest
}

async function rightsOf(deps: Dependencies, { principal, query, request }: Asked): Promise<RightsView> {
  return readAs(deps, principal, async (tx, { actor }) => {
    if (!mayAct(actor, 'rights.read')) throw problem('access.denied', { act: 'rights.read' })
    noteAudit(deps, actor, request)
    const rights = await readRights(tx, query)
    return rightsView(rights, await readNames(tx, namedByRights(rights)))
  })
}
