import { expect, test } from 'vitest'
import { problemOf } from '#domain/problems.ts'
import { IMPORT_PROBLEMS } from '#domain/problems/import.ts'

test('what is refused of an import is a refusal that somebody can act on', () => {
  for (const [code, problem] of Object.entries(IMPORT_PROBLEMS)) {
    expect(problem.status, code).toBeGreaterThanOrEqual(400)
    expect(problem.fix.length, code).toBeGreaterThan(10)
  }
  expect(problemOf('import.touched')).toBe(IMPORT_PROBLEMS['import.touched'])
})
