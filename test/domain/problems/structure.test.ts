import { expect, test } from 'vitest'
import { problemOf } from '#domain/problems.ts'
import { STRUCTURE_PROBLEMS } from '#domain/problems/structure.ts'

test('what is refused of schemes, filings and cases is a refusal that somebody can act on', () => {
  for (const [code, problem] of Object.entries(STRUCTURE_PROBLEMS)) {
    expect(problem.status, code).toBeGreaterThanOrEqual(400)
    expect(problem.fix.length, code).toBeGreaterThan(10)
  }
  expect(problemOf('case.known')).toBe(STRUCTURE_PROBLEMS['case.known'])
})
