import { expect, test } from 'vitest'
import { screenOf, VARIANT_REDUCERS } from '#domain/projection/variants.ts'
import { Rows } from '#domain/state.ts'
import { VARIANT_EVENT_TYPES } from '#domain/vocabulary/variants.ts'

test('REQ-52 each event of a public variant changes its record', () => {
  expect(Object.keys(VARIANT_REDUCERS)).toEqual([...VARIANT_EVENT_TYPES])
})

test('REQ-52 what is made later of nothing that is screened is shown to everybody', () => {
  const rows = new Rows()
  expect(screenOf(rows, { role: 'thumbnail', derivedFrom: 'none' })).toBeNull()
  expect(screenOf(rows, { role: 'dual-layer', derivedFrom: null })).toBeNull()
  expect(screenOf(rows, { role: 'public-variant', derivedFrom: 'original' })).toBeNull()
})
