import { expect, test } from 'vitest'
import type { RecordedEvent } from '#domain/events.ts'
import { fold, needsNudge } from '#domain/projection.ts'
import { SCHEDULE_REDUCERS } from '#domain/projection/schedule.ts'
import { EVENT_TYPES } from '#domain/vocabulary.ts'

test('a review of a version that nobody drafted fails loudly', () => {
  const recorded = {
    stream: { kind: 'schedule', id: 'v' },
    type: 'schedule.reviewed',
    data: { sha256: '', note: '' },
    seq: 1,
    at: '',
    on: '',
    actor: '',
    hash: '',
  } as unknown as RecordedEvent<'schedule.reviewed'>
  expect(() => fold([recorded])).toThrow('creating event is missing')
})

test('every event of a schedule changes its version, and wakes no workflow', () => {
  const types = EVENT_TYPES.filter((type) => type.startsWith('schedule.'))
  expect(Object.keys(SCHEDULE_REDUCERS).sort()).toEqual([...types].sort())
  expect(types.filter(needsNudge)).toEqual([])
})
