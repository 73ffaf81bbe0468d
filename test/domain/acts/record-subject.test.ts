import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#domain/access.ts'
import { decided, type ActFacts, type Decision } from '#domain/acts/act.ts'
import { readableRecord, recordFor, standingRecord } from '#domain/acts/record-subject.ts'
import type { RecordState } from '#domain/state.ts'
import { kept } from '#test/support/decided-lives.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'

let world: World
let id: string
beforeEach(() => {
  world = new World('2020-01-31')
  id = kept(world)
})

const WAYS = { recordFor, standingRecord, readableRecord }
const asks = (way: keyof typeof WAYS, { recordId = id, actor = PEOPLE.compiler } = {}) =>
  world.act(actor satisfies Actor, (facts: ActFacts): Decision => {
    const subject = WAYS[way](facts, recordId, 'vital.set')
    return subject.kind === 'refused' ? subject : decided([], { recordId: subject.row.id })
  })

describe.each(['recordFor', 'standingRecord', 'readableRecord'] as const)('%s', (way) => {
  test('says of what one does not see that there is none, before anything of the post', () => {
    expect(asks(way, { recordId: 'none', actor: PEOPLE.clerk })).toMatchObject({ code: 'not-found' })
    expect(asks(way, { actor: PEOPLE.clerk })).toMatchObject({
      code: 'access.denied',
      detail: { act: 'vital.set' },
    })
    expect(asks(way)).toMatchObject({ answer: { recordId: id } })
  })
})

describe('a record', () => {
  const change = (part: Partial<RecordState>) => world.rows(id).change('record', id, part)

  test('that has ended or passed the point of no return stands no more', () => {
    change({ destructionBegunAt: '2020-01-31T00:00:00.000Z' })
    for (const way of ['standingRecord', 'readableRecord'] as const)
      expect(asks(way)).toMatchObject({ code: 'record.being-destroyed' })
    change({ endedOn: world.today })
    for (const way of ['standingRecord', 'readableRecord'] as const)
      expect(asks(way)).toMatchObject({ code: 'record.ended' })
    expect(asks('recordFor')).toMatchObject({ answer: { recordId: id } })
  })
  test('REG-10 that waits for the security administrator is closed, before it is told whether it stands', () => {
    change({ quarantine: 'found', endedOn: world.today })
    expect(asks('readableRecord')).toMatchObject({ code: 'content.quarantined' })
    expect(asks('standingRecord')).toMatchObject({ code: 'record.ended' })
  })
})
