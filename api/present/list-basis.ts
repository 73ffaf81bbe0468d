import type { Reference } from '#domain/acts/act.ts'
import type { ListBasisRow } from '#db/queries/list-basis.ts'
import { totalOf } from '#db/queries/total.ts'
import type { ListDetailView } from '#api/contract/disposal.ts'

/** Each class of a list with the rule that ends its period: what who decides has to have read. */
export function basisViews(reference: Reference, rows: readonly ListBasisRow[]): ListDetailView['basis'] {
  return rows.map(({ scheduleVersionId, staying, stayingHeld, ...row }) => ({
    ...row,
    className: reference.recordClass(row.classCode)?.nameZh ?? row.classCode,
    rule: ruleView(reference, scheduleVersionId, row.classCode),
    staying: totalOf(staying),
    stayingHeld: totalOf(stayingHeld),
  }))
}

function ruleView(
  reference: Reference,
  versionId: string | null,
  classCode: string,
): ListDetailView['basis'][number]['rule'] {
  const row = versionId === null ? undefined : reference.scheduleRow(versionId, classCode)
  if (row === undefined) return null
  const { period, source, scheduleVersion } = row
  return { periodYears: period.kind === 'years' ? period.years : null, source, version: scheduleVersion }
}
