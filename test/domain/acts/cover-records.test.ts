import { describe, expect, test } from 'vitest'
import { finishHolding, holdRecords } from '#domain/acts/cover-records.ts'
import { beginDestruction } from '#domain/acts/destroy-record.ts'
import { confirmDue } from '#domain/acts/engine.ts'
import { placeHold, proposeLift, takeOffHeld } from '#domain/acts/holds.ts'
import { addDays } from '#domain/dates.ts'
import { cooled, due, kept, started } from '#test/support/decided-lives.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'
import { CLASS_OF_SITE, liftedBy, partsOn, placed, standing, worked } from '#test/support/standing-holds.ts'

const jobs = (world: World, id: string) =>
  world
    .rows(id)
    .all('job')
    .filter(({ kind }) => kind === 'secure-copies')

describe('the engine puts a standing hold on its members', () => {
  test('REQ-37 nobody else does, and no work of another job', () => {
    const world = new World()
    const id = kept(world)
    const standingHoldId = placed(world, CLASS_OF_SITE)
    const ref = { standingHoldId, jobId: standing(world, standingHoldId).workId }
    const page = { ...ref, recordIds: [id] }
    expect(world.act(PEOPLE.archivesHead, (f) => holdRecords(f, page))).toMatchObject({
      code: 'access.denied',
    })
    expect(world.act(PEOPLE.engine, (f) => holdRecords(f, { ...page, standingHoldId: 'x' }))).toMatchObject({
      code: 'not-found',
    })
    expect(world.must(PEOPLE.engine, (f) => holdRecords(f, { ...page, jobId: 'x' })).events).toEqual([])
    expect(
      world.must(PEOPLE.engine, (f) => finishHolding(f, { ...ref, jobId: 'x', records: 0 })).events,
    ).toEqual([])
    expect(partsOn(world, id)).toEqual([])
  })

  test('REQ-37 FEA-E4 on each once, with the store where it keeps a copy, and on nothing past its point of no return', () => {
    const world = new World()
    const [id, other, gone] = [kept(world), kept(world), due(world)]
    world.rows(other).change('record', other, { classCode: 'SI-5-04' })
    const listId = started(world, [gone])
    world.must(PEOPLE.engine, (f) => beginDestruction(f, { listId, recordId: gone }))
    const standingHoldId = placed(world, CLASS_OF_SITE)
    const page = {
      standingHoldId,
      jobId: standing(world, standingHoldId).workId,
      recordIds: [id, other, gone],
    }
    const decision = world.must(PEOPLE.engine, (f) => holdRecords(f, page))
    expect(decision).toMatchObject({ answer: { records: 1 }, epochs: [{ fondsId: 'fonds' }], nudged: [id] })
    expect(world.must(PEOPLE.engine, (f) => holdRecords(f, page)).events).toEqual([])
    expect(partsOn(world, id)).toMatchObject([{ joining: 'present', reason: '专项审计' }])
    expect(jobs(world, id)).toHaveLength(1)
    expect([world.record(other).activeHolds, world.record(gone).activeHolds]).toEqual([0, 0])
  })

  test('REQ-37 REQ-38 a member on a list is taken off it by the clock, at once', () => {
    const world = new World()
    const id = due(world)
    const listId = cooled(world, [id])
    worked(world, placed(world, CLASS_OF_SITE), [id])
    expect(world.record(id)).toMatchObject({ disposalListId: listId, wakeOn: world.today, activeHolds: 1 })
    world.must(PEOPLE.engine, (f) => takeOffHeld(f, { recordId: id }) ?? confirmDue(f, { recordId: id }))
    expect(world.record(id)).toMatchObject({ placeStep: 'due', disposalListId: null })
  })
})

describe('the engine takes it off once two persons have lifted it', () => {
  test('REQ-36 REQ-37 frees what this hold alone held; its part is not lifted by itself', () => {
    const world = new World()
    const [id, twice] = [kept(world), kept(world)]
    world.must(PEOPLE.archivesHead, (f) =>
      placeHold(f, {
        recordId: twice,
        reason: '诉讼',
        authority: '法院',
        reviewOn: addDays(world.today, 30),
      }),
    )
    const standingHoldId = placed(world, CLASS_OF_SITE)
    worked(world, standingHoldId, [id, twice])
    const holdId = partsOn(world, id)[0]?.id ?? ''
    expect(
      world.act(PEOPLE.archivesHead, (f) => proposeLift(f, { recordId: id, holdId, reason: 'x' })),
    ).toMatchObject({ code: 'hold.of-standing' })
    liftedBy(world, standingHoldId, 'all')
    worked(world, standingHoldId, [id, twice])
    expect([world.record(id).activeHolds, world.record(twice).activeHolds]).toEqual([0, 1])
    expect([jobs(world, id).length, jobs(world, twice).length]).toEqual([2, 2])
  })

  test('REQ-37 lifted from what has left it stays on every member', () => {
    const world = new World()
    const [stays, left] = [kept(world), kept(world)]
    const standingHoldId = placed(world, CLASS_OF_SITE)
    worked(world, standingHoldId, [stays, left])
    world.rows(left).change('record', left, { classCode: 'SI-5-04' })
    liftedBy(world, standingHoldId, 'departed')
    worked(world, standingHoldId, [stays, left])
    expect([partsOn(world, stays).length, partsOn(world, left).length]).toEqual([1, 0])
  })
})
