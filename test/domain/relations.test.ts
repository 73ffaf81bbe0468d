import { expect, test } from 'vitest'
import { isMutual, isRelationType, RELATION_ENDS, RELATION_TYPES, RELATION_WORDS } from '#domain/relations.ts'

test('FEA-B8 what is no relation is not taken for one', () => {
  expect(['sibling', '', 'main-volume'].filter(isRelationType)).toEqual([])
})

test('FEA-B8 every relation reads from both ends in both languages, and no two read alike', () => {
  const words = RELATION_TYPES.flatMap((type) => RELATION_ENDS.map((end) => RELATION_WORDS[type][end]))
  expect(new Set(words.map(({ zh }) => zh)).size).toBe(RELATION_TYPES.length * 2)
  expect(new Set(words.map(({ en }) => en)).size).toBe(RELATION_TYPES.length * 2)
  expect(RELATION_TYPES.filter(isMutual)).toEqual(['refers-to'])
})
