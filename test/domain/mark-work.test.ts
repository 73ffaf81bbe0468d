import { expect, test } from 'vitest'
import { plainDate } from '#domain/dates.ts'
import { decidesMarks, markDueOn } from '#domain/mark-work.ts'
import { ROLES } from '#domain/vocabulary.ts'
import { aPerson } from '#test/support/decisions.ts'

test('REG-10 a mark of a state secret waits for the security administrator and for nobody else', () => {
  expect(ROLES.filter((role) => decidesMarks(aPerson(role, 'forming')))).toEqual(['security-admin'])
  const deputy = { ...aPerson('unit-head', 'forming'), groups: ['security-admin@forming'] }
  expect(decidesMarks(deputy)).toBe(false)
})

test('it is decided within three working days of the day on which it was found', () => {
  const calendar = { holidays: new Set([plainDate('2027-03-19')]), makeUpWorkdays: new Set<never>() }
  expect(markDueOn(plainDate('2027-03-17'), calendar)).toBe('2027-03-23')
})
