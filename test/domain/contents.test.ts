import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contentsFaults, MOST_ENTRIES, pagesOf, readContents, type ContentsEntry } from '#domain/contents.ts'
import { plainDate } from '#domain/dates.ts'

const today = plainDate('2027-03-01')
const entry = (firstPage: number, lastPage: number, over: Partial<ContentsEntry> = {}): ContentsEntry => ({
  title: '失业登记表',
  responsible: '示范市失业保险科',
  documentNo: null,
  formedOn: plainDate('2016-03-02'),
  firstPage,
  lastPage,
  ...over,
})
const faultsOf = (entries: readonly ContentsEntry[], total: number | null = null) =>
  contentsFaults(entries, { total, today }).map(({ no, code }) => `${no ?? '*'} ${code}`)

describe('a contents list', () => {
  test.each([
    ['nothing', [], null, ['* contents.empty']],
    ['a gap', [entry(1, 2), entry(4, 4)], null, ['2 contents.gap']],
    ['a first page that is not 1', [entry(2, 2)], null, ['1 contents.gap']],
    ['an overlap', [entry(1, 2), entry(2, 3)], null, ['2 contents.overlap']],
    ['pages reversed', [entry(1, 0)], null, ['1 contents.pages-reversed']],
    ['a half page', [entry(1, 1.5)], null, ['1 contents.page-unreadable']],
    ['a total that differs', [entry(1, 2), entry(3, 4)], 5, ['* contents.total-differs']],
    ['no title', [entry(1, 1, { title: '  ' })], null, ['1 contents.no-title']],
    ['a title of 300 characters', [entry(1, 1, { title: '长'.repeat(300) })], null, ['1 contents.too-long']],
    [
      'FLT-20 a name turned from right to left',
      [entry(1, 1, { responsible: 'a\u202Eb' })],
      null,
      ['1 contents.control-character'],
    ],
    ['FLT-20 a NUL', [entry(1, 1, { title: 'a\u0000b' })], null, ['1 contents.control-character']],
    [
      'a day that has not come',
      [entry(1, 1, { formedOn: plainDate('2027-03-02') })],
      null,
      ['1 contents.formed-in-future'],
    ],
  ] as const)('with %s is refused', (_what, entries, total, faults) => {
    expect(faultsOf(entries, total)).toEqual(faults)
  })

  test('names every fault, not only the first', () => {
    expect(faultsOf([entry(1, 2, { title: '' }), entry(5, 6)], 9)).toEqual([
      '1 contents.no-title',
      '2 contents.gap',
      '* contents.total-differs',
    ])
  })

  test('has an end', () => {
    const many = Array.from({ length: MOST_ENTRIES + 1 }, (_, index) => entry(index + 1, index + 1))
    expect(faultsOf(many)).toEqual(['* contents.too-many'])
  })

  test('whose pages run on to the total stands, however they are divided', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 }), (lengths) => {
        let page = 0
        const entries = lengths.map((length) => entry(page + 1, (page += length)))
        expect(faultsOf(entries, page)).toEqual([])
        expect(pagesOf(entries)).toBe(page)
      }),
    )
  })
})

describe('a list typed as text', () => {
  test.each([
    ['a line of three cells', '登记表|科室|2016-03-02', 'contents.line-unreadable'],
    ['a date that is none', '登记表|科室||2016-02-30|1', 'contents.not-a-date'],
    ['pages in words', '登记表|科室||2016-03-02|一至三', 'contents.page-unreadable'],
  ])('with %s is refused', (_what, text, code) => {
    expect(readContents(text)).toMatchObject({ kind: 'refused', faults: [{ no: 1, code }] })
  })

  test('is read with bars or tabs, single pages or ranges', () => {
    const text = '登记表 | 科室 | 示失〔2016〕3号 | 2016-03-02 | 1\n\n核定表\t科室\t\t2016-03-05\t2-4\n'
    expect(readContents(text)).toEqual({
      kind: 'entries',
      entries: [
        {
          title: '登记表',
          responsible: '科室',
          documentNo: '示失〔2016〕3号',
          formedOn: '2016-03-02',
          firstPage: 1,
          lastPage: 1,
        },
        {
          title: '核定表',
          responsible: '科室',
          documentNo: null,
          formedOn: '2016-03-05',
          firstPage: 2,
          lastPage: 4,
        },
      ],
    })
  })
})
