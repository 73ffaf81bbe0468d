import { expect, test } from 'vitest'
import { TRANSFER_CHECKS } from '#domain/four-nature-table.ts'
import { NATURES } from '#domain/vocabulary.ts'

test('REG-12 FEA-J12 each check stands once, under the nature that its number names, and reserved numbers are not guessed', () => {
  const ids = TRANSFER_CHECKS.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toHaveLength(38)
  expect(ids).not.toContain('YJ-1-9')
  expect(ids).not.toContain('YJ-3-7')
  for (const { id, nature } of TRANSFER_CHECKS) expect(NATURES[Number(id.split('-')[1]) - 1]).toBe(nature)
})
