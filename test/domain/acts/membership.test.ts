import { expect, test } from 'vitest'
import { createRecord } from '#domain/acts/create-record.ts'
import { heldAsMember } from '#domain/acts/membership.ts'
import { decided } from '#domain/acts/act.ts'
import { arranged, created, does, kept, newRecord } from '#test/support/decided-lives.ts'
import { PEOPLE, UNITS, World } from '#test/support/decisions.ts'
import { CLASS_OF_SITE, partsOn, placed, worked } from '#test/support/standing-holds.ts'

const OTHER = { kind: 'class', classCode: 'SI-5-04', unitId: UNITS.forming } as const

test('REQ-37 nothing is added to an act that makes no member, and nothing compared for it', () => {
  const world = new World()
  const id = arranged(world)
  placed(world, CLASS_OF_SITE)
  const facts = world.facts(PEOPLE.clerk)
  const claimed = decided(
    [{ stream: { kind: 'record', id }, type: 'task.claimed', data: { taskId: 't', personId: 'p' } }],
    {},
  )
  const sameClass = decided(
    [{ stream: { kind: 'record', id }, type: 'record.described', data: { classCode: 'SI-5-03', pages: 2 } }],
    {},
  )
  expect(heldAsMember(facts, claimed)).toBe(claimed)
  expect(heldAsMember(facts, sameClass)).toBe(sameClass)
})

test('REQ-37 what is created later is held in the same commit, and the commit compares the holds of its fonds', () => {
  const world = new World()
  const before = heldAsMember(
    world.facts(PEOPLE.clerk),
    world.must(PEOPLE.clerk, (f) => createRecord(f, newRecord())),
  )
  expect(before.epochs).toMatchObject([{ fondsId: 'fonds', holdEpoch: 0 }])
  const standingId = placed(world, CLASS_OF_SITE)
  const id = created(world)
  expect(partsOn(world, id)).toMatchObject([
    { standingId, joining: 'later', placedBy: 'archives-head-archives' },
  ])
  expect(world.record(id).activeHolds).toBe(1)
  expect(partsOn(world, created(world, { classCode: 'SI-5-04' }))).toEqual([])
})

test('REQ-37 what is filed into another class is held with it, keeps the hold of the class it left, and none twice', () => {
  const world = new World()
  const id = arranged(world)
  const first = placed(world, CLASS_OF_SITE)
  worked(world, first, [id])
  const second = placed(world, OTHER)
  does(world, PEOPLE.archivist, id, { outcome: 'filed', form: { classCode: 'SI-5-04' } })
  const both = [
    { standingId: first, joining: 'present' },
    { standingId: second, joining: 'later' },
  ]
  expect(partsOn(world, id)).toMatchObject(both)
  const stream = { kind: 'record' as const, id }
  world.must(PEOPLE.engine, () =>
    decided([{ stream, type: 'record.described', data: { classCode: 'SI-5-03' } }], {}),
  )
  expect(partsOn(world, id)).toMatchObject(both)
})

test('REQ-37 FEA-E3 a hold on a file covers the volumes that its case gets later', () => {
  const world = new World()
  const main = created(world, {
    definition: 'paper-file',
    classCode: 'ZC-01',
    carrier: 'paper',
    volume: 'main',
    uploadIds: [],
  })
  const standingId = placed(world, { kind: 'file', recordId: main })
  worked(world, standingId, [main])
  const side = created(world, {
    definition: 'paper-file',
    classCode: 'ZC-01',
    carrier: 'paper',
    volume: 'side',
    mainRecordId: main,
    uploadIds: [],
  })
  expect(partsOn(world, main)).toMatchObject([{ standingId, joining: 'present' }])
  expect(partsOn(world, side)).toMatchObject([{ standingId, joining: 'later' }])
  expect(partsOn(world, kept(world))).toEqual([])
})
