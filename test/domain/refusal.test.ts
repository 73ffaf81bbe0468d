import { expect, test } from 'vitest'
import { refuse } from '#domain/refusal.ts'

test('a refusal is a value with its code, and a detail only where there is one', () => {
  expect(refuse('not-found')).toEqual({ kind: 'refused', code: 'not-found' })
  expect(refuse('record.not-due', { dueOn: '2027-01-01' })).toEqual({
    kind: 'refused',
    code: 'record.not-due',
    detail: { dueOn: '2027-01-01' },
  })
})
