import { expect, test } from 'vitest'
import { ACCOUNT_PROBLEMS } from '#domain/problems/account.ts'
import { problemOf } from '#domain/problems.ts'

test('every refusal of signing in and of accounts is one of the product’s, and says the way out', () => {
  for (const [code, problem] of Object.entries(ACCOUNT_PROBLEMS)) {
    expect(problemOf(code as keyof typeof ACCOUNT_PROBLEMS)).toBe(problem)
    expect(problem.fix).not.toBe('')
  }
  expect(Object.keys(ACCOUNT_PROBLEMS).length).toBeGreaterThan(20)
})
