import { describe, expect, test } from 'vitest'
import { isLegible, isLegibleLine, legibleLineOf, legibleTextOf } from '#domain/legible.ts'

describe('a text reads as it is stored', () => {
  test.each([
    ['NUL', 'a\u0000b'],
    ['DEL', 'a\u007Fb'],
    ['a C1 control', 'a\u0085b'],
    ['zero width', 'a\u200Bb'],
    ['a turned direction', 'a\u202Efit.tif'],
    ['a byte order mark', '\uFEFFa'],
    ['a tag', 'a\u{E0041}b'],
    ['half a character', 'a\uD800b'],
  ])('%s is refused, and left out of a name', (_name, text) => {
    expect([isLegible(text), isLegibleLine(text)]).toEqual([false, false])
    expect(isLegibleLine(legibleLineOf(text))).toBe(true)
    expect(isLegible(legibleTextOf(`${text}\n${text}`))).toBe(true)
  })

  test.each(['a\tb', 'a\nb', 'a\r\nb'])('%j is a remark, and no line', (text) => {
    expect([isLegible(text), isLegibleLine(text)]).toEqual([true, false])
    expect([legibleLineOf(text), legibleTextOf(text)]).toEqual(['ab', text])
  })

  test.each(['示范 · 2019', 'e\u0301', '𠮷野'])('%j is both', (text) => {
    expect([isLegible(text), isLegibleLine(text)]).toEqual([true, true])
    expect(legibleLineOf(text)).toBe(text.normalize('NFC'))
  })
})
