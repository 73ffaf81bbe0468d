import { expect, test } from 'vitest'
import { problemOf } from '#domain/problems.ts'
import { RECORD_PROBLEMS } from '#domain/problems/records.ts'

test('what is refused of a record is a refusal that somebody can act on', () => {
  for (const [code, problem] of Object.entries(RECORD_PROBLEMS)) {
    expect(problem.status, code).toBeGreaterThanOrEqual(400)
    expect(problem.status, code).toBeLessThan(500)
  }
  expect(problemOf('record.closed')).toBe(RECORD_PROBLEMS['record.closed'])
})
