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
    made:
      result === null
        ? null
        : {
            ...result,
            forms: result.forms.map(({ form, sha256, sizeBytes }) => ({
              form,
              sha256,
              sizeBytes,
              url: `/api/errands/${id}/files/${form}.pdf`,
            })),
          },
    refusal,
  }
}
