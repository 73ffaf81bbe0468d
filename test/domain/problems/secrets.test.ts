import { expect, test } from 'vitest'
import { problemOf } from '#domain/problems.ts'
import { SECRET_PROBLEMS } from '#domain/problems/secrets.ts'

test('what is refused of schemes, filings and cases is a refusal that somebody can act on', () => {
  for (const [code, problem] of Object.entries(SECRET_PROBLEMS)) {
    expect(problem.status, code).toBeGreaterThanOrEqual(400)
    expect(problem.fix.length, code).toBeGreaterThan(10)
  }
  expect(problemOf('stub.ended')).toBe(SECRET_PROBLEMS['stub.ended'])
})
