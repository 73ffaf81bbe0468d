import { expect, test } from 'vitest'
import { SCHEDULE_EVENT_TYPES } from '#domain/vocabulary/schedule.ts'
import { EVENT_TYPES } from '#domain/vocabulary.ts'

test('events of a schedule are told apart by their first word, and are among all events once', () => {
  const ofSchedules = EVENT_TYPES.filter((type) => type.startsWith('schedule.'))
  expect(ofSchedules).toEqual([...SCHEDULE_EVENT_TYPES])
  expect(new Set(ofSchedules).size).toBe(ofSchedules.length)
})
