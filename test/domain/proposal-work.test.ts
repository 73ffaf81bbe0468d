import { expect, test } from 'vitest'
import { plainDate } from '#domain/dates.ts'
import { proposalDueOn, proposalsDecidedBy } from '#domain/proposal-work.ts'
import { ROLES } from '#domain/vocabulary.ts'
import { aPerson } from '#test/support/decisions.ts'

test('a proposal waits for the roles that may decide it and for nobody else, nor for who stands in for them', () => {
  const deciders = ROLES.map((role) => [role, proposalsDecidedBy(aPerson(role, 'forming'))] as const)
  expect(deciders.filter(([, kinds]) => kinds.length > 0).toSorted(([a], [b]) => (a < b ? -1 : 1))).toEqual([
    ['archives-head', ['lower-grade', 'giving', 'own-rule', 'lift', 'record-lift', 'variant']],
    ['main-head', ['lift', 'record-lift']],
    ['unit-head', ['lower-grade', 'giving', 'lift', 'record-lift', 'variant']],
  ])
  const deputy = { ...aPerson('archives-clerk', 'forming'), groups: ['archives-head@forming'] }
  expect(proposalsDecidedBy(deputy)).toEqual([])
})

test('it is decided within five working days of the day on which it was made', () => {
  const calendar = { holidays: new Set([plainDate('2027-03-19')]), makeUpWorkdays: new Set<never>() }
  expect(proposalDueOn(plainDate('2027-03-17'), calendar)).toBe('2027-03-25')
})
