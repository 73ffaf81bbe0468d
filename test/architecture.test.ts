import { beforeAll, describe, expect, test } from 'vitest'
import { boundaryRows, ruleCases } from '#test/support/boundary-cases.ts'
import type { LintCase } from '#test/support/boundary-cases.ts'
import { lint } from '#test/support/lint-run.ts'
import type { LintRun } from '#test/support/lint-run.ts'

const cases = [...boundaryRows.flat(), ...ruleCases]

describe('the linter', () => {
  let result: LintRun

  beforeAll(async () => {
    result = await lint(cases)
  })

  function verdictsOn(some: readonly LintCase[]) {
    return some.map((lintCase) => ({
      source: lintCase.source,
      says: result.rulesPerCase[cases.indexOf(lintCase)],
    }))
  }

  function expectedOf(some: readonly LintCase[]) {
    return some.map(({ source, rule }) => ({ source, says: rule === undefined ? [] : [rule] }))
  }

  test('reads every case: a green run over nothing is red', () => {
    expect(result.lintedFiles).toBe(cases.length)
    expect(cases.length).toBeGreaterThan(250)
  })

  test.each(boundaryRows.map((row) => ({ place: placeOf(row), row })))(
    'draws the borders of $place exactly where the import table has them',
    ({ row }) => {
      expect(row.some(({ rule }) => rule !== undefined)).toBe(true)
      expect(row.some(({ rule }) => rule === undefined)).toBe(true)
      expect(verdictsOn(row)).toEqual(expectedOf(row))
    },
  )

  test.each(ruleCases.map((lintCase) => ({ ...lintCase, lintCase, says: lintCase.rule ?? 'nothing' })))(
    'says $says in $folder on $source',
    ({ lintCase }) => {
      expect(verdictsOn([lintCase])).toEqual(expectedOf([lintCase]))
    },
  )
})

function placeOf(row: readonly LintCase[]): string {
  const first = row[0]
  return [first?.folder, first?.fileName].filter((part) => part !== undefined && part !== '.').join('/')
}
