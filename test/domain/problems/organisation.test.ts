import { expect, test } from 'vitest'
import { problemOf } from '#domain/problems.ts'
import { ORGANISATION_PROBLEMS } from '#domain/problems/organisation.ts'

test('what is refused of administration is a refusal that somebody can act on', () => {
  for (const [code, problem] of Object.entries(ORGANISATION_PROBLEMS)) {
    expect(problem.status, code).toBeGreaterThanOrEqual(400)
    expect(problem.fix.length, code).toBeGreaterThan(10)
  }
  expect(problemOf('post.held')).toBe(ORGANISATION_PROBLEMS['post.held'])
})
