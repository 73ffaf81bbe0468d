import { expect, test } from 'vitest'
import { STRUCTURE_REDUCERS } from '#domain/projection/structure.ts'
import { EVENT_TYPES } from '#domain/vocabulary.ts'

test('every event of schemes, filings, accountability, codes and formats has its reducer here', () => {
  // A reminder is only said.
  const own = EVENT_TYPES.filter(
    (type) => /^(calendar|scheme|filing|case|code|formats)\./.test(type) && type !== 'filing.reminded',
  )
  expect(Object.keys(STRUCTURE_REDUCERS).toSorted()).toEqual(own.toSorted())
})
