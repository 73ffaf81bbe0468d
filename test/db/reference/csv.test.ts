import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCsv, parseTable } from '#db/reference/csv.ts'

describe('what is no CSV', () => {
  test.each([
    ['a quote inside an unquoted cell', 'a,b"c"\n', /line 1: a quote inside/],
    ['a quote that is never closed', 'a,b\n"c,d\n', /line 2: a quote that is never closed/],
    ['text after a closing quote', 'a,b\n"c"d,e\n', /line 2: text after a closing quote/],
    ['a bare carriage return', 'a,b\rc,d\n', /line 1: .*bare CR/],
    ['a short row', 'a,b\nc\n', /row 2 has 1 cells where the first has 2/],
    ['a long row', 'a,b\nc,d,e\n', /row 2 has 3 cells/],
    ['an empty line between rows', 'a,b\n\nc,d\n', /row 2 has 1 cells/],
  ])('FEA-B19 refuses %s', (_what, text, message) => {
    expect(() => parseCsv(text)).toThrow(message)
  })

  test.each([
    ['another order', 'b,a\n1,2\n'],
    ['a column too many', 'a,b,c\n1,2,3\n'],
    ['nothing', ''],
  ])('FEA-B19 refuses a table with %s in its header', (_what, text) => {
    expect(() => parseTable(text, ['a', 'b'])).toThrow(/CSV header/)
  })
})

describe('what is CSV', () => {
  test.each([
    [
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\r\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['\uFEFFa,b\n', [['a', 'b']]],
    [
      '"a,1","b""2"""\n"c\n3",\n',
      [
        ['a,1', 'b"2"'],
        ['c\n3', ''],
      ],
    ],
    ['""\n', [['']]],
    ['', []],
  ])('FEA-B19 reads %j', (text, rows) => {
    expect(parseCsv(text)).toEqual(rows)
  })

  test('FEA-B19 names cells by their columns', () => {
    expect(parseTable('a,b\n1,2\n', ['a', 'b'])).toEqual([{ a: '1', b: '2' }])
  })

  test('FEA-B19 property: what was quoted is read back', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '中', '"', ',', '\n', '\r', ' ', ';') })
    const rows = fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
      )
    fc.assert(
      fc.property(rows, fc.constantFrom('\n', '\r\n'), (cells, end) => {
        const text = cells
          .map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(','))
          .join(end)
        expect(parseCsv(text)).toEqual(cells)
      }),
    )
  })
})
