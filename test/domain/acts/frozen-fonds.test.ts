import { describe, expect, test } from 'vitest'
import { compileBatch } from '#domain/acts/batches.ts'
import { beginDestruction, dropFromDestruction } from '#domain/acts/destroy-record.ts'
import { compileList } from '#domain/acts/lists.ts'
import { eligibilityToday, frozenRefusal } from '#domain/acts/place.ts'
import { beginRelease } from '#domain/acts/release-copy.ts'
import { plainDate } from '#domain/dates.ts'
import { transferDue } from '#test/support/decided-batches.ts'
import { due, started } from '#test/support/decided-lives.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'
import { aScheduleRow } from '#test/support/domain.ts'

const since = plainDate('2027-02-01')

/** The succession of the fonds is open from now on. */
function freeze(world: World): void {
  const { fonds } = world.facts(PEOPLE.engine)
  world.over = { fonds: fonds.map((one) => ({ ...one, frozenSince: since })) }
}

describe('a fonds whose succession is open', () => {
  test('REG-46 puts nothing on a list or a batch, and says since when', () => {
    const world = new World()
    const [recordId, leaving] = [due(world), transferDue(world)]
    freeze(world)
    const refused = { code: 'fonds.frozen', detail: { code: 'J021', since } }
    const input = { title: '清单', recordIds: [recordId] }
    expect(world.act(PEOPLE.compiler, (f) => compileList(f, input))).toMatchObject(refused)
    const batch = { title: '移交', recordIds: [leaving] }
    expect(world.act(PEOPLE.compiler, (f) => compileBatch(f, batch))).toMatchObject(refused)
    world.over = {}
    expect(world.act(PEOPLE.compiler, (f) => compileList(f, input))).toMatchObject({ kind: 'decided' })
  })

  test('REG-46 stops a destruction before its point of no return: the record leaves the list', () => {
    const world = new World()
    const recordId = due(world)
    const ref = { recordId, listId: started(world, [recordId]) }
    freeze(world)
    expect(world.act(PEOPLE.engine, (f) => beginDestruction(f, ref))).toMatchObject({ code: 'fonds.frozen' })
    world.must(PEOPLE.engine, (f) => dropFromDestruction(f, { ...ref, why: 'fonds-frozen' }))
    expect(world.record(recordId)).toMatchObject({ placeStep: 'due', disposalListId: null })
  })

  test('REG-46 keeps our own copy of what was transferred', () => {
    const world = new World()
    const id = transferDue(world)
    world.rows(id).change('record', id, {
      placeStep: 'transferred',
      transferredOn: plainDate('2020-01-01'),
      copyKeptUntil: plainDate('2025-01-01'),
    })
    freeze(world)
    expect(world.act(PEOPLE.engine, (f) => beginRelease(f, { recordId: id, jobId: 'j' }))).toMatchObject({
      code: 'fonds.frozen',
    })
  })

  test('REG-46 stands beside the date and never hides it', () => {
    const world = new World()
    const record = world.record(due(world))
    const before = eligibilityToday(world.facts(PEOPLE.engine), record, [aScheduleRow()])
    freeze(world)
    const facts = world.facts(PEOPLE.engine)
    expect(before.stoppedBy).toBeUndefined()
    expect(eligibilityToday(facts, record, [aScheduleRow()])).toEqual({
      ...before,
      stoppedBy: { code: 'fonds.frozen', since },
    })
    expect(frozenRefusal(facts, { fondsId: 'another' })).toBeUndefined()
  })
})
