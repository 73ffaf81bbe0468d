import { expect, test } from 'vitest'
import { decisionDueOn, mayDecideAccess } from '#domain/acts/access-requests.ts'
import { plainDate } from '#domain/dates.ts'
import { PEOPLE } from '#test/support/decisions.ts'

const head = PEOPLE.head
const of = {
  formingUnitId: head.posts[0]?.unitId ?? '',
  custodyUnitId: PEOPLE.archivesHead.posts[0]?.unitId ?? null,
}

test.each([
  ['a clerk of the unit', PEOPLE.clerk],
  ['the archives clerk', PEOPLE.compiler],
  ['the main head', PEOPLE.mainHead],
  ['an auditor', PEOPLE.auditor],
])('FEA-H9 %s does not grant looks', (_, actor) => {
  expect(mayDecideAccess(actor, of)).toBe(false)
})

test('FEA-H9 the head of the unit does, and of the archives office once it has the record', () => {
  expect(mayDecideAccess(head, of)).toBe(true)
  expect(mayDecideAccess(PEOPLE.archivesHead, of)).toBe(true)
  expect(mayDecideAccess(PEOPLE.archivesHead, { ...of, custodyUnitId: null })).toBe(false)
})

test('FEA-H9 a decision is asked for within five working days', () => {
  const calendar = { holidays: new Set([plainDate('2026-05-01')]), makeUpWorkdays: new Set<never>() }
  expect(decisionDueOn(plainDate('2026-04-29'), calendar)).toBe('2026-05-07')
})
