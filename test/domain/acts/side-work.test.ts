import { expect, test } from 'vitest'
import { isCandidate } from '#domain/access.ts'
import { ownerOfSideWork } from '#domain/acts/side-work.ts'
import { PEOPLE, UNITS } from '#test/support/decisions.ts'

test('FLT-32 side work that stopped is nobody else’s than of those who keep the machines', () => {
  const owner = ownerOfSideWork({ bureauUnitId: UNITS.bureau })
  const owners = Object.entries(PEOPLE).filter(([, person]) => isCandidate(person, owner))
  expect(owners.map(([name]) => name)).toEqual(['admin'])
})
