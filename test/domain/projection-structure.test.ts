import { expect, test } from 'vitest'
import { STRUCTURE_REDUCERS } from '#domain/projection-structure.ts'
import { EVENT_TYPES } from '#domain/vocabulary.ts'

test('every event of schemes, filings and accountability has its reducer here', () => {
  const own = EVENT_TYPES.filter((type) => /^(calendar|scheme|filing|case)\./.test(type))
  expect(Object.keys(STRUCTURE_REDUCERS).toSorted()).toEqual(own.toSorted())
})
