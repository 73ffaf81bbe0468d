import type { FastifyInstance } from 'fastify'
import { ExportQuery, MOST_EXPORTED } from '#api/contract/exports.ts'
import { STREAMS } from '#api/contract/streams.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { dispositionOf } from '#api/downloads.ts'
import type { Cell } from '#api/exports/cells.ts'
import { EXPORTS, type Exported } from '#api/exports/lists.ts'
import { bytesOf, EXPORT_TYPES } from '#api/exports/write.ts'
import { principalOf } from '#api/plugins/identity.ts'
import { problem } from '#api/problem.ts'
import { readAs } from '#api/reading.ts'
import type { Principal } from '#db/gate/facts.ts'

const PAGE = 500

/** The current list as a file, with the reader's own rights page by page; that it was taken away is written in the access log. */
export function exportRoutes(app: FastifyInstance, deps: Dependencies): void {
  app.get(
    STREAMS.exports,
    { schema: { tags: ['exports'], summary: 'A list as CSV or XLSX', querystring: ExportQuery } },
    async (request, reply) => {
      const principal = principalOf(request)
      const query = ExportQuery.parse(request.query)
      const side = query.language === 'en' ? 'en' : 'zh'
      const exported = exportOf(deps, query, side)
      // The first page is read before anything is sent, so that a refusal is still an answer.
      const first = await readAs(deps, principal, async (tx, { actor }) => {
        const page = await exported.page(tx, undefined, PAGE)
        deps.accessLog.note({
          personId: actor.personId,
          action: 'export',
          result: 'ok',
          detail: JSON.stringify(query),
          traceId: request.id,
          ...(query.what === 'list-items' ? { subjectKind: 'disposal-list', subjectId: query.id } : {}),
        })
        return page
      })
      if (query.what === 'list-items' && first.lines.length === 0) throw problem('not-found')
      reply.type(EXPORT_TYPES[query.format])
      reply.header('cache-control', 'no-store')
      const name = `${exported.name[side]}.${query.format}`
      reply.header('content-disposition', dispositionOf('attachment', { name, mediaType: 'text/csv' }))
      const head = exported.head.map((title) => title[side])
      const rows = linesOf({ deps, principal, exported, first, side })
      return reply.send(bytesOf(query.format, { name: exported.name[side], head, rows }))
    },
  )
}

function exportOf({ reference }: Dependencies, query: ExportQuery, side: 'zh' | 'en'): Exported {
  switch (query.what) {
    case 'tasks':
      return EXPORTS.tasks(reference, query, side)
    case 'records':
      return EXPORTS.records(reference, query, side)
    case 'list-items':
      return EXPORTS['list-items'](reference, query, side)
    case 'givings':
      return EXPORTS.givings(reference, query, side)
    case 'vital-records':
      return EXPORTS['vital-records'](reference, query, side)
    case 'failing-formats':
      return EXPORTS['failing-formats'](reference, query, side)
  }
}

interface Lines {
  readonly deps: Dependencies
  readonly principal: Principal
  readonly exported: Exported
  readonly first: Awaited<ReturnType<Exported['page']>>
  readonly side: 'zh' | 'en'
}

async function* linesOf({
  deps,
  principal,
  exported,
  first,
  side,
}: Lines): AsyncGenerator<readonly (readonly Cell[])[]> {
  let page = first
  let written = 0
  for (;;) {
    yield page.lines
    written += page.lines.length
    const cursor = page.nextCursor
    if (cursor === null) return
    if (written >= MOST_EXPORTED) {
      yield [[MORE[side]]]
      return
    }
    page = await readAs(deps, principal, async (tx) => exported.page(tx, cursor, PAGE))
  }
}

const MORE = {
  zh: `仅导出前 ${MOST_EXPORTED} 行，请缩小筛选范围后再导出其余部分。`,
  en: `Only the first ${MOST_EXPORTED} rows. Narrow the filters to export the rest.`,
} as const
