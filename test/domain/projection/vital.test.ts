import { expect, test } from 'vitest'
import { setVital } from '#domain/acts/vital.ts'
import type { RecordedEvent } from '#domain/events.ts'
import { NOT_VITAL, VITAL_REDUCERS } from '#domain/projection/vital.ts'
import { project } from '#domain/projection.ts'
import { VITAL_EVENT_TYPES } from '#domain/vocabulary/vital.ts'
import { kept } from '#test/support/decided-lives.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'

test('REQ-33 FEA-B20 a review is folded of a vital record alone, and an end leaves nothing vital', () => {
  expect(Object.keys(VITAL_REDUCERS)).toEqual([...VITAL_EVENT_TYPES])
  const world = new World()
  const id = kept(world)
  const at = {
    stream: { kind: 'record', id },
    seq: world.record(id).version + 1,
    at: '2020-01-31T00:00:00.000Z',
    on: world.today,
    actor: PEOPLE.compiler.personId,
    hash: '',
  } as const
  const reviewed: RecordedEvent<'vital.reviewed'> = {
    ...at,
    type: 'vital.reviewed',
    data: { outcome: 'still-vital', note: '-', isCopyReadable: true, reviewOn: world.today },
  }
  expect(() => project(world.rows(id).copy(), reviewed)).toThrow(/not vital/)
  const told: RecordedEvent<'vital.reminded'> = {
    ...at,
    type: 'vital.reminded',
    data: { reviewOn: world.today, reminder: 'due' },
  }
  expect(() => project(world.rows(id).copy(), told)).toThrow(/not vital/)
  world.must(PEOPLE.compiler, (f) => setVital(f, { recordId: id, reason: '-', cycleMonths: 12 }))
  expect(world.record(id).vital).not.toBeNull()
  const destroyed: RecordedEvent<'place.moved'> = {
    ...at,
    type: 'place.moved',
    data: {
      from: 'destroying',
      to: 'destroyed',
      round: 0,
      outcome: 'destroyed',
      wakeOn: null,
      ended: true,
    },
  }
  const rows = world.rows(id).copy()
  project(rows, destroyed)
  expect(rows.must('record', id)).toMatchObject(NOT_VITAL)
})
