import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { foldText, highlightsOf, searchWordsOf, snippetOf, type Highlight } from '#domain/search.ts'
import { readFound, type FoundRecords } from '#db/queries/records.ts'
import { readFacets, readHitPages, type FacetRow } from '#db/search/query.ts'
import type { FacetsView } from '#api/contract/search.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { recordSummary } from '#api/present/records.ts'
import { problem } from '#api/problem.ts'
import { readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'

/** Records by any part of what they say, with the place of each hit and counts by facet, all within the reader's rights. */
export function searchRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/search', async ({ principal, query, traceId }) => {
    const { q, purpose, in: field } = query
    const words = searchWordsOf(q)
    if (words === undefined) throw problem('request.invalid', { field: 'q' })
    if (field === 'persons' && purpose === undefined) throw problem('search.purpose-missing')
    return readAs(deps, principal(), async (tx, { actor }) => {
      deps.accessLog.note({
        personId: actor.personId,
        action: field === 'persons' ? 'search-person' : 'search',
        result: 'ok',
        detail: detailOf(q, purpose),
        traceId,
      })
      const found = await readFound(tx, query, { words, in: field })
      const [pages, facets] = await Promise.all([readHitPages(tx, found.hits), readFacets(tx, found.counted)])
      const texts = new Map(pages.map(({ objectId, page, text }) => [`${objectId}/${page}`, text]))
      return {
        items: foundItems(deps, found, { needles: words.needles, texts }),
        nextCursor: found.nextCursor,
        total: found.total,
        facets: facetsView(facets),
      }
    })
  })
}

/** The log names no person: the digest shows whoever knows the words that they were searched for. */
function detailOf(q: string, purpose: string | undefined): string {
  const digest = createHash('sha256').update(foldText(q), 'utf8').digest('hex')
  return purpose === undefined ? `sha256:${digest}` : `${purpose} (sha256:${digest})`
}

interface Shown {
  readonly needles: readonly string[]
  readonly texts: ReadonlyMap<string, string>
}

function foundItems({ reference }: Dependencies, { items, hits }: FoundRecords, { needles, texts }: Shown) {
  const byId = new Map(hits.map((hit) => [hit.id, hit]))
  const marked = (text: string): Highlight[] => [...highlightsOf(text, needles)]
  return items.map((row) => {
    const { objectId = null, page = null } = byId.get(row.id) ?? {}
    const text = texts.get(`${objectId}/${page}`)
    return {
      record: recordSummary(reference, row),
      title: marked(row.title),
      archivalCode: marked(row.archivalCode ?? ''),
      page:
        objectId === null || page === null || text === undefined
          ? null
          : { objectId, page, line: [...snippetOf(text, needles)] },
    }
  })
}

function facetsView(rows: readonly FacetRow[]): FacetsView {
  const of = (facet: FacetRow['facet']) =>
    rows.filter((row) => row.facet === facet).map(({ value, count }) => ({ value, count }))
  return { unit: of('unit'), class: of('class'), year: of('year'), place: of('place'), grade: of('grade') }
}
