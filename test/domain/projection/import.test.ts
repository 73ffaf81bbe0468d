import { expect, test } from 'vitest'
import type { RecordedEvent } from '#domain/events.ts'
import { fold, needsNudge } from '#domain/projection.ts'
import { IMPORT_REDUCERS } from '#domain/projection/import.ts'
import { EVENT_TYPES } from '#domain/vocabulary.ts'

test('a check of a table that nobody brought in fails loudly', () => {
  const recorded = {
    stream: { kind: 'import', id: 'i' },
    type: 'import.checked',
    data: { rows: 1, goodRows: 1, checkDigest: '', faults: {} },
    seq: 1,
    at: '',
    on: '',
    actor: '',
    hash: '',
  } as unknown as RecordedEvent<'import.checked'>
  expect(() => fold([recorded])).toThrow('creating event is missing')
})

test('every event of an import changes it, and wakes no workflow but its own', () => {
  const types = EVENT_TYPES.filter((type) => type.startsWith('import.'))
  expect(Object.keys(IMPORT_REDUCERS).sort()).toEqual([...types].sort())
  expect(types.filter(needsNudge)).toEqual([])
})
