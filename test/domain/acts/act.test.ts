import { expect, test } from 'vitest'
import { decided } from '#domain/acts/act.ts'

test('a decision carries what the commit must write beside its events, and nothing that was not said', () => {
  expect(decided([], { recordId: 'r' })).toEqual({ kind: 'decided', events: [], answer: { recordId: 'r' } })
  expect(decided([], {}, { erase: ['r'] })).toEqual({ kind: 'decided', events: [], answer: {}, erase: ['r'] })
})
