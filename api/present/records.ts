import type { Reference } from '#domain/acts/act.ts'
import { maskIdentityNumbers } from '#domain/identity-number.ts'
import type { RecordListRow } from '#db/queries/records.ts'
import type { RecordSummaryView } from '#api/contract/records.ts'
import { placeView } from './words.ts'

/** A record in a list, where nobody has said a purpose: its title without identity numbers (REQ-53). */
export function recordSummary(reference: Reference, row: RecordListRow): RecordSummaryView {
  const {
    id,
    title,
    archivalCode,
    level,
    carrier,
    grade,
    classCode,
    unitId,
    formedOn,
    isOverdue,
    retentionEndsOn,
    dueOn,
    pages,
    objects,
    listId,
    scheduleVersionId,
  } = row
  const rule = scheduleVersionId === null ? undefined : reference.scheduleRow(scheduleVersionId, classCode)
  return {
    id,
    title: maskIdentityNumbers(title),
    archivalCode,
    level,
    carrier,
    grade,
    classCode,
    className: reference.recordClass(classCode)?.nameZh ?? classCode,
    unitId,
    unitName: { zh: row.unitZh, en: row.unitEn },
    formedOn,
    place: placeView(reference, row),
    isHeld: row.activeHolds > 0,
    isOverdue,
    retentionEndsOn,
    isPermanent: rule?.period.kind === 'permanent',
    dueOn,
    pages,
    objects,
    listId,
  }
}
