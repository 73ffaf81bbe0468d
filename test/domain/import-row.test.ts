import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainDate } from '#domain/dates.ts'
import type { ImportField } from '#domain/import-columns.ts'
import { IMPORT_FIELDS } from '#domain/import-columns.ts'
import { checkRow, type ImportContext } from '#domain/import-row.ts'
import { aReference } from '#test/support/decisions.ts'

const CONTEXT: ImportContext = {
  format: 'csv',
  mapping: Object.fromEntries(IMPORT_FIELDS.map((field, at) => [field, at])),
  columns: IMPORT_FIELDS.length,
  defaults: { unitId: 'pension', classCode: 'RS-02', grade: 'internal', carrier: 'paper' },
  today: plainDate('2026-03-01'),
  fondsCode: 'J021',
  reference: aReference({}, { 'SI-5-04': { codeParts: null } }),
  units: new Map([['养老保险科', 'pension-id']]),
  files: new Set(['a.pdf']),
  cells: new Map([['C-01-01', 2]]),
  families: null,
}

const GOOD: Partial<Record<ImportField, string>> = { title: '人事档案', formedOn: '2001-05-04' }
const cells = (said: Partial<Record<ImportField, string>>): readonly string[] =>
  IMPORT_FIELDS.map((field) => ({ ...GOOD, ...said })[field] ?? '')

function faultsOf(
  said: Partial<Record<ImportField, string>>,
  over: Partial<ImportContext> = {},
): readonly string[] {
  const checked = checkRow(cells(said), { ...CONTEXT, ...over })
  return checked.kind === 'row'
    ? []
    : checked.faults.map(({ field, code }) => `${field} ${code.replace('import.', '')}`)
}

test('FEA-A7 a class of a family that is not granted is refused by its cell, and the import is seen by that class all the same', () => {
  const granted = { families: new Set(['retiree-personnel']) }
  expect(faultsOf({}, granted)).toEqual([])
  expect(faultsOf({ classCode: 'SI-5-03' }, granted)).toEqual(['classCode class-not-granted'])
  expect(checkRow(cells({ classCode: 'si-5-03' }), { ...CONTEXT, ...granted })).toMatchObject({
    kind: 'faulty',
    classCode: 'SI-5-03',
  })
  expect(checkRow(cells({ classCode: 'XX-1' }), CONTEXT)).toMatchObject({ classCode: null })
})

describe('FEA-A7 what is refused, by its cell', () => {
  test.each<[Partial<Record<ImportField, string>>, string]>([
    [{ title: '' }, 'title cell-missing'],
    [{ title: 'x'.repeat(201) }, 'title cell-too-long'],
    [{ person: '名'.repeat(300) }, 'person cell-too-long'],
    [{ title: 'a\u0000b' }, 'title control-character'],
    [{ title: 'a\u202Eb' }, 'title direction-mark'],
    [{ title: 'a\uFEFFb' }, 'title direction-mark'],
    [{ title: '\uFFFD' }, 'title unreadable-character'],
    [{ title: 'a\uD842' }, 'title unreadable-character'],
    [{ title: '=HYPERLINK("x")' }, 'title formula'],
    [{ title: '　＝1+1' }, 'title formula'],
    [{ title: '机密★10年' }, 'title state-secret'],
    [{ grade: '秘密' }, 'grade state-secret'],
    [{ formedOn: '' }, 'formedOn cell-missing'],
    [{ formedOn: '2001-02-29' }, 'formedOn date'],
    [{ formedOn: '04.05.2001' }, 'formedOn date'],
    [{ formedOn: '1899-12-31' }, 'formedOn date-range'],
    [{ formedOn: '2126-01-01' }, 'formedOn date-future'],
    [{ eventOn: '2000-01-01' }, 'eventOn event-before'],
    [{ eventOn: '2027-01-01' }, 'eventOn date-future'],
    [{ eventOn: '2010-01-01', classCode: 'SI-5-03' }, 'eventOn event-not-foreseen'],
    [{ classCode: 'XX-1' }, 'classCode class-unknown'],
    [{ classCode: 'OLD-1' }, 'classCode class-inactive'],
    [{ classCode: 'BARE-1' }, 'classCode class-inactive'],
    [{ classCode: 'SI-5-04' }, 'archivalCode class-without-code'],
    [{ archivalCode: '1998年第4号' }, 'archivalCode code-malformed'],
    [{ cell: 'C-99-99' }, 'cell cell-unknown'],
    [{ cell: 'C-01-01', carrier: 'electronic', content: 'a.pdf' }, 'cell cell-without-paper'],
    [{ archivalCode: 'J999-RS·1998·Y-0001' }, 'archivalCode code-fonds'],
    [{ unit: '不存在的科' }, 'unit unit-unknown'],
    [{ pages: '-3' }, 'pages formula'],
    [{ pages: '3.5' }, 'pages pages'],
    [{ pages: '100001' }, 'pages pages'],
    [{ grade: 'top' }, 'grade grade'],
    [{ carrier: 'stone' }, 'carrier carrier'],
    [{ carrier: 'constructor' }, 'carrier carrier'],
    [{ content: 'b.pdf' }, 'content content-unknown'],
    [{ carrier: '电子' }, 'content content-missing'],
  ])('%j', (said, fault) => {
    expect(faultsOf(said)).toEqual([fault])
  })

  test('a row of another width, and every fault of a row at once', () => {
    expect(checkRow(['a'], CONTEXT)).toMatchObject({
      kind: 'faulty',
      faults: [{ field: null, code: 'import.row-width' }],
    })
    expect(faultsOf({ title: '', formedOn: 'x', unit: 'y' })).toHaveLength(3)
    expect(checkRow(cells({ title: '', archivalCode: 'J021-RS·1998·Y-0001' }), CONTEXT)).toMatchObject({
      archivalCode: 'J021-RS·1998·Y-0001',
    })
  })

  test('a class must be named somewhere', () => {
    const defaults = { ...CONTEXT.defaults, classCode: null }
    expect(faultsOf({}, { defaults })).toEqual(['classCode cell-missing'])
  })
})

test.each([
  ['2001-05-04', 'csv'],
  ['2001/5/4', 'csv'],
  ['2001.5.4', 'csv'],
  ['20010504', 'csv'],
  ['2001年5月4日', 'csv'],
  ['2001-05-04T00:00:00', 'csv'],
  ['37015', 'xlsx'],
] as const)('FEA-A7 %s of a %s is 4 May 2001', (formedOn, format) => {
  expect(checkRow(cells({ formedOn }), { ...CONTEXT, format })).toMatchObject({
    row: { formedOn: '2001-05-04' },
  })
})

test('FEA-A7 29 February, 1949 and rare Han are taken as they are', () => {
  expect(checkRow(cells({ formedOn: '2000-02-29', person: '𠮷田𬤇' }), CONTEXT)).toMatchObject({
    row: { formedOn: '2000-02-29', person: '𠮷田𬤇' },
  })
  expect(checkRow(cells({ formedOn: '1949-10-01', title: '𠮷'.repeat(200) }), CONTEXT)).toMatchObject({
    kind: 'row',
  })
})

test('FEA-A7 what a row does not say comes from the import, and what it says comes first', () => {
  expect(checkRow(cells({}), CONTEXT)).toMatchObject({
    row: {
      unitId: 'pension',
      classCode: 'RS-02',
      grade: 'internal',
      carrier: 'paper',
      archivalCode: null,
      contents: [],
    },
  })
  const said = {
    unit: '养老保险科',
    classCode: 'si-5-03',
    grade: '公开',
    carrier: '双套',
    content: 'a.pdf; ',
    pages: '12',
  }
  expect(checkRow(cells(said), CONTEXT)).toMatchObject({
    row: {
      unitId: 'pension-id',
      classCode: 'SI-5-03',
      grade: 'public',
      carrier: 'both',
      contents: ['a.pdf'],
      pages: 12,
    },
  })
})

test('FEA-A7 whatever stands in the cells, a row is good or names its faults, and never fails', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('2001-05-04', 'RS-02', '', '=1', '秘密'),
  )
  fc.assert(
    fc.property(fc.array(cell, { minLength: 0, maxLength: 14 }), (given) => {
      const checked = checkRow(given, CONTEXT)
      expect(checked.kind === 'row' || checked.faults.length > 0).toBe(true)
    }),
  )
})
