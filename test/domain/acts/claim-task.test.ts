import { describe, expect, test } from 'vitest'
import { claimTask, releaseTask } from '#domain/acts/claim-task.ts'
import { created, due, started } from '#test/support/decided-lives.ts'
import { aPerson, PEOPLE, World } from '#test/support/decisions.ts'
import { destroyed } from '#test/support/destroyed.ts'

const other = aPerson('business-clerk', 'forming', { personId: 'other-clerk' })

describe('claiming', () => {
  test('is refused to who sees nothing, has no such post, is not cleared, or comes second', () => {
    const world = new World()
    const id = created(world)
    const taskId = world.open(id)[0]?.id ?? ''
    expect(world.act(PEOPLE.clerk, (f) => claimTask(f, { taskId: 'none' }))).toMatchObject({
      code: 'not-found',
    })
    expect(world.act(PEOPLE.archivist, (f) => claimTask(f, { taskId }))).toMatchObject({
      code: 'task.not-candidate',
    })
    expect(
      world.act({ ...PEOPLE.clerk, clearance: 'public' }, (f) => claimTask(f, { taskId })),
    ).toMatchObject({ code: 'not-found' })
    world.must(PEOPLE.clerk, (f) => claimTask(f, { taskId }))
    expect(world.act(other, (f) => claimTask(f, { taskId }))).toMatchObject({ code: 'task.not-yours' })
  })

  test('one’s own task again changes nothing', () => {
    const world = new World()
    const taskId = world.open(created(world))[0]?.id ?? ''
    world.must(PEOPLE.clerk, (f) => claimTask(f, { taskId }))
    expect(world.must(PEOPLE.clerk, (f) => claimTask(f, { taskId })).events).toEqual([])
  })
})

describe('giving back', () => {
  test('needs a claim of one’s own, and opens the task to its group', () => {
    const world = new World()
    const id = created(world)
    const taskId = world.open(id)[0]?.id ?? ''
    expect(world.act(PEOPLE.clerk, (f) => releaseTask(f, { taskId }))).toMatchObject({
      code: 'task.not-claimed',
    })
    world.must(PEOPLE.clerk, (f) => claimTask(f, { taskId }))
    expect(world.act(other, (f) => releaseTask(f, { taskId }))).toMatchObject({ code: 'task.not-yours' })
    world.must(PEOPLE.clerk, (f) => releaseTask(f, { taskId }))
    expect(world.open(id)).toMatchObject([{ state: 'open', assigneeId: null }])
    world.must(other, (f) => claimTask(f, { taskId }))
  })

  test('REQ-23 the signature of a witness stays with who checked', () => {
    const world = new World()
    const listId = started(world, [due(world)])
    destroyed(world, listId)
    const taskId = world.open(listId, 'witness-business')[0]?.id ?? ''
    expect(world.act(PEOPLE.witnessBusiness, (f) => releaseTask(f, { taskId }))).toMatchObject({
      code: 'duty.same-person',
    })
  })
})
