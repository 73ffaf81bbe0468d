import { expect, test } from 'vitest'
import { problemOf } from '#domain/problems.ts'
import { TRANSFER_PROBLEMS } from '#domain/problems/transfer.ts'

test('what is refused of a transfer is a refusal that somebody can act on', () => {
  for (const [code, problem] of Object.entries(TRANSFER_PROBLEMS)) {
    expect(problem.status, code).toBeGreaterThanOrEqual(400)
    expect(problem.fix.length, code).toBeGreaterThan(10)
  }
  expect(problemOf('batch.not-due')).toBe(TRANSFER_PROBLEMS['batch.not-due'])
})
