import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readMetadataScheme } from '#db/reference/load-metadata.ts'
import { plainDate } from '#domain/dates.ts'
import { checkMetadata, derivedMetadata, missingMetadata, type DescribedRecord } from '#domain/metadata.ts'
import { fieldsOf } from '#domain/metadata-scheme.ts'

const scheme = readMetadataScheme()
const today = plainDate('2026-03-01')
const check = (values: Readonly<Record<string, readonly string[]>>, family = 'arbitration') =>
  checkMetadata(scheme, { family, values, today })

describe('FEA-A4 what does not belong into a field is refused, and the field is named', () => {
  test.each<[string, string, readonly string[], string]>([
    ['a field that nobody knows', 'M89', ['x'], 'metadata.unknown-field'],
    ['a field of another family', 'F27-2', ['周明远'], 'metadata.unknown-field'],
    ['another name for an element', 'F28-13', ['1'], 'metadata.unknown-field'],
    ['a fact of the record itself', 'M22', ['题名'], 'metadata.derived'],
    ['two values where one may be', 'M31', ['a', 'b'], 'metadata.not-repeatable'],
    [
      'more values than anybody reads',
      'M26',
      Array.from({ length: 51 }, (_, n) => `词${n}`),
      'metadata.too-many',
    ],
    ['NUL', 'M31', ['示\u0000字'], 'form.control-character'],
    ['a right-to-left mark', 'F28-3', ['周\u202E明远'], 'form.control-character'],
    ['half of a rare character', 'F28-3', ['\uD867'], 'form.control-character'],
    ['a line end in a line', 'M31', ['a\nb'], 'form.control-character'],
    ['a name of 300 characters', 'F28-3', ['周'.repeat(300)], 'form.too-long'],
    ['a value outside its list', 'M45', ['孤本'], 'form.not-a-choice'],
    ['a number that is none', 'M54', ['很高'], 'form.wrong-type'],
    ['a resolution of no scanner', 'M54', ['20'], 'form.too-small'],
    ['29 February of a common year', 'F28-10', ['2025-02-29'], 'form.not-a-date'],
    ['a day after today', 'F28-11', ['2126-01-01'], 'metadata.in-future'],
    ['a case number of no committee', 'F28-1', ['2026-12'], 'metadata.malformed'],
    ['an organisation code of ten signs', 'M78', ['1234567890'], 'metadata.malformed'],
    ['REG-10 a term of secrecy', 'M39', ['5年'], 'metadata.state-secret'],
    ['REG-10 a mark of a state secret in any field', 'M75', ['机密★10年'], 'metadata.state-secret'],
  ])('%s', (_what, field, values, code) => {
    expect(check({ [field]: values })).toEqual({ kind: 'refused', faults: [{ field, code }] })
  })

  test.each([
    ['accounting', 'F17-4', '2019-2018'],
    ['accounting', 'F17-4', '1849'],
    ['accounting', 'F05-4', '2019-01-01/2018-12-31'],
    ['accounting', 'F05-4', '2019-02-29'],
    ['business', 'F09-5', '2026-13'],
    ['retiree-personnel', 'F27-3', '110101199002300017'],
  ])('%s: %s refuses %s', (family, field, value) => {
    expect(check({ [field]: [value] }, family)).toMatchObject({
      faults: [{ field, code: 'metadata.malformed' }],
    })
  })

  test('every fault is named, not only the first', () => {
    expect(check({ M54: ['x'], 'F28-11': ['morgen'], M31: ['〔2026〕1号'] })).toEqual({
      kind: 'refused',
      faults: [
        { field: 'M54', code: 'form.wrong-type' },
        { field: 'F28-11', code: 'form.not-a-date' },
      ],
    })
  })
})

describe('what belongs is kept', () => {
  test.each<[string, string, string, string]>([
    ['a name with a character outside the BMP', 'arbitration', 'F28-3', '𠮷田䶮'],
    ['29 February of a leap year', 'arbitration', 'F28-10', '2024-02-29'],
    ['a day of 1949', 'arbitration', 'F28-10', '1949-10-01'],
    ['today', 'arbitration', 'F28-11', '2026-03-01'],
    ['a case number', 'arbitration', 'F28-1', '示劳人仲字〔2026〕12号'],
    ['a range of years', 'accounting', 'F17-4', '1949-2126'],
    ['one year', 'accounting', 'F17-4', '2126'],
    ['a range of days', 'accounting', 'F05-4', '2024-02-29/2024-03-01'],
    ['a month', 'business', 'F09-5', '2024-02'],
    ['an identity number', 'retiree-personnel', 'F27-3', '11010119900307803X'],
    ['an organisation code', 'business', 'M78', '11320682MB1234567X'],
    ['a resolution', 'business', 'M54', '300'],
  ])('FEA-A4 %s', (_what, family, field, value) => {
    expect(check({ [field]: [value] }, family)).toEqual({ kind: 'ok', values: { [field]: [value] } })
  })

  test('FEA-A4 trimmed, in NFC, and nothing for an empty list', () => {
    expect(check({ M31: [' e\u0301 '], M26: ['社保', ' ', '失业'], M75: [] })).toEqual({
      kind: 'ok',
      values: { M31: ['é'], M26: ['社保', '失业'], M75: [] },
    })
  })

  test('FEA-A4 property: whatever is kept is kept the same again', () => {
    const ids = fieldsOf(scheme, 'arbitration').map(({ id }) => id)
    const anyValues = fc.dictionary(
      fc.constantFrom(...ids),
      fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { maxLength: 3 }),
    )
    fc.assert(
      fc.property(anyValues, (values) => {
        const once = check(values)
        if (once.kind === 'ok') expect(check(once.values)).toEqual(once)
        else expect(once.faults.length).toBeGreaterThan(0)
      }),
    )
  })
})

const DESCRIBED: DescribedRecord = {
  record: {
    level: 'file',
    title: '示例案',
    classCode: 'ZC-01',
    formedOn: plainDate('2024-02-29'),
    grade: 'internal',
    openingState: 'controlled',
    archivalCode: null,
    pages: 12,
  },
  fondsCode: 'J021',
  fondsName: '示范市劳动人事争议仲裁院',
  unitName: '立案庭',
  periodYears: 10,
  items: 3,
  objects: [{ name: 'a.pdf', sizeBytes: 9 }],
}

test('FEA-A4 the elements that the record itself knows are filled from it', () => {
  expect(derivedMetadata(scheme, DESCRIBED)).toMatchObject({
    M1: ['案卷'],
    M6: ['立案庭'],
    M9: ['J021'],
    M11: ['2024'],
    M12: ['10年'],
    M22: ['示例案'],
    M33: ['2024-02-29'],
    M38: ['内部'],
    M42: ['3'],
    M43: ['12'],
    M48: ['a.pdf'],
    M49: ['9'],
    M74: ['控制'],
  })
  expect(derivedMetadata(scheme, DESCRIBED)).not.toHaveProperty('M8')
  expect(
    derivedMetadata(scheme, { ...DESCRIBED, periodYears: undefined, items: 0, objects: [] }),
  ).not.toHaveProperty('M12')
})

test('FEA-A6 what the class must have and nobody has said is missing', () => {
  const values = derivedMetadata(scheme, DESCRIBED)
  expect(missingMetadata(scheme, { classCode: 'ZC-01', values })).toEqual([
    'F28-1',
    'F28-3',
    'F28-4',
    'F28-6',
    'F28-7',
    'F28-8',
    'F28-10',
    'F28-11',
  ])
  expect(missingMetadata(scheme, { classCode: 'SI-5-03', values })).toEqual([])
})
