import { isCleared, type Actor } from '#domain/access.ts'
import { decidesMarks } from '#domain/mark-work.ts'
import { searchWordsOf } from '#domain/search.ts'
import type { Tx } from '#db/actor.ts'
import { readStubFacets, readStubs, type StubFilter } from '#db/queries/secret-stubs.ts'
import type { FacetRow } from '#db/search/query.ts'
import type { FoundStubsView } from '#api/contract/secret-stubs.ts'
import type { Dependencies } from './dependencies.ts'
import { foundStub } from './present/secret-stubs.ts'

/** As many as stand among records; all of them stand on their own page. */
const MOST_AMONG = 20
const NONE: FoundStubsView = { items: [], total: { count: 0, isCapped: false } }

interface Looked {
  readonly actor: Actor
  readonly traceId: string
  /** What narrows records; a stub has neither state, place, grade of a record, import nor due date, and is about no person. */
  readonly query: Omit<StubFilter, 'needles'> & {
    readonly q?: string | undefined
    readonly in?: 'texts' | 'persons'
    readonly cursor?: string | undefined
    readonly state?: string | undefined
    readonly step?: string | undefined
    readonly grade?: string | undefined
    readonly importId?: string | undefined
    readonly dueFrom?: string | undefined
    readonly dueTo?: string | undefined
  }
  readonly most?: number
}

/** Stubs of classified files among the records that are looked for, within the rights of the reader; that they were read is written. */
export async function stubsAmong(
  { accessLog }: Pick<Dependencies, 'accessLog'>,
  tx: Tx,
  { actor, traceId, query, most = MOST_AMONG }: Looked,
): Promise<FoundStubsView> {
  const filter = filterOf(actor, query)
  if (filter === undefined || query.cursor !== undefined) return NONE
  const { items, total } = await readStubs(tx, { ...filter, limit: most })
  if (items.length > 0)
    accessLog.note({
      personId: actor.personId,
      action: 'view',
      result: 'ok',
      subjectKind: 'secret-stub',
      detail: `${items.length}`,
      traceId,
    })
  return { items: items.map(foundStub), total }
}

/** The facets of records and stubs together. */
export async function facetsWithStubs(
  tx: Tx,
  rows: readonly FacetRow[],
  { actor, query }: Pick<Looked, 'actor' | 'query'>,
): Promise<readonly FacetRow[]> {
  const filter = filterOf(actor, query)
  const more = filter === undefined ? [] : await readStubFacets(tx, filter)
  if (more.length === 0) return rows
  const byValue = Map.groupBy([...rows, ...more], ({ facet, value }) => `${facet}/${value}`)
  const sums = [...byValue.values()].flatMap(([first, ...rest]) =>
    first === undefined
      ? []
      : [{ ...first, count: rest.reduce((sum, { count }) => sum + count, first.count) }],
  )
  return sums.toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}

/** Undefined where no stub can be meant, or the reader can know of none: row security decides of each, this spares the question. */
function filterOf(actor: Actor, query: Looked['query']): StubFilter | undefined {
  const { q = '', state, step, grade, importId, dueFrom, dueTo, classCode, unitId, formedInYear } = query
  if (!isCleared(actor, 'restricted') && !decidesMarks(actor)) return undefined
  if (query.in === 'persons') return undefined
  if ([state, step, grade, importId, dueFrom, dueTo].some((one) => one !== undefined)) return undefined
  const needles = searchWordsOf(q)?.needles ?? []
  return { needles, classCode, unitId, formedInYear }
}
