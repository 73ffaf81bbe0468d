import { expect, test } from 'vitest'
import { readMetadataScheme, readMetadataTables, type MetadataTables } from '#db/reference/load-metadata.ts'

const tables = readMetadataTables()

function spoil(table: keyof MetadataTables, from: string | RegExp, to: string): MetadataTables {
  const spoiled = tables[table].replace(from, to)
  expect(spoiled).not.toBe(tables[table])
  return { ...tables, [table]: spoiled }
}

test.each<[string, MetadataTables, RegExp]>([
  ['an element that is gone', spoil('elements', /^M22,.*\n/m, ''), /M22 is missing/],
  [
    'a kind that there is not',
    spoil(
      'elements',
      'M31,文件编号,Document number,optional,no,content,text',
      'M31,文件编号,Document number,optional,no,content,number',
    ),
    /M31 says "number"/,
  ],
  ['a check that there is not', spoil('fields', 'case-number', 'case'), /F28-1 says "case"/],
  ['a must-have of nothing', spoil('mustHave', 'F28-10', 'F28-99'), /F28-99, which is unknown/],
  ['a must-have without a confidence', spoil('mustHave', 'F28,V\n', 'F28,X\n'), /ZC-01 says "X"/],
  ['another order of columns', spoil('fields', 'id,family', 'family,id'), /CSV header/],
])('FEA-A4 %s stops the loading', (_what, wrong, message) => {
  expect(() => readMetadataScheme(wrong)).toThrow(message)
})

test('FEA-A4 the tables that ship are read: names in both languages, value lists, ranges, sources', () => {
  const { fields, version } = readMetadataScheme()
  const named = (id: string) => fields.find((field) => field.id === id)
  expect(version).toBe(2)
  expect(named('M41')?.choices).toContainEqual({ value: '组合文件', en: 'Composite' })
  // The value lists that the rules have seen (regulations 5.7, 5.8), as they stand.
  const values = (id: string) => named(id)?.choices.map(({ value }) => value)
  expect(values('M35')).toEqual(['特提', '特急', '加急', '平急', '急件'])
  expect(values('M45')).toEqual(['草稿', '定稿', '正本', '副本', '试行本', '修订本'])
  expect(values('M55')).toEqual(['黑白二值', '灰度', '彩色'])
  expect(values('M73')?.toSorted()).toEqual(['公布', '复制', '浏览', '解密'].toSorted())
  expect(named('M45')).toMatchObject({ zh: '稿本', en: 'Manuscript type', kind: 'choice', confidence: 'V2' })
  expect(named('M45')?.choices).toContainEqual({ value: '正本', en: 'Original' })
  expect(named('M54')).toMatchObject({ min: 50, max: 4800, check: null })
  expect(named('F28-3')).toMatchObject({ isPersonal: true, family: 'arbitration' })
  expect(fields.filter(({ zh, en }) => zh === '' || en === '')).toEqual([])
})
