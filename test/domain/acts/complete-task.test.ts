import { describe, expect, test } from 'vitest'
import { claimTask } from '#domain/acts/claim-task.ts'
import { completeTask } from '#domain/acts/complete-task.ts'
import { plainDate, type PlainDate } from '#domain/dates.ts'
import {
  APPRAISED,
  arranged,
  created,
  DESCRIBED,
  does,
  due,
  machine,
  tries,
} from '#test/support/decided-lives.ts'
import { aPerson, PEOPLE, UNITS, World } from '#test/support/decisions.ts'

describe('completing a task', () => {
  test('is refused without a claim, with an unknown outcome, with a wrong form, or twice', () => {
    const world = new World()
    const id = created(world)
    const taskId = world.open(id)[0]?.id ?? ''
    const complete = (outcome: string, form: Readonly<Record<string, unknown>>) =>
      world.act(PEOPLE.clerk, (f) => completeTask(f, { taskId, outcome, form }))
    expect(complete('submitted', DESCRIBED)).toMatchObject({ code: 'task.not-claimed' })
    world.must(PEOPLE.clerk, (f) => claimTask(f, { taskId }))
    expect(complete('danced', DESCRIBED)).toMatchObject({
      code: 'task.outcome-unknown',
      detail: { outcomes: ['submitted'] },
    })
    expect(complete('submitted', { ...DESCRIBED, colour: 'red' })).toMatchObject({
      code: 'task.form-invalid',
    })
    expect(complete('submitted', DESCRIBED)).toMatchObject({ kind: 'decided' })
    expect(complete('submitted', DESCRIBED)).toMatchObject({ code: 'task.not-open' })
  })

  test('REQ-20 a due record is not done by its task but by a list', () => {
    const world = new World()
    expect(tries(world, PEOPLE.compiler, due(world), { outcome: 'listed', form: {} })).toMatchObject({
      code: 'task.needs-list',
    })
  })

  test('a send-back asks for its reason, counts the round and lets the machine work anew', () => {
    const world = new World()
    const id = created(world)
    does(world, PEOPLE.clerk, id, { outcome: 'submitted', form: DESCRIBED })
    machine(world, id, 'inspected')
    expect(tries(world, PEOPLE.archivist, id, { outcome: 'returned', form: { pages: 3 } })).toMatchObject({
      code: 'task.form-invalid',
    })
    does(world, PEOPLE.archivist, id, { outcome: 'returned', form: { reason: '题名有误' } })
    expect(world.record(id)).toMatchObject({ placeStep: 'create', placeRound: 1 })
    does(world, PEOPLE.clerk, id, { outcome: 'submitted', form: DESCRIBED })
    expect(
      world
        .rows(id)
        .all('job')
        .map(({ step, state }) => [step, state]),
    ).toEqual([
      ['inspect', 'completed'],
      ['inspect', 'running'],
    ])
  })

  test('REG-3 nothing is handed over into a unit before its day, by neither signature; sending back is free', () => {
    const world = new World()
    const id = arranged(world)
    does(world, PEOPLE.archivist, id, { outcome: 'filed', form: { classCode: 'SI-5-03' } })
    machine(world, id, 'preserved')
    does(world, PEOPLE.head, id, { outcome: 'appraised', form: APPRAISED })
    const { reference } = world
    const liveFrom = (day: PlainDate | null) => {
      world.reference = { ...reference, liveFrom: (unitId) => (unitId === UNITS.archives ? day : undefined) }
    }
    const [sends, receives] = [
      { outcome: 'signed', form: { records: 1, pages: 3 } },
      { outcome: 'signed', form: { countedPages: 3 } },
    ]
    liveFrom(null)
    expect(tries(world, PEOPLE.archivist, id, sends)).toEqual({
      kind: 'refused',
      code: 'unit.not-live',
      detail: {},
    })
    liveFrom(world.today)
    does(world, PEOPLE.archivist, id, sends)
    liveFrom(plainDate('2027-03-02'))
    expect(tries(world, PEOPLE.compiler, id, receives)).toMatchObject({
      code: 'unit.not-live',
      detail: { liveFrom: '2027-03-02' },
    })
    does(world, PEOPLE.compiler, id, { outcome: 'returned', form: { reason: '档案室尚未上线' } })
    expect(world.record(id)).toMatchObject({ placeStep: 'hand-over', custodyUnitId: null })
  })

  test('REG-22 both signatures of a hand-over are two persons’, whatever posts one has', () => {
    const world = new World()
    const id = arranged(world)
    const both = aPerson('unit-archivist', 'forming', {
      groups: [...PEOPLE.archivist.groups, ...PEOPLE.compiler.groups],
    })
    does(world, PEOPLE.archivist, id, { outcome: 'filed', form: { classCode: 'SI-5-03' } })
    machine(world, id, 'preserved')
    does(world, PEOPLE.head, id, { outcome: 'appraised', form: APPRAISED })
    does(world, both, id, { outcome: 'signed', form: { records: 1, pages: 3 } })
    expect(tries(world, both, id, { outcome: 'signed', form: { countedPages: 3 } })).toMatchObject({
      code: 'duty.not-distinct',
    })
    expect(tries(world, PEOPLE.compiler, id, { outcome: 'signed', form: { countedPages: 2 } })).toMatchObject(
      { code: 'task.not-yours' },
    )
  })

  test('the receiver sends back alone, and the sender signs anew', () => {
    const world = new World()
    const id = arranged(world)
    does(world, PEOPLE.archivist, id, { outcome: 'filed', form: { classCode: 'SI-5-03' } })
    machine(world, id, 'preserved')
    does(world, PEOPLE.head, id, { outcome: 'appraised', form: APPRAISED })
    expect(tries(world, PEOPLE.archivist, id, { outcome: 'returned', form: { reason: 'x' } })).toMatchObject({
      code: 'task.outcome-unknown',
    })
    does(world, PEOPLE.archivist, id, { outcome: 'signed', form: { records: 1, pages: 3 } })
    expect(tries(world, PEOPLE.compiler, id, { outcome: 'signed', form: { countedPages: 2 } })).toMatchObject(
      { code: 'task.form-invalid' },
    )
    does(world, PEOPLE.compiler, id, { outcome: 'returned', form: { reason: '少一页' } })
    expect(world.record(id)).toMatchObject({ placeStep: 'hand-over', placeRound: 1, custodyUnitId: null })
    expect(world.open(id)).toMatchObject([{ slot: 'sender', round: 1 }])
  })
})
