import { expect, test } from 'vitest'
import { ROLE_NAMES } from '#domain/role-names.ts'
import { ROLES } from '#domain/vocabulary.ts'

test('every role has a name of its own in both languages', () => {
  expect(new Set(ROLES.map((role) => ROLE_NAMES[role].zh)).size).toBe(ROLES.length)
  expect(new Set(ROLES.map((role) => ROLE_NAMES[role].en)).size).toBe(ROLES.length)
})
