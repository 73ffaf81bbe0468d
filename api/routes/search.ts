import type { FastifyInstance } from 'fastify'
import type { Reference } from '#domain/acts/act.ts'
import { stepAt } from '#domain/lifecycle.ts'
import { searchWordsOf } from '#domain/search.ts'
import { readNames, type Names } from '#db/queries/organisation.ts'
import { readFound } from '#db/queries/records.ts'
import { readFacets, readHitPages, type FacetRow } from '#db/search/query.ts'
import type { FacetsView } from '#api/contract/search.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { foundItems, searchDetail } from '#api/present/found.ts'
import { stepName } from '#api/present/words.ts'
import { problem } from '#api/problem.ts'
import { readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'
import { facetsWithStubs, stubsAmong } from '#api/stubs-among.ts'

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
        detail: searchDetail(q, purpose),
        traceId,
      })
      const found = await readFound(tx, query, { words, in: field })
      const stubs = await stubsAmong(deps, tx, { actor, traceId, query })
      const [pages, ofRecords] = await Promise.all([
        readHitPages(tx, found.hits),
        readFacets(tx, found.counted),
      ])
      const facets = await facetsWithStubs(tx, ofRecords, { actor, query })
      const names = await readNames(
        tx,
        facets.flatMap(({ facet, value }) => (facet === 'unit' ? [value] : [])),
      )
      const texts = new Map(pages.map(({ objectId, page, text }) => [`${objectId}/${page}`, text]))
      return {
        items: foundItems(deps, found, { needles: words.needles, texts }),
        nextCursor: found.nextCursor,
        total: found.total,
        stubs,
        facets: facetsView(facets, { reference: deps.reference, names }),
      }
    })
  })
}

interface Naming {
  readonly reference: Reference
  readonly names: Names
}

function facetsView(rows: readonly FacetRow[], naming: Naming): FacetsView {
  const of = (facet: FacetRow['facet']) =>
    rows
      .filter((row) => row.facet === facet)
      .map(({ value, count }) => ({ value, count, name: facetName(facet, value, naming) }))
  return {
    unit: of('unit'),
    class: of('class'),
    year: of('year'),
    place: of('place'),
    grade: of('grade'),
    state: of('state'),
  }
}

/** Definitions by which a step is called; one that is in none of them has the name of an end, or its own. */
const DEFINITIONS = ['electronic-item', 'paper-file'] as const

function facetName(facet: FacetRow['facet'], value: string, { reference, names }: Naming) {
  if (facet === 'unit') return names.get(value) ?? null
  if (facet === 'class') {
    const title = reference.recordClass(value)?.nameZh
    return title === undefined ? null : { zh: title, en: title }
  }
  if (facet !== 'place') return null
  const known = DEFINITIONS.map((key) => reference.newestDefinition(key)?.document)
  return stepName(
    known.find((definition) => definition !== undefined && stepAt(definition, value) !== undefined),
    value,
  )
}
