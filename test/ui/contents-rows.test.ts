import { expect, test } from 'vitest'
import { plainDate } from '#domain/dates.ts'
import { checkRows, dayFrom, pasted, rowAfter, rowsFrom, type Row } from '#ui/screens/paper/contents-rows.ts'
import { pagesText, proposedPages, toggledPage } from '#ui/screens/paper/page-numbers.ts'

const TODAY = plainDate('2026-03-05')
const BLANK: Row = { title: '', responsible: '', documentNo: '', formedOn: '', firstPage: '', lastPage: '' }
const row = (over: Partial<Row>): Row => ({
  ...BLANK,
  title: '核定表',
  formedOn: '2016-03-02',
  firstPage: '1',
  ...over,
})
const codes = (rows: readonly Row[], total: number | null = null) =>
  checkRows(rows, { total, today: TODAY }).faults.map(({ no, code }) => `${no} ${code}`)

test('names a gap, an overlap and an unreadable day of the row in which they are', () => {
  expect(codes([row({ lastPage: '2' }), row({ firstPage: '4' })])).toEqual(['2 contents.gap'])
  expect(codes([row({ lastPage: '2' }), row({ firstPage: '2' })])).toEqual(['2 contents.overlap'])
  expect(codes([row({ formedOn: '2016-02-30' })])).toEqual(['1 contents.not-a-date'])
  expect(codes([row({ firstPage: 'x' })])).toEqual(['1 contents.page-unreadable'])
  expect(codes([row({ lastPage: '3' })], 4)).toEqual(['null contents.total-differs'])
})

test('a row that is offered and not filled in is no row', () => {
  const filled = row({ lastPage: '2' })
  const next = rowAfter([filled])
  expect(next).toEqual({ ...BLANK, firstPage: '3' })
  expect(rowAfter([])).toEqual({ ...BLANK, firstPage: '1' })
  expect(codes([filled, next], 2)).toEqual([])
  expect(codes([next])).toEqual(['null contents.empty'])
})

test('a list goes into rows and comes back as it was', () => {
  const { entries } = checkRows([row({ documentNo: '示失〔2016〕3号', lastPage: '2' })], {
    total: null,
    today: TODAY,
  })
  expect(checkRows(rowsFrom(entries), { total: 2, today: TODAY })).toEqual({ entries, faults: [] })
})

test('a block of a spreadsheet fills the cells from where it is put down', () => {
  const text = '1\t登记表\t失业科\t\t2016/3/2\t1\r\n2\t核定表\t失业科\t3号\t2016年3月5日\t2-3\r\n'
  const rows = pasted([BLANK], text, { row: 0, column: 'title' }) ?? []
  expect(codes(rows, 3)).toEqual([])
  expect(rows[1]).toEqual({
    title: '核定表',
    responsible: '失业科',
    documentNo: '3号',
    formedOn: '2016-03-05',
    firstPage: '2',
    lastPage: '3',
  })
  const dated = pasted([row({}), row({})], '20160302\n20160303', { row: 0, column: 'formedOn' })
  expect(dated?.map(({ title, formedOn }) => `${title} ${formedOn}`)).toEqual([
    '核定表 2016-03-02',
    '核定表 2016-03-03',
  ])
  expect(pasted([row({})], '只是一个题名', { row: 0, column: 'title' })).toBeUndefined()
  expect(dayFrom('三月五日')).toBe('三月五日')
})

test('new images go to what is faulty, then to what is missing, then on from the last page', () => {
  expect(proposedPages(3, { faulty: [], missing: [], last: 0 })).toEqual([1, 2, 3])
  expect(proposedPages(4, { faulty: [3, 2], missing: [5], last: 4 })).toEqual([2, 3, 5, 6])
  expect(proposedPages(1, { faulty: [2], missing: [], last: 9 })).toEqual([2])
})

test('page numbers are written as people write them', () => {
  expect(pagesText([5, 3, 6, 7, 7])).toBe('3, 5-7')
  expect(toggledPage('3, 5-7', 6)).toBe('3, 5, 7')
  expect(toggledPage('', 2)).toBe('2')
})
