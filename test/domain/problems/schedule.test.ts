import { expect, test } from 'vitest'
import { problemOf } from '#domain/problems.ts'
import { SCHEDULE_PROBLEMS } from '#domain/problems/schedule.ts'

test('what is refused of a schedule is a refusal that somebody can act on', () => {
  for (const [code, problem] of Object.entries(SCHEDULE_PROBLEMS)) {
    expect(problem.status, code).toBeGreaterThanOrEqual(400)
    expect(problem.fix.length, code).toBeGreaterThan(10)
  }
  expect(problemOf('schedule.moved')).toBe(SCHEDULE_PROBLEMS['schedule.moved'])
})
