import { expect, test } from 'vitest'
import { draftOf, newRow, rowsFrom, withCode } from '#ui/screens/structure/draft-rows.ts'

const ON = '2021-01-01'
const aClass = (code: string, parentId: string | null, recordClasses: string[]) => ({
  id: `id-${code}`,
  code,
  parentId,
  name: { zh: code, en: code },
  recordClasses,
  units: [{ id: 'unit', name: { zh: '科', en: 'Section' } }],
  cadences: [
    { cadence: 'month' as const, fromOn: ON, toOn: '2022-12-31', termDays: 10 },
    { cadence: 'quarter' as const, fromOn: '2023-01-01', toOn: null, termDays: 15 },
  ],
})
const FROM = {
  classes: [aClass('A', null, []), aClass('A-1', 'id-A', ['SI-1']), aClass('A-2', 'id-A', ['SI-2'])],
}

test('REG-17 FEA-A2 the next version begins as the one in force, each class walking to itself', () => {
  const { classes, crosswalk } = draftOf(rowsFrom(FROM), '2021')
  expect(classes.map(({ code, parent, cadence }) => [code, parent, cadence])).toEqual([
    ['A', null, 'quarter'],
    ['A-1', 'A', 'quarter'],
    ['A-2', 'A', 'quarter'],
  ])
  expect(crosswalk.map(({ fromVersion, from, to }) => `${fromVersion}/${from}/${to}`)).toEqual([
    '2021/A/A',
    '2021/A-1/A-1',
    '2021/A-2/A-2',
  ])
})

test('REG-17 FEA-A2 a class of another code takes those below it along; one that ends names its successor', () => {
  const renamed = withCode(rowsFrom(FROM), 'id-A', 'B')
  const rows = renamed.map((row) => (row.was === 'A-2' ? { ...row, endsInto: 'A-1' } : row))
  const { classes, crosswalk } = draftOf(rows, '2021')
  expect(classes.map(({ code, parent }) => [code, parent])).toEqual([
    ['B', null],
    ['A-1', 'B'],
  ])
  expect(crosswalk.map(({ from, to }) => `${from}/${to}`)).toEqual(['A/B', 'A-1/A-1', 'A-2/A-1'])
})

test('FEA-A2 a class that ends without a successor walks nowhere: the activation names it', () => {
  const rows = rowsFrom(FROM).map((row) => (row.was === 'A-2' ? { ...row, endsInto: '' } : row))
  expect(draftOf(rows, '2021').crosswalk.map(({ from }) => from)).toEqual(['A', 'A-1'])
})

test('FEA-A2 the first version of a line has new classes alone, and nothing to walk from', () => {
  const rows = [
    { ...newRow(), code: 'A ', nameZh: ' 甲', nameEn: 'A' },
    { ...newRow(), code: 'A-1', parent: 'A', holds: 'SI-1，SI-2' },
  ]
  const { classes, crosswalk } = draftOf(rows, '')
  expect(classes.map(({ code, parent, recordClasses }) => [code, parent, recordClasses])).toEqual([
    ['A', null, []],
    ['A-1', 'A', ['SI-1', 'SI-2']],
  ])
  expect(crosswalk).toEqual([])
  expect(new Set(rows.map(({ key }) => key)).size).toBe(2)
})
