import { describe, expect, test } from 'vitest'
import {
  beginDestruction,
  dropFromDestruction,
  finishDestruction,
  recordCopyDestroyed,
} from '#domain/acts/destroy-record.ts'
import { addDays } from '#domain/dates.ts'
import { placeHold } from '#domain/acts/holds.ts'
import { movePaper } from '#domain/acts/paper-acts.ts'
import { approved, cooled, created, due, kept, started } from '#test/support/decided-lives.ts'
import { aReference, PEOPLE, World } from '#test/support/decisions.ts'
import { aScheduleRow } from '#test/support/domain.ts'
import { destroyed } from '#test/support/destroyed.ts'

function executing() {
  const world = new World()
  const recordId = due(world)
  return { world, recordId, ref: { recordId, listId: started(world, [recordId]) } }
}

describe('the point of no return', () => {
  test.each([
    ['approved', approved],
    ['cooled', cooled],
  ] as const)('REQ-20 PRM-4 lies behind every signature: not on a list that is %s', (_name, listOf) => {
    const world = new World()
    const recordId = due(world)
    const listId = listOf(world, [recordId])
    expect(world.act(PEOPLE.engine, (f) => beginDestruction(f, { listId, recordId }))).toMatchObject({
      code: 'task.out-of-order',
    })
  })

  test('REQ-20 PRM-4 is not for a record that is not on the list, or on none', () => {
    const { world, ref } = executing()
    const other = kept(world)
    expect(world.act(PEOPLE.engine, (f) => beginDestruction(f, { ...ref, recordId: other }))).toMatchObject({
      code: 'task.out-of-order',
    })
    expect(world.act(PEOPLE.engine, (f) => beginDestruction(f, { ...ref, recordId: 'none' }))).toMatchObject({
      code: 'not-found',
    })
  })

  test('REQ-34 PRM-4 is refused under a hold that the list did not see', () => {
    const { world, ref } = executing()
    world.rows(ref.recordId).change('record', ref.recordId, { activeHolds: 1 })
    expect(world.act(PEOPLE.engine, (f) => beginDestruction(f, ref))).toMatchObject({
      code: 'record.on-hold',
    })
    world.must(PEOPLE.engine, (f) => dropFromDestruction(f, { ...ref, why: 'on-hold' }))
    expect(world.record(ref.recordId)).toMatchObject({ placeStep: 'due', disposalListId: null })
  })

  test('REQ-12 PRM-4 is refused when the rule that it was filed under no longer makes it due', () => {
    const { world, ref } = executing()
    world.reference = aReference({
      'schedule-1/SI-5-03': aScheduleRow({ period: { kind: 'years', years: 30 } }),
    })
    expect(world.act(PEOPLE.engine, (f) => beginDestruction(f, ref))).toMatchObject({
      code: 'record.not-due',
    })
  })

  test('REQ-2 a newer schedule of the class does not touch a record that was filed under an older one', () => {
    const { world, ref } = executing()
    world.reference = aReference(
      { 'schedule-2/SI-5-03': aScheduleRow({ period: { kind: 'years', years: 100 } }) },
      { 'SI-5-03': { scheduleVersionId: 'schedule-2' } },
    )
    expect(world.act(PEOPLE.engine, (f) => beginDestruction(f, ref))).toMatchObject({ kind: 'decided' })
  })

  test('REQ-28 FLT-28 is guarded by the count of holds, and passed once', () => {
    const { world, ref } = executing()
    expect(world.must(PEOPLE.engine, (f) => beginDestruction(f, ref))).toMatchObject({
      epochs: [{ fondsId: 'fonds', holdEpoch: 0 }],
    })
    expect(world.must(PEOPLE.engine, (f) => beginDestruction(f, ref)).events).toEqual([])
    expect(world.act(PEOPLE.engine, (f) => dropFromDestruction(f, { ...ref, why: 'on-hold' }))).toMatchObject(
      { code: 'record.being-destroyed' },
    )
  })
})

describe('the tombstone', () => {
  test('REQ-25 FLT-29 is not set before the point of no return, nor while a copy is left', () => {
    const { world, ref } = executing()
    expect(world.act(PEOPLE.engine, (f) => finishDestruction(f, ref))).toMatchObject({
      code: 'task.out-of-order',
    })
    world.must(PEOPLE.engine, (f) => beginDestruction(f, ref))
    expect(world.act(PEOPLE.engine, (f) => finishDestruction(f, ref))).toMatchObject({
      code: 'task.out-of-order',
    })
  })

  test('REQ-24 REQ-27 keeps what proves identity, and the erasure comes with it', () => {
    const { world, ref } = executing()
    world.must(PEOPLE.engine, (f) => beginDestruction(f, ref))
    for (const copy of world.rows(ref.recordId).all('objectCopy')) {
      const said = { recordId: ref.recordId, copyId: copy.id, proof: 'no version left' }
      world.must(PEOPLE.engine, (f) => recordCopyDestroyed(f, said))
      expect(world.must(PEOPLE.engine, (f) => recordCopyDestroyed(f, said)).events).toEqual([])
    }
    expect(
      world.act(PEOPLE.engine, (f) =>
        recordCopyDestroyed(f, { recordId: ref.recordId, copyId: 'none', proof: 'x' }),
      ),
    ).toMatchObject({ code: 'not-found' })
    const { archivalCode, title } = world.record(ref.recordId)
    const finished = world.must(PEOPLE.engine, (f) => finishDestruction(f, ref))
    expect(finished.erase).toEqual([ref.recordId])
    expect(world.rows(ref.recordId).all('registerEntry')).toMatchObject([
      { listId: ref.listId, archivalCode, title, digests: ['a'.repeat(64)], pages: 3 },
    ])
    expect(world.record(ref.recordId).placeStep).toBe('destroyed')
  })

  test('REQ-24 names only the content that counted, not what was withdrawn', () => {
    const { world, ref } = executing()
    const [object] = world.rows(ref.recordId).all('digitalObject')
    if (object === undefined) throw new Error('the record has a file')
    world.rows(ref.recordId).put('digitalObject', {
      ...object,
      id: 'lie',
      sha256: 'b'.repeat(64),
      withdrawnAt: world.facts(PEOPLE.engine).now,
    })
    destroyed(world, ref.listId)
    expect(
      world
        .rows(ref.recordId)
        .all('registerEntry')
        .map(({ digests }) => digests),
    ).toEqual([['a'.repeat(64)]])
  })
})

test('REQ-47 what is kept on both carriers has one class, one term and one decision: the bytes and the paper go in one destruction, and the place is free', () => {
  const world = new World()
  const cell = { id: 'cell-1', barcode: 'C-01-01', capacity: 2, taken: [] }
  const shelve = (recordId: string) =>
    world.act(PEOPLE.keeper, (f) =>
      movePaper(f, { recordId, barcode: cell.barcode, reason: '首次上架', boxNumber: null }),
    )
  world.over = { cell }
  expect(shelve(kept(world))).toMatchObject({ code: 'paper.none' })
  expect(shelve(created(world, { carrier: 'both' }))).toMatchObject({ code: 'paper.awaits-shelving' })
  const recordId = due(world, { carrier: 'both' })
  expect(shelve(recordId)).toMatchObject({ kind: 'decided' })
  const { history } = world
  const filed = history.get(recordId)?.filter(({ type }) => type === 'record.filed')
  expect(filed).toHaveLength(1)
  expect(world.record(recordId)).toMatchObject({ classCode: 'SI-5-03', retentionEndsOn: '2026-12-31' })
  const listId = started(world, [recordId])
  expect(world.rows(listId).all('disposalListItem')).toHaveLength(1)
  destroyed(world, listId)
  const rows = world.rows(recordId)
  expect(rows.all('registerEntry')).toHaveLength(1)
  expect(rows.all('objectCopy').map(({ state }) => state)).not.toContain('stored')
  expect(rows.all('placement')).toMatchObject([{ barcode: cell.barcode, freedReason: 'destroyed' }])
  expect(rows.all('placement')[0]?.freedAt).not.toBeNull()
  expect(world.record(recordId)).toMatchObject({ isShelved: false })
  expect(shelve(recordId)).toMatchObject({ code: 'record.ended' })
})

test('REQ-34 FLT-28 a hold that comes before destruction begins wins', () => {
  const { world, ref } = executing()
  world.must(PEOPLE.head, (f) =>
    placeHold(f, { recordId: ref.recordId, reason: 'x', authority: 'x', reviewOn: addDays(world.today, 9) }),
  )
  expect(world.act(PEOPLE.engine, (f) => beginDestruction(f, ref))).toMatchObject({
    code: 'task.out-of-order',
  })
})
