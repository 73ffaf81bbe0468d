import type { StubListRow } from '#db/queries/secret-stubs.ts'
import type { FoundStubView } from '#api/contract/secret-stubs.ts'

/** A stub among what was looked for. */
export function foundStub(row: StubListRow): FoundStubView {
  const { id, classCode, year, code, grade, custodyCode, endedAs } = row
  return {
    id,
    classCode,
    year,
    code,
    formingUnitName: { zh: row.unitZh, en: row.unitEn },
    grade,
    custodyCode,
    endedAs,
  }
}
