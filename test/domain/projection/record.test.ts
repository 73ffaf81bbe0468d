import { describe, expect, test } from 'vitest'
import { placeHold } from '#domain/acts/holds.ts'
import { addDays } from '#domain/dates.ts'
import { fold } from '#domain/projection.ts'
import { created, does, DESCRIBED, kept, machine, started } from '#test/support/decided-lives.ts'
import { due } from '#test/support/decided-lives.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'
import { destroyed } from '#test/support/destroyed.ts'

describe('a record’s rows', () => {
  test('who is in the group of an open task sees the record, and no longer when the task is done', () => {
    const world = new World()
    const id = created(world)
    expect(world.record(id).openGroups).toEqual(['business-clerk@unit-forming'])
    does(world, PEOPLE.clerk, id, { outcome: 'submitted', form: DESCRIBED })
    expect(world.record(id).openGroups).toEqual([])
    machine(world, id, 'inspected')
    expect(world.record(id).openGroups).toEqual(['unit-archivist@unit-forming'])
  })

  test('the name of a file lies in its row and not in its event, and goes with the record', () => {
    const world = new World()
    const id = due(world)
    expect(
      world
        .rows(id)
        .all('digitalObject')
        .map(({ name }) => name),
    ).toEqual(['核定表.pdf'])
    const listId = started(world, [id])
    destroyed(world, listId)
    const objects = world.rows(id).all('digitalObject')
    expect(objects.map(({ name, destroyedAt }) => [name, destroyedAt !== null])).toEqual([[null, true]])
  })

  test('PRM-8 a fold of what is left after erasure gives the same rows', () => {
    const world = new World()
    const id = due(world)
    destroyed(world, started(world, [id]))
    const erased = (world.history.get(id) ?? []).map(({ personal: _gone, ...event }) => event)
    expect(fold(erased).all('digitalObject')).toEqual(world.rows(id).all('digitalObject'))
    expect(fold(erased).must('record', id)).toEqual(world.record(id))
  })

  test('PRM-8 destruction cancels work beside the lifecycle, so that no text comes back', () => {
    const world = new World()
    const id = due(world)
    const stream = { kind: 'record' as const, id }
    world.must(PEOPLE.engine, () => ({
      kind: 'decided',
      answer: {},
      events: [
        {
          stream,
          type: 'job.started',
          data: { id: 'ocr', kind: 'recognise-text', step: null, ownerGroup: 'g' },
        },
      ],
    }))
    destroyed(world, started(world, [id]))
    expect(world.rows(id).must('job', 'ocr').state).toBe('cancelled')
  })

  test('REQ-36 REQ-39 holds are counted and change no date', () => {
    const world = new World()
    const id = kept(world, {})
    const before = world.record(id)
    for (const n of [1, 2]) {
      world.must(PEOPLE.head, (f) =>
        placeHold(f, { recordId: id, reason: 'x', authority: 'x', reviewOn: addDays(world.today, 9) }),
      )
      expect(world.record(id).activeHolds).toBe(n)
    }
    const { dueOn, retentionEndsOn, wakeOn } = world.record(id)
    expect({ dueOn, retentionEndsOn, wakeOn }).toEqual({
      dueOn: before.dueOn,
      retentionEndsOn: before.retentionEndsOn,
      wakeOn: before.wakeOn,
    })
  })
})
