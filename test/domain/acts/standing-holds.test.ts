import { describe, expect, test } from 'vitest'
import { decideStandingLift, proposeStandingLift } from '#domain/acts/standing-holds.ts'
import type { Actor } from '#domain/access.ts'
import { compileList } from '#domain/acts/lists.ts'
import { beginDestruction } from '#domain/acts/destroy-record.ts'
import { eligibilityToday } from '#domain/acts/place.ts'
import { due, kept, started } from '#test/support/decided-lives.ts'
import { aPerson, PEOPLE, UNITS, World } from '#test/support/decisions.ts'
import { aScheduleRow } from '#test/support/domain.ts'
import { CLASS_OF_SITE, liftedBy, placed, placing, standing, worked } from '#test/support/standing-holds.ts'

const ofUnit = { ...CLASS_OF_SITE, unitId: UNITS.forming }

describe('placing a hold on a class or a file', () => {
  test.each([
    ['no right', PEOPLE.compiler, CLASS_OF_SITE, 'access.denied'],
    ['a head of one unit, on the whole site', PEOPLE.head, CLASS_OF_SITE, 'access.denied'],
    ['a head, on another unit', aPerson('unit-head', 'archives'), ofUnit, 'not-found'],
    ['a unit that is not the one of the facts', PEOPLE.head, { ...ofUnit, unitId: 'other' }, 'not-found'],
    [
      'a class that is not',
      PEOPLE.archivesHead,
      { ...CLASS_OF_SITE, classCode: 'X' },
      'record.class-unknown',
    ],
    [
      'a class that is not granted',
      aPerson('archives-head', 'archives', { families: ['accounting'] }),
      CLASS_OF_SITE,
      'class.not-granted',
    ],
    ['a file that is not seen', PEOPLE.archivesHead, { kind: 'file', recordId: 'none' }, 'not-found'],
  ] as const)('REQ-37 REQ-40 is refused: %s', (_name, by, scope, code) => {
    expect(placing(new World(), scope, { by })).toMatchObject({ kind: 'refused', code })
  })

  test('REQ-37 an item is no file, and the review lies ahead', () => {
    const world = new World()
    expect(placing(world, { kind: 'file', recordId: kept(world) })).toMatchObject({ code: 'hold.not-a-file' })
    expect(placing(world, CLASS_OF_SITE, { days: 0 })).toMatchObject({ code: 'request.invalid' })
  })

  test('REQ-37 REQ-34 REQ-39 stops every disposal at once, before the engine has put it on a single record', () => {
    const world = new World()
    const [listed, free] = [due(world), due(world)]
    const listId = started(world, [listed])
    expect(placing(world, ofUnit, { by: PEOPLE.head })).toMatchObject({
      kind: 'decided',
      standingHolds: 'changed',
      bulkJobs: [expect.any(String)],
    })
    const stopped = { code: 'record.on-hold' }
    expect(world.record(listed).activeHolds).toBe(0)
    expect(world.act(PEOPLE.engine, (f) => beginDestruction(f, { listId, recordId: listed }))).toMatchObject(
      stopped,
    )
    const compiles = (f: Parameters<typeof compileList>[0]) =>
      compileList(f, { title: '2026', recordIds: [free] })
    expect(world.act(PEOPLE.compiler, compiles)).toMatchObject(stopped)
    const answer = eligibilityToday(world.facts(PEOPLE.engine), world.record(free), [aScheduleRow()])
    expect(answer).toMatchObject({ verdict: 'due', stoppedBy: stopped })
  })
})

describe('lifting it', () => {
  const propose = (world: World, id: string, by: Actor = PEOPLE.archivesHead) =>
    world.act(by, (f) => proposeStandingLift(f, { standingHoldId: id, reason: '已结', extent: 'all' }))
  const decide = (world: World, id: string, by: Actor, decision: 'confirm' | 'refuse' = 'confirm') =>
    world.act(by, (f) => decideStandingLift(f, { standingHoldId: id, decision, reason: '再查' }))

  test('REQ-40 takes two persons who answer for it, and waits until every member is held', () => {
    const world = new World()
    const id = placed(world, CLASS_OF_SITE)
    expect(propose(world, 'none')).toMatchObject({ code: 'not-found' })
    expect(propose(world, id, PEOPLE.head)).toMatchObject({ code: 'access.denied' })
    expect(propose(world, id)).toMatchObject({ code: 'hold.work-runs' })
    worked(world, id, [])
    expect(decide(world, id, PEOPLE.mainHead)).toMatchObject({ code: 'hold.not-proposed' })
    expect(propose(world, id)).toMatchObject({ kind: 'decided' })
    expect(propose(world, id)).toMatchObject({ code: 'hold.not-active' })
    expect(decide(world, id, PEOPLE.archivesHead)).toMatchObject({ code: 'hold.second-person' })
    expect(decide(world, id, PEOPLE.head)).toMatchObject({ code: 'access.denied' })
    expect(decide(world, id, PEOPLE.mainHead, 'refuse')).toMatchObject({ kind: 'decided' })
    expect(standing(world, id)).toMatchObject({ state: 'active', liftExtent: null, work: null })
  })

  test('REQ-37 one that was lifted whole stands over nothing any more, one that was lifted from what left goes on', () => {
    const world = new World()
    const id = placed(world, CLASS_OF_SITE)
    worked(world, id, [])
    liftedBy(world, id, 'departed')
    expect(standing(world, id)).toMatchObject({ state: 'active', work: 'releasing', liftExtent: 'departed' })
    worked(world, id, [])
    expect(standing(world, id)).toMatchObject({
      state: 'active',
      work: null,
      liftExtent: null,
      liftedBy: null,
    })
    liftedBy(world, id, 'all')
    expect(standing(world, id)).toMatchObject({ state: 'lifted' })
    expect(world.facts(PEOPLE.engine).reference.standingHolds()).toEqual([])
  })
})
