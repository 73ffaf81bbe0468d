import { expect, test } from 'vitest'
import { readLookLimits } from '#db/reference/look-limits.ts'
import {
  decideLook,
  endLook,
  requestClassLook,
  type ClassLook,
  type NewClassLook,
} from '#domain/acts/class-looks.ts'
import type { ActFacts, Decided, Decision } from '#domain/acts/act.ts'
import type { AccessGrantRow } from '#domain/organisation.ts'
import { aPerson, PEOPLE, UNITS, World } from '#test/support/decisions.ts'

const limits = readLookLimits()
const asker = aPerson('unit-archivist', 'archives', { personId: 'asker', clearance: 'restricted' })
const LOOK: ClassLook = { unitId: UNITS.forming, classCode: 'SI-5-03', years: { from: 2014, to: 2015 } }
const ASKED: NewClassLook = { ...LOOK, days: 10, purpose: '专项检查 2026-3' }
const facts = (over: Partial<ActFacts> = {}): ActFacts => ({ ...new World().facts(asker), ...over })
const asks = (over: Partial<NewClassLook> = {}, seen: Partial<ActFacts> = {}) =>
  requestClassLook(facts(seen), { ...ASKED, ...over }, limits)
const rowOf = (decision: Decision): AccessGrantRow => {
  const row = decision.kind === 'decided' ? decision.accessGrants?.[0] : undefined
  if (row === undefined) throw new Error('nothing was decided')
  return row
}
const granted = (over: Partial<ActFacts> = {}): ActFacts => ({
  ...facts(),
  actor: PEOPLE.head,
  headOfUnit: PEOPLE.head.personId,
  accessGrant: rowOf(asks()),
  people: [
    {
      personId: 'asker',
      kind: 'person',
      state: 'active',
      clearance: 'restricted',
      rightsVersion: 1,
      groups: [],
    },
  ],
  ...over,
})
const decide = (seen: ActFacts, days?: number) =>
  decideLook(seen, {
    requestId: seen.accessGrant?.id ?? '',
    decision: 'grant',
    reason: '同意',
    ...(days === undefined ? {} : { days }),
  })

test.each([
  ['for longer than the limit', { days: limits.classDays + 1 }, {}, 'request.invalid'],
  ['for years that run backwards', { years: { from: 2016, to: 2015 } }, {}, 'request.invalid'],
  ['for more years than may be named', { years: { from: 1950, to: 2015 } }, {}, 'request.invalid'],
  ['for a class that is not there', { classCode: 'XX-9' }, {}, 'record.class-unknown'],
  ['for the files of persons', { classCode: 'RS-02' }, {}, 'access.class-personal'],
  [
    'for what one sees',
    {},
    { unit: { id: UNITS.forming, kind: 'section', fonds: null, liveFrom: null, seenFamilies: ['business'] } },
    'access.seen-already',
  ],
  ['by a machine', {}, { actor: PEOPLE.system }, 'access.denied'],
] as const)('FEA-H9 a look at a class is refused %s', (_, over, seen, code) => {
  expect(asks(over, seen)).toMatchObject({ kind: 'refused', code })
})

test.each([
  ['who does not head the unit', { headOfUnit: undefined }, 'not-found'],
  ['who asked', { actor: { ...PEOPLE.head, personId: 'asker' } }, 'access.own-request'],
] as const)('FEA-H9 a look at a class is not decided by %s', (_, { ...over }, code) => {
  const { headOfUnit: _head, ...without } = granted()
  const seen = 'headOfUnit' in over ? without : { ...granted(), ...over }
  expect(decide(seen)).toMatchObject({ kind: 'refused', code })
})

test('REG-9 FEA-H9 a look at a class is granted for fewer days, never more, and never above the clearance of either of the two', () => {
  expect(decide(granted(), 11)).toMatchObject({ kind: 'refused', code: 'request.invalid' })
  expect(rowOf(decide(granted(), 4))).toMatchObject({
    state: 'granted',
    fromOn: '2027-03-01',
    toOn: '2027-03-04',
    grade: 'restricted',
  })
  const lower = granted({ actor: { ...PEOPLE.head, clearance: 'internal' } })
  expect(rowOf(decide(lower))).toMatchObject({ grade: 'internal', toOn: '2027-03-10' })
})

test('FEA-H9 a deputy decides on behalf of the head, and only the head or the holder ends it', () => {
  const deputy = aPerson('unit-archivist', 'forming', { personId: 'deputy' })
  const decision = decide(granted({ actor: deputy })) as Decided
  expect(decision.onBehalfOf).toBe(PEOPLE.head.personId)
  const stands = granted({ accessGrant: rowOf(decide(granted())) })
  const { headOfUnit: _head, ...stranger } = { ...stands, actor: PEOPLE.compiler }
  const end = (seen: ActFacts) => endLook(seen, { requestId: stands.accessGrant?.id ?? '' })
  expect(end(stranger)).toMatchObject({ code: 'not-found' })
  expect(rowOf(end(stands)).state).toBe('ended')
  expect(rowOf(end({ ...stranger, actor: asker })).state).toBe('ended')
})
