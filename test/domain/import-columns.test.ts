import { expect, test } from 'vitest'
import {
  IMPORT_FIELDS,
  mappingFaultsOf,
  rememberedMapping,
  suggestedMapping,
} from '#domain/import-columns.ts'

test('FEA-A7 a mapping without title, date or class, with one column twice, or beyond the table is refused', () => {
  const table = { columns: 3, hasDefaultClass: false }
  expect(mappingFaultsOf({ archivalCode: 0 }, table)).toEqual([
    { code: 'import.mapping-missing', fields: ['title', 'formedOn', 'classCode'] },
  ])
  expect(mappingFaultsOf({ title: 0, formedOn: 0, classCode: 7 }, table)).toEqual([
    { code: 'import.mapping-twice', columns: [0] },
    { code: 'import.mapping-beyond', fields: ['classCode'] },
  ])
  expect(mappingFaultsOf({ title: 0, formedOn: 1 }, { ...table, hasDefaultClass: true })).toEqual([])
})

test.each([
  ['Chinese', ['档号', ' 题名 ', '类别代码', '形成日期', '死亡日期']],
  ['English', ['Archival code', 'TITLE', 'Class', 'Formed on', 'Date of death']],
])('FEA-A7 headers in %s are known whatever their blanks and case', (_language, headers) => {
  expect(suggestedMapping(headers)).toEqual({
    archivalCode: 0,
    title: 1,
    classCode: 2,
    formedOn: 3,
    eventOn: 4,
  })
})

test('FEA-A7 no column is taken twice and unknown headers are left', () => {
  const mapping = suggestedMapping(['题名', '题名', '备注'])
  expect(mapping).toEqual({ title: 0 })
  expect(Object.keys(mapping).every((field) => IMPORT_FIELDS.some((known) => known === field))).toBe(true)
})

test('FEA-A7 what a column was said to mean is remembered: by the whole table, else by its header, else guessed', () => {
  const earlier = [
    { headers: ['卷名', '档号'], mapping: { title: 0, archivalCode: 1 } },
    { headers: ['卷名', '备注'], mapping: { person: 0 } },
  ]
  expect(rememberedMapping([' 卷名', '备注'], earlier)).toEqual({
    mapping: { person: 0 },
    from: 'same-headers',
  })
  expect(rememberedMapping(['形成日期', '卷名', '备注', '题名'], earlier)).toEqual({
    mapping: { title: 1, formedOn: 0 },
    from: 'some-headers',
  })
  expect(rememberedMapping(['题名'], earlier)).toEqual({ mapping: { title: 0 }, from: 'headers-alone' })
})
