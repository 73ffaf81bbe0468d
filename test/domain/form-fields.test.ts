import { expect, test } from 'vitest'
import { FIELD_KINDS, MOST_PAGES, MOST_RECORDS, NOTE, PAGES, REMARKS } from '#domain/form-fields.ts'

test('fields that several forms have are of a known kind, and no count goes beyond what can be counted', () => {
  for (const { kind } of [NOTE, REMARKS, PAGES]) expect(FIELD_KINDS).toContain(kind)
  expect(PAGES.max).toBe(MOST_PAGES)
  expect(MOST_RECORDS).toBeLessThan(MOST_PAGES)
})
