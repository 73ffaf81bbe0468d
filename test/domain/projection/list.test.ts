import { describe, expect, test } from 'vitest'
import { beginDestruction, dropFromDestruction } from '#domain/acts/destroy-record.ts'
import { placeHold } from '#domain/acts/holds.ts'
import { addDays } from '#domain/dates.ts'
import { due, started } from '#test/support/decided-lives.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'
import { destroyed } from '#test/support/destroyed.ts'

describe('a list’s rows', () => {
  test('whoever was appointed sees the list for good', () => {
    const world = new World()
    const listId = started(world, [due(world)])
    const { appointedGroups } = world.list(listId)
    for (const group of [
      'appraiser:business@unit-agency',
      'main-head@unit-agency',
      'witness@unit-archives',
      'executor@unit-archives',
    ]) {
      expect(appointedGroups).toContain(group)
    }
  })

  test('starting the execution marks what is still on the list', () => {
    const world = new World()
    const listId = started(world, [due(world), due(world)])
    expect(
      world
        .rows(listId)
        .all('disposalListItem')
        .map(({ state }) => state),
    ).toEqual(['destroying', 'destroying'])
    expect(world.list(listId)).toMatchObject({
      executorId: PEOPLE.executor.personId,
      executionFinishedAt: null,
    })
  })

  test('REQ-38 execution is over with the last record, also when that one left at the last moment', () => {
    const world = new World()
    const [first, second] = [due(world), due(world)]
    const listId = started(world, [first, second])
    expect(world.act(PEOPLE.engine, (f) => beginDestruction(f, { listId, recordId: first }))).toMatchObject({
      kind: 'decided',
    })
    expect(
      world.act(PEOPLE.engine, (f) => dropFromDestruction(f, { listId, recordId: first, why: 'on-hold' })),
    ).toMatchObject({ code: 'record.being-destroyed' })
    world.must(PEOPLE.head, (f) =>
      placeHold(f, { recordId: second, reason: 'x', authority: 'x', reviewOn: addDays(world.today, 9) }),
    )
    expect(world.list(listId).executionFinishedAt).toBeNull()
    destroyed(world, listId)
    expect(world.list(listId).executionFinishedAt).not.toBeNull()
    expect(world.record(second).placeStep).toBe('due')
  })

  test('an event about a record that is not on the list is said', () => {
    const world = new World()
    const listId = started(world, [due(world)])
    const stream = { kind: 'disposal-list' as const, id: listId }
    expect(() =>
      world.act(PEOPLE.engine, () => ({
        kind: 'decided',
        answer: {},
        events: [{ stream, type: 'list.item-destroyed', data: { recordId: 'other' } }],
      })),
    ).toThrow(/not on the list/)
  })
})
