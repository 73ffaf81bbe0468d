import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import {
  foldText,
  gramsOf,
  highlightsOf,
  maskedHighlightsOf,
  searchWordsOf,
  snippetOf,
} from '#domain/search.ts'

/** Whether a text holds what was typed, as the index answers it. */
function finds(text: string, typed: string): boolean {
  const words = searchWordsOf(typed)
  if (words === undefined) return false
  const folded = foldText(text)
  const grams = new Set(gramsOf(folded))
  return (
    words.grams.every((gram) => grams.has(gram)) && words.needles.every((needle) => folded.includes(needle))
  )
}

describe('FEA-I1 what is typed', () => {
  test.each(['', '   ', '\u0000', '\u202E \u200B', '\n'])('%j is no search', (typed) => {
    expect(searchWordsOf(typed)).toBeUndefined()
  })

  test.each([
    ['%', '养老金申领'],
    ['_', '养老金申领'],
    ['.*', '养老金申领'],
    ['老养', '养老金申领'],
    ['养金', '养老金申领'],
    ['0002', 'A001-2026-0001'],
  ])('%s is not in %s', (typed, text) => {
    expect(finds(text, typed)).toBe(false)
  })

  test.each([
    ['金', '养老金申领'],
    ['老金', '养老金申领'],
    ['养老金申领', '养老金申领'],
    ['领 养老', '养老金申领'],
    ['２０２６', '2026年社保待遇'],
    ['a001-2026', 'A001-2026-0001'],
    ['26-0', 'A001-2026-0001'],
    ['𠮷', '户主𠮷野'],
    ['𠮷野', '户主𠮷野'],
    ['养老保险', '养老\n保险'],
    ['c++', 'C++ 手册'],
    ['100%', '缴费 100% 完成'],
  ])('%s is in %s', (typed, text) => {
    expect(finds(text, typed)).toBe(true)
  })
})

test('FEA-I1 every part of a text is found, as a plain look into it would', () => {
  const letters = fc.constantFrom(...Array.from('社保养老金待遇审核表𠮷一二ab01-·%'))
  const text = fc.array(letters, { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(text, fc.nat(), fc.integer({ min: 1, max: 8 }), (characters, from, length) => {
      const at = from % characters.length
      expect(finds(characters.join(''), characters.slice(at, at + length).join(''))).toBe(true)
    }),
  )
})

test('FEA-I1 what was found is marked, whatever signs it has, and the text stays whole', () => {
  expect(highlightsOf('张三（养老）档案', ['养老'])).toEqual([
    { text: '张三(', isHit: false },
    { text: '养老', isHit: true },
    { text: ')档案', isHit: false },
  ])
  for (const sign of Array.from('.*+?^${}()|[]\\/-_%&#~@!,:;=<>"\'`·')) {
    expect(highlightsOf(`甲${sign}乙`, [sign])).toContainEqual({ text: sign, isHit: true })
  }
  expect(highlightsOf('结果：准予', [])).toEqual([{ text: '结果：准予', isHit: false }])
})

test('FEA-I1 a page shows the line around its hit, over a broken line too', () => {
  expect(snippetOf('没有', ['养老'])).toEqual([])
  const parts = snippetOf(`${'前'.repeat(90)}养\n老${'后'.repeat(90)}`, ['养老'])
  expect(parts.map(({ text }) => text).join('')).toBe(`${'前'.repeat(40)}养 老${'后'.repeat(40)}`)
  expect(parts.find(({ isHit }) => isHit)?.text).toBe('养 老')
})

test('REQ-53 what was found shows no identity number, not even half of one, and is marked all the same', () => {
  const number = '110101200002290018'
  expect(maskedHighlightsOf(`周明远${number}核定`, [number])).toEqual([
    { text: '周明远', isHit: false },
    { text: '110***********0018', isHit: true },
    { text: '核定', isHit: false },
  ])
  expect(maskedHighlightsOf(number, [])).toEqual([{ text: '110***********0018', isHit: false }])
  const line = snippetOf(`${number}${'前'.repeat(30)}养老${'后'.repeat(30)}${number}`, ['养老'])
  expect(line.map(({ text }) => text).join('')).toBe(
    `******0018${'前'.repeat(30)}养老${'后'.repeat(30)}110*******`,
  )
})
