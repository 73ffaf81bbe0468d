import { describe, expect, test } from 'vitest'
import type { Actor } from '#domain/access.ts'
import { decideTrigger, enterTrigger } from '#domain/acts/triggers.ts'
import { plainDate } from '#domain/dates.ts'
import { kept } from '#test/support/decided-lives.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'

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

  test('REQ-15 starts nothing until a second person confirms; then the date is computed and the clock armed for it', () => {
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
    expect(decide(PEOPLE.head)).toMatchObject({ code: 'access.denied' })
    expect(decide(PEOPLE.compiler)).toMatchObject({ kind: 'decided' })
    expect(world.record(id).triggeredOn).toBe('2010-05-05')
    expect(world.record(id).dueOn).not.toBeNull()
    expect(world.record(id).wakeOn).toBe(world.today)
    expect(decide(PEOPLE.compiler, 'refuse')).toMatchObject({ code: 'task.not-open' })
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
