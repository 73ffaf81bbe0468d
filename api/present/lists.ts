import type { Reference } from '#domain/acts/act.ts'
import { maskIdentityNumbers } from '#domain/identity-number.ts'
import type { ListItemRow, OpinionRow } from '#domain/state.ts'
import type { ListRow } from '#db/queries/lists.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { ListItemView, ListSummaryView } from '#api/contract/disposal.ts'
import { personView, placeView } from './words.ts'

export function listSummary(reference: Reference, row: ListRow): ListSummaryView {
  const { id, number, title, listed, left, destroyed, pages, copies, coolingUntil, endedOn, hasCertificate } =
    row
  return {
    id,
    number,
    title: maskIdentityNumbers(title),
    fonds: { id: row.fondsId, code: row.fondsCode, name: { zh: row.fondsZh, en: row.fondsEn } },
    unitName: { zh: row.unitZh, en: row.unitEn },
    place: placeView(reference, row),
    counts: { listed, left, destroyed, pages, copies },
    compiledBy: { id: row.compiledBy, name: { zh: row.compilerZh, en: row.compilerEn } },
    compiledAt: row.compiledAt.toISOString(),
    coolingUntil,
    endedOn,
    hasCertificate,
    hasMyTask: row.myTaskId !== null,
  }
}

export interface ItemsOf {
  readonly items: readonly ListItemRow[]
  readonly opinions: readonly OpinionRow[]
  readonly names: Names
  /** Day on which an item left, by record. */
  readonly leftOn: ReadonlyMap<string, string>
}

export function itemViews({ items, opinions, names, leftOn }: ItemsOf): ListItemView[] {
  const byRecord = Map.groupBy(
    opinions.flatMap(({ personId, appraiserKind, verdicts }) =>
      verdicts.map((given) => ({ personId, appraiserKind, given })),
    ),
    ({ given }) => given.recordId,
  )
  return items
    .toSorted((a, b) => a.position - b.position)
    .map((item) => ({
      recordId: item.recordId,
      position: item.position,
      archivalCode: item.archivalCode,
      title: maskIdentityNumbers(item.title),
      classCode: item.classCode,
      formedOn: item.formedOn,
      retentionEndsOn: item.retentionEndsOn,
      pages: item.pages,
      objects: item.objects,
      state: item.state,
      leaveReason: item.leaveReason,
      leftOn: leftOn.get(item.recordId) ?? null,
      opinions: (byRecord.get(item.recordId) ?? []).map(({ personId, appraiserKind, given }) => ({
        kind: appraiserKind,
        by: personView(names, personId),
        verdict: given.verdict,
        years: given.years ?? null,
        reason: given.reason ?? null,
      })),
      destroyedAt: item.destroyedAt,
    }))
}
