import { describe, expect, test } from 'vitest'
import { decideQuarantine, finishRemoval, quarantine } from '#domain/acts/quarantine.ts'
import { listingRefusal } from '#domain/acts/list-effects.ts'
import { batchingRefusal } from '#domain/acts/batches.ts'
import { taskAmong, taskRefusal } from '#domain/acts/complete-task.ts'
import { subjectOf } from '#domain/acts/place.ts'
import { created } from '#test/support/decided-lives.ts'
import { aPerson, PEOPLE, World } from '#test/support/decisions.ts'

const SECURITY = aPerson('security-admin', 'bureau', { clearance: 'public', units: [] })
const LIFT = { finding: 'no-secret', reason: '定密责任人认定不属于国家秘密' } as const
const DECLARE = { finding: 'secret', reference: '密定2026第3号' } as const

/** A record in which a machine has found the mark. */
function marked(): { readonly world: World; readonly recordId: string } {
  const world = new World()
  const recordId = created(world)
  world.must(PEOPLE.engine, (facts) => quarantine(facts, { recordId, objectIds: ['object'] }))
  return { world, recordId }
}

describe('REG-10 content that bears the mark of a state secret: refused', () => {
  test.each([
    ['the archives head', PEOPLE.archivesHead],
    ['the unit head', PEOPLE.head],
    ['an auditor', PEOPLE.auditor],
  ])('%s does not decide on it', (_, actor) => {
    const { world, recordId } = marked()
    for (const decision of [LIFT, DECLARE])
      expect(world.act(actor, (facts) => decideQuarantine(facts, { recordId, ...decision }))).toMatchObject({
        code: 'access.denied',
      })
  })

  test('nothing is decided where nothing was found, nor a second time', () => {
    const world = new World()
    const recordId = created(world)
    const decide = (of: typeof LIFT | typeof DECLARE, id = recordId) =>
      world.act(SECURITY, (facts) => decideQuarantine(facts, { recordId: id, ...of }))
    expect(decide(LIFT, 'none')).toMatchObject({ code: 'not-found' })
    expect(decide(LIFT)).toMatchObject({ code: 'content.not-quarantined' })
    world.must(PEOPLE.engine, (facts) => quarantine(facts, { recordId, objectIds: ['object'] }))
    expect(decide(DECLARE)).toMatchObject({ kind: 'decided' })
    expect(decide(LIFT)).toMatchObject({ code: 'content.not-quarantined' })
  })

  test('its tasks stand still, and it comes on no list and no batch', () => {
    const { world, recordId } = marked()
    const facts = world.facts(PEOPLE.archivist)
    const [task] = world.rows(recordId).all('task')
    const { subject, task: of } = taskAmong(facts, task?.id ?? '')
    expect(taskRefusal({ ...facts, actor: PEOPLE.clerk }, subject, of)).toMatchObject({
      code: 'content.quarantined',
    })
    world.rows(recordId).change('record', recordId, { placeStep: 'due' })
    expect(listingRefusal(facts, world.record(recordId))).toMatchObject({ code: 'content.quarantined' })
    const record = subjectOf(world.facts(PEOPLE.archivist), recordId)
    if (record?.kind !== 'record') throw new Error('the record is there')
    expect(batchingRefusal(facts, record)).toMatchObject({ code: 'content.quarantined' })
  })

  test('its removal ends nothing while a copy stands, and nothing that was not declared', () => {
    const { world, recordId } = marked()
    const finish = () =>
      world.act(PEOPLE.engine, (facts) => finishRemoval(facts, { subjectId: recordId, jobId: 'job' }))
    expect(finish()).toMatchObject({ code: 'not-found' })
    world.must(SECURITY, (facts) => decideQuarantine(facts, { recordId, ...DECLARE }))
    world.rows(recordId).put('objectCopy', { id: 'copy', state: 'stored' } as never)
    expect(finish()).toMatchObject({ code: 'task.out-of-order' })
  })
})

describe('REG-10 content that bears the mark of a state secret', () => {
  test('is closed once, however often it is met', () => {
    const { world, recordId } = marked()
    expect(world.record(recordId).quarantine).toBe('found')
    expect(
      world.act(PEOPLE.engine, (facts) => quarantine(facts, { recordId, objectIds: ['other'] })),
    ).toMatchObject({ events: [] })
  })

  test('is open again once it was found to be no secret, and is not stopped again', () => {
    const { world, recordId } = marked()
    const digests = world
      .rows(recordId)
      .all('digitalObject')
      .map(({ sha256 }) => sha256)
    world.must(SECURITY, (facts) => decideQuarantine(facts, { recordId, ...LIFT }))
    expect(world.record(recordId)).toMatchObject({ quarantine: null, clearedDigests: [...new Set(digests)] })
  })

  test('goes for ever once it was declared one: the record ends with the last copy', () => {
    const { world, recordId } = marked()
    world.must(SECURITY, (facts) => decideQuarantine(facts, { recordId, ...DECLARE }))
    const [job] = world
      .rows(recordId)
      .all('job')
      .filter(({ kind }) => kind === 'remove-secret')
    for (const { id } of world.rows(recordId).all('objectCopy'))
      world.rows(recordId).change('objectCopy', id, { state: 'destroyed' })
    world.rows(recordId).put('placement', {
      id: 'place',
      subjectId: recordId,
      cellId: 'cell',
      slot: 1,
      barcode: 'K1-01-01',
      boxNumber: null,
      placedBy: 'keeper',
      placedAt: '2026-11-22T00:00:00.000Z',
      placedOn: world.today,
      freedAt: null,
      freedReason: null,
    })
    const done = world.must(PEOPLE.engine, (facts) =>
      finishRemoval(facts, { subjectId: recordId, jobId: job?.id ?? '' }),
    )
    expect(done.erase).toEqual([recordId])
    expect(world.record(recordId)).toMatchObject({ placeStep: 'withdrawn', quarantine: 'declared' })
    expect(world.record(recordId).endedOn).not.toBeNull()
    expect(world.rows(recordId).all('placement')).toMatchObject([{ freedReason: 'withdrawn' }])
    const open = world
      .rows(recordId)
      .all('task')
      .filter(({ state }) => state === 'open')
    expect(open).toEqual([])
  })
})
