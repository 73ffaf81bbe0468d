import { describe, expect, test } from 'vitest'
import { isProblemCode, problemOf, PROBLEMS, type ProblemCode } from '#domain/problems.ts'

const codes = Object.keys(PROBLEMS) as ProblemCode[]

describe('problems', () => {
  test('are known by their code and by nothing else', () => {
    expect(isProblemCode('record.on-hold')).toBe(true)
    expect(isProblemCode('toString')).toBe(false)
    expect(isProblemCode('record.on-holiday')).toBe(false)
  })

  test.each(codes)('%s says what happened and what to do, in whole sentences', (code) => {
    const { status, title, fix } = problemOf(code)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(600)
    expect(title).toMatch(/^[A-Z].*[^.]$/)
    expect(fix).toMatch(/^[A-Z].*\.$/)
  })

  test('PRM-6 what one may not see is answered like what is missing', () => {
    expect(problemOf('not-found')).toMatchObject({
      status: 404,
      title: 'There is no such thing here for you',
    })
  })

  test('only what passes by itself says that it can be tried again', () => {
    const retryable = codes.filter((code) => 'retryable' in PROBLEMS[code])
    expect(retryable).toEqual([
      'request.rate-limited',
      'oidc.unavailable',
      'hand-over.sheet-missing',
      'act.stale',
      'store.unavailable',
      'service.unavailable',
    ])
  })
})
