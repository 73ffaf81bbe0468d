import { expect, test } from 'vitest'
import { SECRET_REDUCERS } from '#domain/projection/secrets.ts'
import { SECRET_EVENT_TYPES } from '#domain/vocabulary/secrets.ts'

test('each event about a mark of a state secret changes its record', () => {
  expect(Object.keys(SECRET_REDUCERS)).toEqual([...SECRET_EVENT_TYPES])
})
