import { describe, expect, test } from 'vitest'
import type { Actor } from '#domain/access.ts'
import { compileBatch } from '#domain/acts/batches.ts'
import { confirmDue } from '#domain/acts/engine.ts'
import { compileList } from '#domain/acts/lists.ts'
import { decideTrigger, enterTrigger } from '#domain/acts/triggers.ts'
import { plainDate } from '#domain/dates.ts'
import { created, kept } from '#test/support/decided-lives.ts'
import { aReference, PEOPLE, World } from '#test/support/decisions.ts'
import { aScheduleRow } from '#test/support/domain.ts'

const enter = (
  world: World,
  recordId: string,
  over: { readonly on?: string; readonly kind?: 'death' | 'retirement'; readonly actor?: Actor } = {},
) =>
  world.act(over.actor ?? PEOPLE.archivist, (f) =>
    enterTrigger(f, {
      recordId,
      kind: (over.kind ?? 'death') as 'death',
      on: plainDate(over.on ?? '2010-05-05'),
      evidence: '死亡证明',
    }),
  )

describe('an event that starts a clock', () => {
  test('REQ-9 is refused of tomorrow, for a class that does not wait for it, and to who has no right', () => {
    const world = new World()
    const id = kept(world, { classCode: 'RS-02' })
    expect(enter(world, 'none')).toMatchObject({ code: 'not-found' })
    expect(enter(world, id, { actor: PEOPLE.executor })).toMatchObject({ code: 'access.denied' })
    expect(enter(world, id, { on: '2027-03-02' })).toMatchObject({ code: 'record.formed-in-future' })
    expect(enter(world, kept(world))).toMatchObject({ code: 'event.unknown' })
  })

  test('REQ-9 starts nothing until a second person confirms; then the date is computed and the clock armed for it', () => {
    const world = new World()
    const id = kept(world, { classCode: 'RS-02' })
    enter(world, id)
    const [trigger] = world.rows(id).all('trigger')
    const decide = (actor: Actor, decision: 'confirm' | 'refuse' = 'confirm') =>
      world.act(actor, (f) =>
        decideTrigger(f, { recordId: id, triggerId: trigger?.id ?? '', decision, reason: 'x' }),
      )
    expect(world.record(id)).toMatchObject({ triggeredOn: null, dueOn: null })
    expect(decide(PEOPLE.archivist)).toMatchObject({ code: 'event.second-person' })
    for (const actor of [PEOPLE.head, { ...PEOPLE.archivist, personId: 'another' }, PEOPLE.system])
      expect(decide(actor)).toMatchObject({ code: 'access.denied', detail: { act: 'event.confirm' } })
    expect(decide(PEOPLE.compiler)).toMatchObject({ kind: 'decided' })
    expect(world.record(id).triggeredOn).toBe('2010-05-05')
    expect(world.record(id).dueOn).not.toBeNull()
    expect(world.record(id).wakeOn).toBe(world.today)
    expect(decide(PEOPLE.compiler, 'refuse')).toMatchObject({ code: 'task.not-open' })
  })

  test('REQ-9 is confirmed by the archives head as well, and within the unit as long as the record lies there', () => {
    const world = new World()
    const kindOf = (id: string, actor: Actor) => {
      enter(world, id)
      const triggerId = world.rows(id).all('trigger')[0]?.id ?? ''
      const decided = world.act(actor, (f) =>
        decideTrigger(f, { recordId: id, triggerId, decision: 'confirm', reason: '' }),
      )
      return decided.kind
    }
    expect(kindOf(kept(world, { classCode: 'RS-02' }), PEOPLE.archivesHead)).toBe('decided')
    expect(kindOf(created(world, { classCode: 'RS-02' }), PEOPLE.clerk)).toBe('refused')
    for (const actor of [PEOPLE.head, PEOPLE.archivesHead])
      expect(kindOf(created(world, { classCode: 'RS-02' }), actor)).toBe('decided')
  })

  test('a refused one changes no date', () => {
    const world = new World()
    const id = kept(world, { classCode: 'RS-02' })
    enter(world, id)
    const [trigger] = world.rows(id).all('trigger')
    world.must(PEOPLE.compiler, (f) =>
      decideTrigger(f, {
        recordId: id,
        triggerId: trigger?.id ?? '',
        decision: 'refuse',
        reason: '证明不符',
      }),
    )
    expect(world.record(id)).toMatchObject({ triggeredOn: null, dueOn: null })
    expect(world.rows(id).all('trigger')).toMatchObject([
      { state: 'refused', decidedBy: PEOPLE.compiler.personId },
    ])
  })
})

describe('the file of a retiree', () => {
  /** As the schedule ships it: kept for good, five years here after the death, then transferred, never destroyed. */
  const DEAD = aScheduleRow({
    code: 'RS-02',
    family: 'retiree-personnel',
    trigger: { kind: 'event', event: 'death' },
    cutOff: 'none',
    period: { kind: 'permanent' },
    atExpiry: 'none',
    transfer: { kind: 'after', from: 'event:death', years: 5, to: 'general-archives' },
  })
  const aFile = (today: string) => {
    const world = new World(today, aReference({ 'schedule-1/RS-02': DEAD }))
    return { world, id: kept(world, { classCode: 'RS-01' }) }
  }
  const dies = (world: World, id: string, on: string) => {
    enter(world, id, { on })
    const triggerId = world.rows(id).all('trigger')[0]?.id ?? ''
    world.must(PEOPLE.compiler, (f) =>
      decideTrigger(f, { recordId: id, triggerId, decision: 'confirm', reason: '' }),
    )
  }
  const looks = (world: World, id: string) => world.act(PEOPLE.engine, (f) => confirmDue(f, { recordId: id }))

  test('REQ-9 has no date while the person lives, and no other class than the two of the dead', () => {
    const { world, id } = aFile('2027-03-01')
    expect(world.record(id)).toMatchObject({ dueOn: null, transferDueOn: null, wakeOn: '2028-03-01' })
    enter(world, id)
    const triggerId = world.rows(id).all('trigger')[0]?.id ?? ''
    const refused = world.act(PEOPLE.compiler, (f) =>
      decideTrigger(f, { recordId: id, triggerId, decision: 'confirm', reason: '', classCode: 'SI-5-03' }),
    )
    expect(refused).toMatchObject({ code: 'record.class-unknown' })
  })

  test('REQ-9 REG-7 falls due for transfer five years after the death, to the day', () => {
    const { world, id } = aFile('2027-03-01')
    dies(world, id, '2024-02-29')
    expect(world.record(id)).toMatchObject({
      classCode: 'RS-02',
      triggeredOn: '2024-02-29',
      dueOn: null,
      transferDueOn: '2029-03-01',
      wakeOn: '2029-03-01',
    })
    world.today = plainDate('2029-02-28')
    expect(looks(world, id)).toMatchObject({ code: 'record.not-due' })
    expect(world.record(id).placeStep).toBe('keep')
    world.today = plainDate('2029-03-01')
    expect(looks(world, id)).toMatchObject({ kind: 'decided', answer: { verdict: 'transfer-due' } })
    expect(world.record(id).placeStep).toBe('due')
    const list = world.act(PEOPLE.compiler, (f) => compileList(f, { title: 'x', recordIds: [id] }))
    expect(list).toMatchObject({ code: 'record.not-due' })
    const batch = world.act(PEOPLE.compiler, (f) => compileBatch(f, { title: 'x', recordIds: [id] }))
    expect(batch).toMatchObject({ kind: 'decided' })
  })

  test('REQ-9 REG-7 a death of more than five years ago makes it due at once', () => {
    const { world, id } = aFile('2027-03-01')
    dies(world, id, '2010-05-05')
    expect(world.record(id)).toMatchObject({ transferDueOn: '2015-05-05', wakeOn: '2027-03-01' })
    expect(looks(world, id)).toMatchObject({ answer: { verdict: 'transfer-due' } })
  })
})
