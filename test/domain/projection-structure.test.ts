import { expect, test } from 'vitest'
import { STRUCTURE_REDUCERS } from '#domain/projection-structure.ts'
import { EVENT_TYPES } from '#domain/vocabulary.ts'

test('every event of schemes, filings, accountability and codes has its reducer here', () => {
  const own = EVENT_TYPES.filter((type) => /^(calendar|scheme|filing|case|code)\./.test(type))
  expect(Object.keys(STRUCTURE_REDUCERS).toSorted()).toEqual(own.toSorted())
})
