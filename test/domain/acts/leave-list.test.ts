import { describe, expect, test } from 'vitest'
import { decided } from '#domain/acts/act.ts'
import { abortEvents, endEmptyList, itemsOn, leaveEvents } from '#domain/acts/leave-list.ts'
import { compiled, concluded, due, kept } from '#test/support/decided-lives.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'

describe('leaving a list', () => {
  test('a record that is on no list cannot leave one', () => {
    const world = new World()
    const listId = compiled(world, [due(world)])
    const other = kept(world)
    const leave = (recordId: string) => () =>
      leaveEvents(world.facts(PEOPLE.engine), {
        list: world.list(listId),
        recordId,
        reason: 'on-hold',
        detail: 'x',
      })
    expect(leave('none')).toThrow(/not among the facts/)
    expect(leave(other)).toThrow(/not on a list/)
  })

  test('REQ-12 an extension gives a new due date from the same trigger, and the record sleeps until then', () => {
    const world = new World()
    const id = due(world)
    const listId = compiled(world, [id])
    world.must(PEOPLE.engine, (f) =>
      decided(
        leaveEvents(f, {
          list: world.list(listId),
          recordId: id,
          reason: 'extended',
          detail: 'x',
          extendedYears: 20,
        }),
        {},
      ),
    )
    expect(world.record(id)).toMatchObject({
      placeStep: 'keep',
      placeRound: 1,
      extendedYears: 20,
      retentionEndsOn: '2036-12-31',
      dueOn: '2037-01-01',
      wakeOn: '2037-01-01',
    })
    expect(itemsOn(world.rows(listId))).toEqual([])
  })

  test('an abort returns every record that is still on the list', () => {
    const world = new World()
    const ids = [due(world), due(world)]
    const listId = concluded(world, ids)
    world.must(PEOPLE.engine, (f) =>
      decided(abortEvents(f, world.list(listId), { rows: world.rows(listId), reason: 'x' }), {}),
    )
    expect(ids.map((id) => world.record(id).placeStep)).toEqual(['due', 'due'])
    expect(world.list(listId).abortReason).toBe('x')
  })
})

test('an empty list ends where its definition lets it, and nobody is left with its tasks', () => {
  const world = new World()
  const listId = compiled(world, [due(world)])
  const end = () => endEmptyList(world.facts(PEOPLE.engine), world.list(listId), world.rows(listId))
  expect(end().map(({ type }) => type)).toEqual(['list.aborted', 'task.cancelled', 'place.moved'])
  world.rows(listId).change('disposalList', listId, { placeStep: 'cool-off' })
  expect(end().map(({ type }) => type)).toEqual(['task.cancelled', 'place.moved'])
  for (const placeStep of ['opinions', 'register', 'file-for-record', 'approve', 'execute', 'destroy']) {
    world.rows(listId).change('disposalList', listId, { placeStep })
    expect(end()).toEqual([])
  }
})
