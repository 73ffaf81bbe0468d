import { describe, expect, test } from 'vitest'
import { abortList, askStop, compileList, MOST_ITEMS } from '#domain/acts/lists.ts'
import { approved, compiled, cooled, due, kept } from '#test/support/decided-lives.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'

const compile = (
  world: World,
  recordIds: readonly string[],
  actor: (typeof PEOPLE)[keyof typeof PEOPLE] = PEOPLE.compiler,
) => world.act(actor, (f) => compileList(f, { title: '清单', recordIds }))

describe('compiling a list', () => {
  test('REG-24 is refused for nothing, too much, the unseen, and to who has no right', () => {
    const world = new World()
    expect(compile(world, [])).toMatchObject({ code: 'list.empty' })
    expect(
      compile(
        world,
        Array.from({ length: 501 }, (_, index) => `record-${index}`),
      ),
    ).toMatchObject({ code: 'list.too-long' })
    expect(
      compile(
        world,
        Array.from({ length: MOST_ITEMS + 1 }, (_, n) => `r${n}`),
      ),
    ).toMatchObject({ kind: 'refused' })
    expect(compile(world, ['none'])).toMatchObject({ code: 'not-found' })
    expect(compile(world, [due(world)], PEOPLE.archivesHead)).toMatchObject({ code: 'access.denied' })
  })

  test('REQ-34 PRM-4 takes no record that is not due, under hold, or on another list', () => {
    const world = new World()
    const [id, held] = [due(world), due(world)]
    world.rows(held).change('record', held, { activeHolds: 1 })
    expect(compile(world, [id, kept(world)])).toMatchObject({ code: 'record.not-due' })
    expect(compile(world, [id, held])).toMatchObject({ code: 'record.on-hold' })
    const listId = compiled(world, [id])
    expect(compile(world, [id])).toMatchObject({ code: 'list.record-elsewhere', detail: { listId } })
  })

  test('REQ-21 who created a record does not list it', () => {
    const world = new World()
    const id = due(world)
    expect(compile(world, [id], { ...PEOPLE.clerk, roles: ['archives-clerk'] } as never)).toMatchObject({
      code: 'duty.not-distinct',
    })
  })

  test('never mixes families or fonds', () => {
    const world = new World()
    const [one, other] = [due(world), due(world)]
    world.rows(other).change('record', other, { fondsId: 'another' })
    expect(compile(world, [one, other])).toMatchObject({ code: 'list.mixed' })
    world
      .rows(other)
      .change('record', other, { fondsId: 'fonds', classCode: 'RS-02', triggeredOn: '2010-01-01' as never })
    expect(compile(world, [one, other])).toMatchObject({ code: 'list.mixed' })
  })

  test('numbers lists by the year, takes the highest grade, and gives the compiler its first task', () => {
    const world = new World()
    const [first, second] = [due(world), due(world)]
    world.rows(second).change('record', second, { grade: 'restricted' })
    expect(world.list(compiled(world, [first, first]))).toMatchObject({
      number: 'D-J021-2027-001',
      grade: 'internal',
      placeStep: 'compile',
    })
    const listId = compiled(world, [second])
    expect(world.list(listId)).toMatchObject({ number: 'D-J021-2027-002', grade: 'restricted' })
    expect(world.open(listId)).toMatchObject([{ state: 'claimed', assigneeId: PEOPLE.compiler.personId }])
    expect(world.record(second)).toMatchObject({
      placeStep: 'at-disposal',
      disposalListId: listId,
      wakeOn: '2028-03-01',
    })
    expect(world.open(second)).toEqual([])
  })
})

describe('stopping a list', () => {
  const stop = (listId: string) => ({ listId, reason: '查用' })

  test('anyone on it may ask, only the main head of the fonds aborts, and only while it cools', () => {
    const world = new World()
    const id = due(world)
    const listId = approved(world, [id])
    expect(world.act(PEOPLE.clerk, (f) => askStop(f, stop(listId)))).toMatchObject({ code: 'access.denied' })
    expect(world.act(PEOPLE.business, (f) => askStop(f, stop('none')))).toMatchObject({ code: 'not-found' })
    expect(world.act(PEOPLE.business, (f) => askStop(f, stop(listId)))).toMatchObject({
      events: [{ type: 'list.stop-asked' }],
    })
    expect(world.act(PEOPLE.archivesHead, (f) => abortList(f, stop(listId)))).toMatchObject({
      code: 'access.denied',
    })
    world.must(PEOPLE.mainHead, (f) => abortList(f, stop(listId)))
    expect(world.list(listId)).toMatchObject({ placeStep: 'aborted', abortReason: '查用' })
    expect(world.record(id)).toMatchObject({ placeStep: 'due', disposalListId: null })
    expect(world.act(PEOPLE.business, (f) => askStop(f, stop(listId)))).toMatchObject({
      code: 'list.not-cooling',
    })
  })

  test('after cooling-off it is the witnesses’ to stop', () => {
    const world = new World()
    const listId = cooled(world, [due(world)])
    expect(world.act(PEOPLE.mainHead, (f) => abortList(f, stop(listId)))).toMatchObject({
      code: 'list.not-cooling',
    })
  })
})
