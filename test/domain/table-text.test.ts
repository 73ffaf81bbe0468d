import { describe, expect, test } from 'vitest'
import { readTableText } from '#domain/table-text.ts'

const bytes = (...values: readonly number[]) => new Uint8Array(values)

describe('the bytes of a table', () => {
  test.each([
    ['a workbook', bytes(0x50, 0x4b, 0x03, 0x04, 0x14, 0x00, 0x06, 0x00)],
    ['UTF-16', bytes(0xff, 0xfe, 0x41, 0x00)],
    ['half a character', bytes(0xb1)],
  ])('FEA-B19 %s is unreadable', (_what, given) => {
    expect(readTableText(given)).toEqual({ kind: 'unreadable' })
  })

  test('FEA-B19 GB 18030 is read, rare Han outside the basic plane too', () => {
    // 保管, then U+20000 in its four bytes.
    expect(readTableText(bytes(0xb1, 0xa3, 0xb9, 0xdc, 0x95, 0x32, 0x82, 0x36))).toEqual({
      kind: 'text',
      text: '保管\u{20000}',
      encoding: 'gb18030',
    })
  })

  test('FEA-B19 UTF-8 is itself, its mark is no part of the text', () => {
    const utf8 = new TextEncoder().encode('\uFEFF保管期限')
    expect(readTableText(utf8)).toEqual({ kind: 'text', text: '保管期限', encoding: 'utf-8' })
  })
})
