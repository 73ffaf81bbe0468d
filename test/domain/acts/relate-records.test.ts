import { expect, test } from 'vitest'
import { relateRecords, withdrawRelation } from '#domain/acts/relate-records.ts'
import { plainDate } from '#domain/dates.ts'
import type { RelationType } from '#domain/relations.ts'
import type { RecordState } from '#domain/state.ts'
import { idIn } from '#test/support/actors.ts'
import { created } from '#test/support/decided-lives.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'

const archivist = PEOPLE.archivist
function two() {
  const world = new World()
  const [one, other] = [created(world), created(world)]
  const relate = (type: RelationType, from = one, to: string | null = other, actor = archivist) =>
    world.act(actor, (facts) =>
      relateRecords(facts, { recordId: from, otherId: to, type, reason: '同一批次' }),
    )
  return { world, one, other, relate }
}

test.each([
  ['to a record that is not there', 'none', 'relation.other-unknown'],
  ['to what the actor does not see', null, 'relation.other-unknown'],
] as const)('FEA-B8 a relation is refused %s', (_, to, code) => {
  const { relate, one } = two()
  expect(relate('refers-to', one, to)).toMatchObject({ code })
})

test.each([
  ['record.ended', { endedOn: plainDate('2027-01-01'), placeStep: 'destroyed' }],
  ['content.quarantined', { quarantine: 'suspected' }],
] as readonly (readonly [string, Partial<RecordState>])[])(
  'FEA-B8 a relation is refused with %s',
  (code, over) => {
    const { world, one, relate } = two()
    world.rows(one).change('record', one, over)
    expect(relate('refers-to')).toMatchObject({ code })
  },
)

test('FEA-B8 a relation is refused to who has no right, to itself, twice, and turned round', () => {
  const { one, other, relate } = two()
  expect(relate('replaces', one, other, PEOPLE.mainHead)).toMatchObject({ code: 'access.denied' })
  expect(relate('replaces', one, one)).toMatchObject({ code: 'relation.itself' })
  expect(relate('replaces')).toMatchObject({ kind: 'decided' })
  expect(relate('replaces')).toMatchObject({ code: 'relation.known' })
  expect(relate('replaces', other, one)).toMatchObject({ code: 'relation.circular' })
  expect(relate('continues', other, one)).toMatchObject({ kind: 'decided' })
  expect(relate('refers-to')).toMatchObject({ kind: 'decided' })
  expect(relate('refers-to', other, one)).toMatchObject({ kind: 'decided' })
})

test('FEA-B8 a relation is withdrawn once, keeps its row, and may be stated again', () => {
  const { world, one, other, relate } = two()
  const said = relate('replaces')
  const relationId = said.kind === 'decided' ? idIn(said.answer, 'relationId') : ''
  const withdraw = (recordId: string, actor = archivist) =>
    world.act(actor, (facts) => withdrawRelation(facts, { recordId, relationId, reason: '登记有误' }))
  expect(withdraw(other)).toMatchObject({ code: 'not-found' })
  expect(withdraw(one, PEOPLE.mainHead)).toMatchObject({ code: 'access.denied' })
  expect(withdraw(one)).toMatchObject({ kind: 'decided' })
  expect(withdraw(one)).toMatchObject({ code: 'relation.withdrawn-already' })
  expect(world.rows(one).must('recordRelation', relationId)).toMatchObject({
    type: 'replaces',
    otherId: other,
    relatedBy: archivist.personId,
    withdrawnBy: archivist.personId,
    withdrawReason: '登记有误',
  })
  expect(relate('replaces')).toMatchObject({ kind: 'decided' })
})
