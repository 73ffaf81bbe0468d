import { expect, test } from 'vitest'
import { DORMANCIES, IMPORT_STATES, IMPORT_VERDICTS } from '#domain/vocabulary/import.ts'

test('FEA-A7 a record sleeps in a workflow unless it is said otherwise, and words of an import are said once', () => {
  expect(DORMANCIES[0]).toBe('workflow')
  for (const words of [IMPORT_STATES, IMPORT_VERDICTS]) expect(new Set<string>(words).size).toBe(words.length)
})
