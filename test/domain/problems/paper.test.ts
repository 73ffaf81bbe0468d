import { expect, test } from 'vitest'
import { problemOf } from '#domain/problems.ts'
import { PAPER_PROBLEMS } from '#domain/problems/paper.ts'

test('what is refused of a paper file is a refusal that somebody can act on', () => {
  for (const [code, problem] of Object.entries(PAPER_PROBLEMS)) {
    expect(problem.status, code).toBeGreaterThanOrEqual(400)
    expect(problem.status, code).toBeLessThan(500)
  }
  expect(problemOf('pages.differ')).toBe(PAPER_PROBLEMS['pages.differ'])
})
