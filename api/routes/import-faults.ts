import type { FastifyInstance } from 'fastify'
import type { Principal } from '#db/gate/facts.ts'
import { readFaultyRows, readImport } from '#db/queries/imports.ts'
import { IdParams } from '#api/contract/common.ts'
import { STREAMS } from '#api/contract/streams.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { dispositionOf } from '#api/downloads.ts'
import type { Cell } from '#api/exports/cells.ts'
import { FAULT_HEAD, faultLines } from '#api/exports/import-faults.ts'
import { bytesOf, EXPORT_TYPES } from '#api/exports/write.ts'
import { principalOf } from '#api/plugins/identity.ts'
import { found, readAs } from '#api/reading.ts'

const PAGE = 500

/** The whole error file of an import, row by row, while it is read; that it was taken away is written in the access log. */
export function importFaultsRoute(app: FastifyInstance, deps: Dependencies): void {
  const schema = { tags: ['imports'], summary: 'The error file of an import as CSV', params: IdParams }
  app.get(STREAMS.importFaults, { schema }, async (request, reply) => {
    const { id } = IdParams.parse(request.params)
    const principal = principalOf(request)
    const batch = await readAs(deps, principal, async (tx, { actor }) => {
      const seen = found(await readImport(tx, id))
      deps.accessLog.note({
        personId: actor.personId,
        action: 'export',
        result: 'ok',
        detail: JSON.stringify({ what: 'import-faults', id }),
        traceId: request.id,
      })
      return seen
    })
    const name = `${batch.fileName}.errors.csv`
    reply.type(EXPORT_TYPES.csv).header('cache-control', 'no-store')
    reply.header('content-disposition', dispositionOf('attachment', { name, mediaType: 'text/csv' }))
    return reply.send(bytesOf('csv', { name, head: FAULT_HEAD, rows: linesOf(deps, { principal, id }) }))
  })
}

interface Wanted {
  readonly principal: Principal
  readonly id: string
}

async function* linesOf(
  deps: Dependencies,
  { principal, id: importId }: Wanted,
): AsyncGenerator<readonly (readonly Cell[])[]> {
  let cursor: string | undefined
  do {
    const page = await readAs(deps, principal, (tx) => readFaultyRows(tx, { importId, cursor, limit: PAGE }))
    yield faultLines(page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}
