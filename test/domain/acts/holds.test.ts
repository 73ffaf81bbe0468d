import { describe, expect, test } from 'vitest'
import { beginDestruction } from '#domain/acts/destroy-record.ts'
import { confirmDue } from '#domain/acts/engine.ts'
import { decideLift, placeHold, proposeLift, takeOffHeld } from '#domain/acts/holds.ts'
import { addDays } from '#domain/dates.ts'
import type { Actor } from '#domain/access.ts'
import { compiled, cooled, due, kept, sealed, started } from '#test/support/decided-lives.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'
import { destroyed } from '#test/support/destroyed.ts'

const place = (world: World, recordId: string, actor: Actor = PEOPLE.archivesHead) =>
  world.act(actor, (f) =>
    placeHold(f, { recordId, reason: '诉讼', authority: '法院', reviewOn: addDays(world.today, 30) }),
  )

describe('placing a hold', () => {
  test('REQ-35 REQ-40 needs the right and a review day ahead', () => {
    const world = new World()
    const id = kept(world)
    expect(place(world, id, PEOPLE.clerk)).toMatchObject({ code: 'access.denied' })
    expect(place(world, 'none')).toMatchObject({ code: 'not-found' })
    expect(
      world.act(PEOPLE.head, (f) =>
        placeHold(f, { recordId: id, reason: 'x', authority: 'x', reviewOn: world.today }),
      ),
    ).toMatchObject({ code: 'request.invalid' })
  })

  test.each([
    ['compiled', compiled, 'aborted'],
    ['sealed', sealed, 'opinions'],
    ['cooled', cooled, 'aborted'],
    ['started', started, 'destroy'],
  ] as const)('REQ-38 takes the only record off a list that is %s', (_name, listOf, place_) => {
    const world = new World()
    const id = due(world)
    const listId = listOf(world, [id])
    expect(place(world, id)).toMatchObject({ kind: 'decided', epochs: [{ raise: true }] })
    expect(world.record(id)).toMatchObject({ placeStep: 'due', disposalListId: null, activeHolds: 1 })
    expect(world.list(listId).placeStep).toBe(place_)
    expect(world.open(id)).toHaveLength(1)
  })

  test('PRM-4 after the point of no return the attempt is recorded and refused', () => {
    const world = new World()
    const id = due(world)
    const listId = started(world, [id])
    world.must(PEOPLE.engine, (f) => beginDestruction(f, { listId, recordId: id }))
    expect(place(world, id)).toMatchObject({ kind: 'decided', refusal: { code: 'record.being-destroyed' } })
    expect(world.history.get(id)?.at(-1)?.type).toBe('hold.refused')
    expect(world.record(id).activeHolds).toBe(0)
    destroyed(world, listId)
    expect(place(world, id)).toMatchObject({ code: 'record.ended' })
  })
})

test('REQ-38 a list that the holder may not see is left by the clock, at once', () => {
  const world = new World()
  const id = due(world)
  const listId = cooled(world, [id])
  const list = world.rows(listId)
  world.subjects.delete(listId)
  expect(place(world, id)).toMatchObject({ kind: 'decided' })
  world.subjects.set(listId, list)
  expect(world.record(id)).toMatchObject({
    placeStep: 'at-disposal',
    disposalListId: listId,
    wakeOn: world.today,
  })
  world.must(PEOPLE.engine, (f) => takeOffHeld(f, { recordId: id }) ?? confirmDue(f, { recordId: id }))
  expect(world.record(id)).toMatchObject({ placeStep: 'due', disposalListId: null })
  expect(world.list(listId).placeStep).toBe('aborted')
  expect(takeOffHeld(world.facts(PEOPLE.engine), { recordId: id })).toBeUndefined()
})

describe('lifting a hold', () => {
  test('REQ-36 REQ-40 takes two persons, and only the last lifting frees the record', () => {
    const world = new World()
    const id = due(world)
    place(world, id)
    place(world, id)
    const [first, second] = world
      .rows(id)
      .all('hold')
      .map((hold) => ({ recordId: id, holdId: hold.id }))
    if (first === undefined || second === undefined) throw new Error('two holds were placed')
    const decide = (actor: Actor, ref: typeof first, decision: 'confirm' | 'refuse' = 'confirm') =>
      world.act(actor, (f) => decideLift(f, { ...ref, decision, reason: 'x' }))
    expect(decide(PEOPLE.archivesHead, first)).toMatchObject({ code: 'hold.not-proposed' })
    expect(world.act(PEOPLE.clerk, (f) => proposeLift(f, { ...first, reason: 'x' }))).toMatchObject({
      code: 'access.denied',
    })
    world.must(PEOPLE.archivesHead, (f) => proposeLift(f, { ...first, reason: 'x' }))
    expect(world.act(PEOPLE.head, (f) => proposeLift(f, { ...first, reason: 'x' }))).toMatchObject({
      code: 'hold.not-active',
    })
    expect(decide(PEOPLE.archivesHead, first)).toMatchObject({ code: 'hold.second-person' })
    expect(decide(PEOPLE.auditor, first)).toMatchObject({ code: 'access.denied' })
    expect(decide(PEOPLE.head, first, 'refuse')).toMatchObject({ kind: 'decided' })
    expect(world.record(id).activeHolds).toBe(2)
    for (const ref of [first, second]) {
      world.must(PEOPLE.archivesHead, (f) => proposeLift(f, { ...ref, reason: 'x' }))
      expect(decide(PEOPLE.mainHead, ref)).toMatchObject({ kind: 'decided' })
    }
    expect(world.record(id).activeHolds).toBe(0)
    expect(decide(PEOPLE.mainHead, { recordId: id, holdId: 'none' })).toMatchObject({ code: 'not-found' })
  })
})
