import { describe, expect, test } from 'vitest'
import { decided } from '#domain/acts/act.ts'
import { decideLift, placeHold, proposeLift } from '#domain/acts/holds.ts'
import { askForCheck, securingEvents } from '#domain/acts/secure-copies.ts'
import { addDays } from '#domain/dates.ts'
import { approved, arranged, cooled, COUNTED, due, kept, tries } from '#test/support/decided-lives.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'

const securing = (world: World, id: string) =>
  world
    .rows(id)
    .all('job')
    .filter((job) => job.kind === 'secure-copies')

const hold = (world: World, recordId: string) =>
  world.must(PEOPLE.archivesHead, (f) =>
    placeHold(f, { recordId, reason: '诉讼', authority: '法院', reviewOn: addDays(world.today, 30) }),
  )

describe('the store follows a decision', () => {
  test('FEA-E10 nothing is locked before filing, and nothing after the end', () => {
    const world = new World()
    const id = arranged(world)
    hold(world, id)
    expect(securing(world, id)).toEqual([])
    world.must(PEOPLE.engine, (f) => {
      const ended = { ...world.record(id), archivalCode: 'A-1', endedOn: world.today }
      expect(securingEvents(f, ended)).toEqual([])
      return decided([], {})
    })
  })

  test('REQ-40 FEA-E10 placing and lifting a hold start it, proposing and refusing to lift do not', () => {
    const world = new World()
    const id = kept(world)
    hold(world, id)
    expect(securing(world, id)).toMatchObject([{ state: 'running', step: null }])
    const holdId = world.rows(id).all('hold')[0]?.id ?? ''
    const lift = (decision: 'confirm' | 'refuse') => {
      world.must(PEOPLE.archivesHead, (f) => proposeLift(f, { recordId: id, holdId, reason: '结案' }))
      world.must(PEOPLE.mainHead, (f) => decideLift(f, { recordId: id, holdId, decision, reason: '' }))
    }
    lift('refuse')
    expect(securing(world, id)).toHaveLength(1)
    lift('confirm')
    expect(securing(world, id)).toHaveLength(2)
  })

  test('approval starts nothing, and a list that is stopped gives its records their locks back', () => {
    const world = new World()
    const id = due(world)
    approved(world, [id])
    expect(securing(world, id)).toEqual([])
    const other = due(world)
    const listId = cooled(world, [other])
    const stopped = tries(world, PEOPLE.witnessBusiness, listId, {
      ...COUNTED(1),
      slot: 'witness-business',
      outcome: 'aborted',
      form: { countedRecords: 1, isAsRegistered: false, remarks: '少一件' },
    })
    expect(stopped).toMatchObject({ kind: 'decided' })
    expect(securing(world, other)).toMatchObject([{ state: 'running' }])
  })
})

describe('bytes that are not what they were', () => {
  test('FLT-10 ask for one check at a time, by whoever must repair it', () => {
    const world = new World()
    const id = kept(world)
    expect(world.act(PEOPLE.engine, (f) => askForCheck(f, { subjectId: 'none' }))).toMatchObject({
      code: 'not-found',
    })
    world.must(PEOPLE.engine, (f) => askForCheck(f, { subjectId: id }))
    world.must(PEOPLE.engine, (f) => askForCheck(f, { subjectId: id }))
    const checks = world
      .rows(id)
      .all('job')
      .filter((job) => job.kind === 'check-fixity')
    expect(checks).toMatchObject([
      { state: 'running', step: null, ownerGroup: 'archives-clerk@unit-archives' },
    ])
  })
})
