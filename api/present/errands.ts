import type { ErrandResult } from '#domain/errands.ts'
import type { ErrandRow } from '#db/queries/errands.ts'
import type { ErrandView } from '#api/contract/errands.ts'
import { iso } from './words.ts'

export function errandView({ id, state, askedAt, done, total, result, refusal }: ErrandRow): ErrandView {
  return {
    id,
    state,
    askedAt: iso(askedAt),
    done,
    total,
    made: result === null ? null : madeView(id, result),
    refusal,
  }
}

/** Keys of the store stay inside. */
function madeView(id: string, result: ErrandResult): NonNullable<ErrandView['made']> {
  switch (result.kind) {
    case 'pdf-pages':
      return { kind: result.kind, pages: result.pages.map((page) => ({ ...page })) }
    case 'certified-copy': {
      const { kind, pages, sha256, sizeBytes } = result
      return { kind, pages, sha256, sizeBytes, url: `/api/errands/${id}/files/copy.pdf` }
    }
    case 'box-forms':
      return {
        kind: result.kind,
        items: result.items,
        forms: result.forms.map(({ form, sha256, sizeBytes }) => ({
          form,
          sha256,
          sizeBytes,
          url: `/api/errands/${id}/files/${form}.pdf`,
        })),
      }
  }
}
