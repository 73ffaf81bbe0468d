import type { Reference } from '#domain/acts/act.ts'
import type { ForecastRow } from '#db/queries/records.ts'

/** How many fall due in a year, of a class and a unit, by their names. */
export function fallingDue(reference: Reference, rows: readonly ForecastRow[]) {
  return rows.map(({ year, classCode, unitId, unitZh, unitEn, count }) => ({
    year,
    classCode,
    className: reference.recordClass(classCode)?.nameZh ?? classCode,
    unitId,
    unitName: { zh: unitZh, en: unitEn },
    count,
  }))
}
