import { describe, expect, test } from 'vitest'
import { decideLift, placeHold, proposeLift } from '#domain/acts/holds.ts'
import { beginRelease, confirmRelease, finishRelease, postponeRelease } from '#domain/acts/release-copy.ts'
import { recordCopyDestroyed } from '#domain/acts/destroy-record.ts'
import { addDays, plainDate } from '#domain/dates.ts'
import { due } from '#test/support/decided-lives.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'
import { transferDue } from '#test/support/decided-batches.ts'

/** Transferred on 1 March 2027: our copy is kept until 1 March 2032. */
function transferred(today: string): { readonly world: World; readonly id: string } {
  const world = new World()
  const id = transferDue(world)
  world.rows(id).change('record', id, {
    placeStep: 'transferred',
    transferredOn: plainDate('2027-03-01'),
    copyKeptUntil: plainDate('2032-03-01'),
    wakeOn: plainDate('2032-03-02'),
  })
  world.today = plainDate(today)
  return { world, id }
}

const looks = (world: World, recordId: string) =>
  world.act(PEOPLE.engine, (f) => {
    const decision = confirmRelease(f, { recordId })
    if (decision === undefined) throw new Error('it is transferred')
    return decision
  })
const jobIdOf = (world: World, id: string): string =>
  world
    .rows(id)
    .all('job')
    .find((job) => job.kind === 'release-copies' && job.state === 'running')?.id ?? ''
const refOf = (world: World, id: string) => ({ recordId: id, jobId: jobIdOf(world, id) })

describe('our own copy', () => {
  test('REQ-31 FEA-D16 is not touched on the last day of its five years, whatever wakes the clock', () => {
    const { world, id } = transferred('2032-03-01')
    expect(looks(world, id)).toMatchObject({ code: 'record.not-due' })
    world.rows(id).change('record', id, { wakeOn: plainDate('2032-03-01') })
    expect(looks(world, id)).toMatchObject({ answer: { verdict: 'copy-kept' } })
    expect(world.record(id).wakeOn).toBe('2032-03-02')
    expect(world.act(PEOPLE.engine, (f) => beginRelease(f, { recordId: id, jobId: 'x' }))).toMatchObject({
      code: 'record.not-due',
    })
    const world2 = new World()
    expect(confirmRelease(world2.facts(PEOPLE.engine), { recordId: due(world2) })).toBeUndefined()
  })

  test('REQ-34 stays under hold, is looked at each day, and goes when the last hold is lifted', () => {
    const { world, id } = transferred('2032-02-01')
    const { answer } = world.must(PEOPLE.compiler, (f) =>
      placeHold(f, { recordId: id, reason: '诉讼', authority: '法院', reviewOn: addDays(f.today, 99) }),
    )
    world.today = plainDate('2032-03-02')
    expect(looks(world, id)).toMatchObject({ answer: { verdict: 'on-hold' } })
    expect(world.record(id).wakeOn).toBe('2032-03-03')
    expect(jobIdOf(world, id)).toBe('')
    expect(answer).toMatchObject({ recordId: id })
    const holdId = world.rows(id).all('hold')[0]?.id ?? ''
    const ref = { recordId: id, holdId, reason: '结案' }
    world.must(PEOPLE.compiler, (f) => proposeLift(f, ref))
    world.must(PEOPLE.archivesHead, (f) => decideLift(f, { ...ref, decision: 'confirm' }))
    expect(world.record(id).wakeOn).toBe('2032-03-02')
    expect(looks(world, id)).toMatchObject({ answer: { verdict: 'releasing' } })
  })

  test('REQ-34 a hold between the order and its beginning wins', () => {
    const { world, id } = transferred('2032-03-02')
    looks(world, id)
    world.rows(id).change('record', id, { activeHolds: 1 })
    const ref = refOf(world, id)
    expect(world.act(PEOPLE.engine, (f) => beginRelease(f, ref))).toMatchObject({ code: 'record.on-hold' })
    world.must(PEOPLE.engine, (f) => postponeRelease(f, ref))
    expect(world.record(id)).toMatchObject({ placeStep: 'transferred', wakeOn: '2032-03-03' })
  })

  test('REQ-31 FEA-D16 goes copy by copy, past its point of no return, and ends the record when none is left', () => {
    const { world, id } = transferred('2032-03-02')
    looks(world, id)
    looksOnce(world, id)
    const ref = refOf(world, id)
    expect(world.act(PEOPLE.engine, (f) => finishRelease(f, ref))).toMatchObject({
      code: 'task.out-of-order',
    })
    world.must(PEOPLE.engine, (f) => beginRelease(f, ref))
    expect(world.must(PEOPLE.engine, (f) => beginRelease(f, ref)).events).toEqual([])
    const late = world.must(PEOPLE.compiler, (f) =>
      placeHold(f, { recordId: id, reason: '诉讼', authority: '法院', reviewOn: addDays(f.today, 99) }),
    )
    expect(late.refusal).toMatchObject({ code: 'record.being-destroyed' })
    expect(world.act(PEOPLE.engine, (f) => finishRelease(f, ref))).toMatchObject({
      code: 'task.out-of-order',
    })
    for (const copy of world.rows(id).all('objectCopy')) {
      world.must(PEOPLE.engine, (f) =>
        recordCopyDestroyed(f, { recordId: id, copyId: copy.id, proof: 'none' }),
      )
    }
    const done = world.must(PEOPLE.engine, (f) => finishRelease(f, ref))
    expect(done.erase).toEqual([id])
    expect(world.record(id)).toMatchObject({ placeStep: 'released', endedOn: '2032-03-02' })
    expect(
      world
        .rows(id)
        .all('digitalObject')
        .every((o) => o.name === null && o.destroyedAt !== null),
    ).toBe(true)
  })
})

/** A second look orders nothing twice. */
function looksOnce(world: World, id: string): void {
  world.rows(id).change('record', id, { wakeOn: world.today })
  expect(looks(world, id)).toMatchObject({ answer: { verdict: 'releasing' } })
  expect(
    world
      .rows(id)
      .all('job')
      .filter((job) => job.kind === 'release-copies'),
  ).toHaveLength(1)
}
