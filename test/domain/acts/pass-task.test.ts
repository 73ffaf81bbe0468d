import { describe, expect, test } from 'vitest'
import type { Actor } from '#domain/access.ts'
import type { PersonFacts } from '#domain/acts/act.ts'
import { claimTask, releaseTask } from '#domain/acts/claim-task.ts'
import { delegateTask, handBackTask, reassignTask, releaseLeaversTask } from '#domain/acts/pass-task.ts'
import { created, due, started } from '#test/support/decided-lives.ts'
import { aPerson, PEOPLE, World } from '#test/support/decisions.ts'
import { destroyed } from '#test/support/destroyed.ts'

const colleague = aPerson('business-clerk', 'forming', { personId: 'colleague' })

function known(actor: Actor, over: Partial<PersonFacts> = {}): PersonFacts {
  const { personId, kind, clearance, rightsVersion, groups } = actor
  return { personId, kind, state: 'active', clearance, rightsVersion, groups, ...over }
}

function claimed(): { readonly world: World; readonly id: string; readonly taskId: string } {
  const world = new World()
  world.over = { people: [known(colleague), known(PEOPLE.archivist), known(PEOPLE.clerk)] }
  const id = created(world)
  const taskId = world.open(id)[0]?.id ?? ''
  world.must(PEOPLE.clerk, (f) => claimTask(f, { taskId }))
  return { world, id, taskId }
}

const reason = '明日出差'

describe('delegating', () => {
  test('FEA-C3 is refused to who does not hold the task, and to a person who could not do it', () => {
    const { world, taskId } = claimed()
    const delegate = (actor: Actor, to: string) =>
      world.act(actor, (f) => delegateTask(f, { taskId, to, reason }))
    expect(delegate(colleague, 'colleague')).toMatchObject({ code: 'task.not-yours' })
    expect(delegate(PEOPLE.clerk, PEOPLE.clerk.personId)).toMatchObject({ code: 'task.holds-it' })
    expect(delegate(PEOPLE.clerk, PEOPLE.archivist.personId)).toMatchObject({
      code: 'task.taker-not-candidate',
    })
    expect(delegate(PEOPLE.clerk, 'nobody')).toMatchObject({ code: 'task.taker-not-candidate' })
    world.over = { people: [known(colleague, { state: 'passive' })] }
    expect(delegate(PEOPLE.clerk, 'colleague')).toMatchObject({ code: 'task.taker-not-candidate' })
    world.over = { people: [known(colleague, { clearance: 'public' })] }
    expect(delegate(PEOPLE.clerk, 'colleague')).toMatchObject({ code: 'task.taker-not-candidate' })
  })

  test('REQ-23 the signature of a witness cannot be delegated', () => {
    const world = new World()
    const other = aPerson('witness', 'forming', { personId: 'other-witness' })
    world.over = { people: [known(other)] }
    const listId = started(world, [due(world)])
    destroyed(world, listId)
    const taskId = world.open(listId, 'witness-business')[0]?.id ?? ''
    expect(
      world.act(PEOPLE.witnessBusiness, (f) => delegateTask(f, { taskId, to: 'other-witness', reason })),
    ).toMatchObject({ code: 'duty.same-person' })
  })

  test('FEA-C3 moves the task, says why only to those who may read it, and rests on the rights of who takes it', () => {
    const { world, id, taskId } = claimed()
    const act = world.must(PEOPLE.clerk, (f) => delegateTask(f, { taskId, to: 'colleague', reason }))
    expect(act.events).toMatchObject([{ type: 'task.delegated', personal: { reasonDigest: reason } }])
    expect(JSON.stringify(act.events.map(({ data }) => data))).not.toContain(reason)
    expect(act.people).toEqual([{ id: 'colleague', rightsVersion: 1 }])
    expect(world.open(id)).toMatchObject([
      { state: 'claimed', assigneeId: 'colleague', delegatedBy: PEOPLE.clerk.personId },
    ])
    expect(
      world.act(colleague, (f) => delegateTask(f, { taskId, to: PEOPLE.clerk.personId, reason })),
    ).toMatchObject({ code: 'task.delegated-on' })
  })
})

describe('a delegated task', () => {
  test('FEA-C3 goes back by its holder or by who gave it, and by nobody else', () => {
    const { world, id, taskId } = claimed()
    expect(world.act(PEOPLE.clerk, (f) => handBackTask(f, { taskId }))).toMatchObject({
      code: 'task.not-delegated',
    })
    world.must(PEOPLE.clerk, (f) => delegateTask(f, { taskId, to: 'colleague', reason }))
    expect(world.act(PEOPLE.head, (f) => handBackTask(f, { taskId }))).toMatchObject({
      code: 'task.not-yours',
    })
    world.must(PEOPLE.clerk, (f) => handBackTask(f, { taskId }))
    expect(world.open(id)).toMatchObject([{ assigneeId: PEOPLE.clerk.personId, delegatedBy: null }])
    world.must(PEOPLE.clerk, (f) => delegateTask(f, { taskId, to: 'colleague', reason }))
    world.must(colleague, (f) => releaseTask(f, { taskId }))
    expect(world.open(id)).toMatchObject([{ assigneeId: PEOPLE.clerk.personId, delegatedBy: null }])
  })
})

describe('FLT-27 the head of the unit', () => {
  test('is the only one who may take a claimed task out of somebody’s hands', () => {
    const { world, taskId } = claimed()
    const reassign = (actor: Actor, to: string | null) =>
      world.act(actor, (f) => reassignTask(f, { taskId, to, reason }))
    for (const actor of [colleague, PEOPLE.archivist, PEOPLE.mainHead, PEOPLE.archivesHead])
      expect(reassign(actor, null)).toMatchObject({ code: 'task.not-head' })
    const elsewhere = aPerson('unit-head', 'archives', { personId: 'other-head' })
    expect(reassign(elsewhere, null)).toMatchObject({ code: 'task.not-head' })
    expect(reassign(PEOPLE.head, PEOPLE.archivist.personId)).toMatchObject({
      code: 'task.taker-not-candidate',
    })
  })

  test('gives it to another of the group, or back to the group', () => {
    const { world, id, taskId } = claimed()
    world.must(PEOPLE.head, (f) => reassignTask(f, { taskId, to: 'colleague', reason }))
    expect(world.open(id)).toMatchObject([{ assigneeId: 'colleague', delegatedBy: null }])
    world.must(PEOPLE.head, (f) => reassignTask(f, { taskId, to: null, reason }))
    expect(world.open(id)).toMatchObject([{ state: 'open', assigneeId: null }])
    expect(world.act(PEOPLE.head, (f) => reassignTask(f, { taskId, to: null, reason }))).toMatchObject({
      code: 'task.not-claimed',
    })
  })
})

describe('FLT-27 a leaver’s task', () => {
  test('stays where it is while its holder is active', () => {
    const { world, id, taskId } = claimed()
    expect(world.must(PEOPLE.engine, (f) => releaseLeaversTask(f, { taskId })).events).toEqual([])
    expect(world.open(id)).toMatchObject([{ state: 'claimed' }])
  })

  test('goes back to its group once they are passive', () => {
    const { world, id, taskId } = claimed()
    world.over = { people: [known(PEOPLE.clerk, { state: 'passive' })] }
    world.must(PEOPLE.engine, (f) => releaseLeaversTask(f, { taskId }))
    expect(world.open(id)).toMatchObject([{ state: 'open', assigneeId: null }])
    expect(world.must(PEOPLE.engine, (f) => releaseLeaversTask(f, { taskId })).events).toEqual([])
  })
})
