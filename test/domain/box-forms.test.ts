import { expect, test } from 'vitest'
import { boxReferenceSheet, filingStamps, type BoxForPrint, type ItemInBox } from '#domain/box-forms.ts'
import { plainDate } from '#domain/dates.ts'

const item = (number: string, over: Partial<ItemInBox> = {}): ItemInBox => ({
  archivalCode: `J021-WS·2016·D10·BGS-${number}`,
  pages: 3,
  state: 'kept',
  filedBy: '沈知秋',
  filedOn: plainDate('2017-03-01'),
  ...over,
})
const box: BoxForPrint = {
  fondsCode: 'J021',
  year: 2016,
  periodYears: 10,
  unit: '办公室',
  items: [
    item('0001'),
    item('0002', { state: 'transferred' }),
    item('0003', { state: 'destroyed' }),
    item('0004', { pages: null, filedBy: '闻安', filedOn: plainDate('2017-04-05') }),
    item('0005', { filedBy: null, filedOn: null }),
  ],
}
const values = (facts: readonly { readonly source: string; readonly value: string }[]) =>
  Object.fromEntries(facts.map(({ source, value }) => [source, value]))

test('FEA-G6 what has left the box gets no stamp; each other item gets one with its six fields', () => {
  const stamps = filingStamps(box)
  expect(stamps.map((stamp) => values(stamp)['F01-3'])).toEqual(['0001', '0004', '0005'])
  expect(values(stamps[0] ?? [])).toEqual({
    'F01-1': 'J021',
    'F01-2': '2016',
    'F01-3': '0001',
    'F01-4': '办公室',
    'F01-5': '10年',
    'F01-6': '3',
  })
  expect(values(stamps[1] ?? [])['F01-6']).toBe('')
  expect(values(filingStamps({ ...box, periodYears: null })[0] ?? [])['F01-5']).toBe('永久')
})

test('FEA-G6 the sheet of the box says what lies in it and what is gone, and leaves the check to a pen', () => {
  expect(values(boxReferenceSheet(box))).toEqual({
    'F03-1': '盒内 3 件，共 6 页；移出 1 件（0002）；销毁 1 件（0003）',
    'F03-2': '沈知秋、闻安',
    'F03-3': '2017-04-05',
    'F03-4': '',
    'F03-5': '',
  })
  expect(values(boxReferenceSheet({ ...box, items: [] }))['F03-1']).toBe('盒内 0 件，共 0 页')
})

test('a code of another shape stands whole in the place of the number', () => {
  const [stamp = []] = filingStamps({ ...box, items: [item('x', { archivalCode: '旧编号 12' })] })
  expect(values(stamp)['F01-3']).toBe('旧编号 12')
})
