import { expect, test } from 'vitest'
import { isMember, standingOver } from '#domain/standing-holds.ts'
import type { HoldScope, StandingHold } from '#domain/state/holds.ts'
import { plainDate } from '#domain/dates.ts'

const member = { id: 'r', classCode: 'A', formingUnitId: 'u', mainRecordId: 'm' }
const of = (scope: Partial<HoldScope>): HoldScope => ({
  scopeKind: 'class',
  classCode: null,
  family: null,
  unitId: null,
  recordId: null,
  ...scope,
})

test.each([
  ['a class of the site', of({ classCode: 'A' }), true],
  ['another class', of({ classCode: 'B' }), false],
  ['the class in its unit', of({ classCode: 'A', unitId: 'u' }), true],
  ['the class in another unit', of({ classCode: 'A', unitId: 'v' }), false],
  ['itself as a file', of({ scopeKind: 'file', recordId: 'r' }), true],
  ['the main volume of its case', of({ scopeKind: 'file', recordId: 'm' }), true],
  ['another file', of({ scopeKind: 'file', recordId: 'x' }), false],
])('REQ-37 a hold on %s stands over the record: %#', (_name, scope, expected) => {
  expect(isMember(scope, member)).toBe(expected)
})

test('REQ-36 REQ-37 several stand over one record', () => {
  const said = { reason: '审计', authority: '审计局', reviewOn: plainDate('2030-01-01'), placedBy: 'p' }
  const holds: readonly StandingHold[] = [
    { ...of({ classCode: 'A' }), ...said, id: '1' },
    { ...of({ classCode: 'B' }), ...said, id: '2' },
    { ...of({ scopeKind: 'file', recordId: 'm' }), ...said, id: '3' },
  ]
  expect(standingOver(holds, member).map(({ id }) => id)).toEqual(['1', '3'])
})
