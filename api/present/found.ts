import { createHash } from 'node:crypto'
import { foldText, maskedHighlightsOf, snippetOf, type Highlight } from '#domain/search.ts'
import type { FoundRecords } from '#db/queries/records.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { recordSummary } from './records.ts'

/** The log names no person: the digest shows whoever knows the words that they were searched for. */
export function searchDetail(q: string, purpose?: string): string {
  const digest = createHash('sha256').update(foldText(q), 'utf8').digest('hex')
  return purpose === undefined ? `sha256:${digest}` : `${purpose} (sha256:${digest})`
}

interface Shown {
  readonly needles: readonly string[]
  readonly texts: ReadonlyMap<string, string>
}

/** Records with what was found of them marked, and the line of the page where a page says it. */
export function foundItems(
  { reference }: Pick<Dependencies, 'reference'>,
  { items, hits }: Pick<FoundRecords, 'items' | 'hits'>,
  { needles, texts }: Shown,
) {
  const byId = new Map(hits.map((hit) => [hit.id, hit]))
  const marked = (text: string): Highlight[] => [...maskedHighlightsOf(text, needles)]
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
