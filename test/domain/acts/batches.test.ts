import { describe, expect, test } from 'vitest'
import { batchingRefusal, compileBatch, objectsToSend } from '#domain/acts/batches.ts'
import { subjectOf } from '#domain/acts/place.ts'
import { placeHold } from '#domain/acts/holds.ts'
import { addDays } from '#domain/dates.ts'
import type { Actor } from '#domain/access.ts'
import { due, kept } from '#test/support/decided-lives.ts'
import { batchOf, transferDue } from '#test/support/decided-batches.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'

const compile = (world: World, recordIds: readonly string[], actor: Actor = PEOPLE.compiler) =>
  world.act(actor, (f) => compileBatch(f, { title: '移交', recordIds }))

describe('what goes on no batch', () => {
  test('REG-15 nothing, what is not there, what is not due, and what another list or batch has', () => {
    const world = new World()
    const id = transferDue(world)
    expect(compile(world, [id], PEOPLE.archivist)).toMatchObject({ code: 'access.denied' })
    expect(compile(world, [])).toMatchObject({ code: 'batch.empty' })
    expect(compile(world, [id, 'none'])).toMatchObject({ code: 'not-found' })
    expect(compile(world, [kept(world, { classCode: 'RS-02' })])).toMatchObject({ code: 'batch.not-due' })
    expect(compile(world, [due(world)])).toMatchObject({ code: 'batch.not-due' })
    expect(
      compile(
        world,
        Array.from({ length: 501 }, (_, at) => `r-${at}`),
      ),
    ).toMatchObject({
      code: 'list.too-long',
    })
    batchOf(world, [id])
    expect(compile(world, [id])).toMatchObject({ code: 'batch.record-elsewhere' })
  })

  test('REQ-34 a record under hold', () => {
    const world = new World()
    const id = transferDue(world)
    world.must(PEOPLE.compiler, (f) =>
      placeHold(f, { recordId: id, reason: '诉讼', authority: '法院', reviewOn: addDays(f.today, 9) }),
    )
    expect(compile(world, [id])).toMatchObject({ code: 'record.on-hold' })
  })

  test('a record whose older procedure knows no transfer', () => {
    const world = new World()
    const id = transferDue(world)
    const facts = world.facts(PEOPLE.compiler)
    const older = { ...facts.reference, definition: () => withoutTransfer(world) }
    const subject = subjectOf(facts, id)
    if (subject?.kind !== 'record') throw new Error('a record')
    expect(batchingRefusal({ ...facts, reference: older }, subject)).toMatchObject({
      code: 'batch.not-foreseen',
    })
  })
})

function withoutTransfer(world: World) {
  const definition = world.reference.newestDefinition('electronic-item')?.document
  if (definition === undefined) throw new Error('the definition ships')
  const steps = definition.steps.map((step) => ({
    ...step,
    outcomes: step.outcomes.filter((outcome) => outcome.name !== 'batched'),
  }))
  return { ...definition, steps: steps as unknown as typeof definition.steps }
}

test('REG-11 REG-15 a batch takes its records from `due`, and each waits with a yearly look', () => {
  const world = new World()
  const [one, two] = [transferDue(world), transferDue(world)]
  const batchId = batchOf(world, [one, two])
  expect(world.batch(batchId)).toMatchObject({
    number: 'T-J021-2027-001',
    receiver: 'city-archive',
    placeStep: 'compile',
    custodyUnitId: 'unit-archives',
  })
  const items = world.rows(batchId).all('transferBatchItem')
  expect(
    items.map(({ position, recordId, periodYears, state }) => ({ position, recordId, periodYears, state })),
  ).toEqual([
    { position: 1, recordId: one, periodYears: null, state: 'listed' },
    { position: 2, recordId: two, periodYears: null, state: 'listed' },
  ])
  expect(world.record(one)).toMatchObject({
    placeStep: 'at-transfer',
    transferBatchId: batchId,
    wakeOn: '2028-03-01',
  })
  expect(world.open(one)).toEqual([])
  expect(world.open(batchId)).toMatchObject([{ slot: 'compiler', assigneeId: PEOPLE.compiler.personId }])
})

test('what goes along: contents, then their searchable copies, and nothing that was withdrawn', () => {
  const world = new World()
  const [object] = world.rows(kept(world)).all('digitalObject')
  if (object === undefined) throw new Error('a record has its content')
  const copies = [
    { ...object, id: 'b', role: 'dual-layer' as const, position: 1 },
    { ...object, id: 'c', position: 2 },
    { ...object, id: 'd', role: 'thumbnail' as const },
    { ...object, id: 'e', withdrawnAt: object.addedAt },
    object,
  ]
  expect(objectsToSend(copies).map(({ id }) => id)).toEqual([object.id, 'c', 'b'])
})
