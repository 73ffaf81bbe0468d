import { describe, expect, test } from 'vitest'
import { readMetadataScheme } from '#db/reference/load-metadata.ts'
import {
  ELEMENT_COUNT,
  fieldsOf,
  formNamesOf,
  mustHaveOf,
  proposedOf,
  schemeFaults,
} from '#domain/metadata-scheme.ts'

const scheme = readMetadataScheme()
const spoiled = (id: string, over: object) => ({
  ...scheme,
  fields: scheme.fields.map((field) => (field.id === id ? { ...field, ...over } : field)),
})

describe('a scheme with faults', () => {
  test.each([
    [
      'an element that is missing',
      { ...scheme, fields: scheme.fields.filter(({ id }) => id !== 'M64') },
      'M64 is missing',
    ],
    ['an element too many', spoiled('M88', { id: 'M89' }), 'M89 is no element'],
    ['one that stands twice', spoiled('M2', { id: 'M3' }), '/M3 stands twice'],
    ['a choice without its list', spoiled('M45', { choices: [] }), 'M45 has no list of values'],
    ['a field that cites nothing', spoiled('M45', { source: '' }), 'M45 cites no source'],
    [
      'another name for nothing',
      spoiled('F01-4', { element: 'M99' }),
      'F01-4 names M99, which is no element',
    ],
    [
      'a must-have that nobody knows',
      { ...scheme, mustHaves: [{ class: 'ZC-01', fields: ['F99-1'], source: 'x' }] },
      'ZC-01 must have F99-1, which is unknown',
    ],
  ])('FEA-A4 %s is named', (_what, wrong, fault) => {
    expect(schemeFaults(wrong)).toContain(fault)
  })
})

test('FEA-A4 the scheme that ships holds all 88 elements of DA/T 46, each with its source', () => {
  const elements = scheme.fields.filter(({ family }) => family === null)
  expect(schemeFaults(scheme)).toEqual([])
  expect(elements).toHaveLength(ELEMENT_COUNT)
  expect(elements.filter(({ source }) => !source.startsWith('DA/T 46'))).toEqual([])
})

test('REG-4 each of the six families has the fields of its own forms, and none of another', () => {
  const own = (family: string) =>
    fieldsOf(scheme, family)
      .filter((field) => field.family !== null)
      .map(({ id }) => id)
  expect(own('arbitration')).toEqual(expect.arrayContaining(['F28-1', 'F28-3', 'F28-11']))
  expect(own('retiree-personnel')).toEqual(expect.arrayContaining(['F27-2', 'F27-3', 'F26-4']))
  expect(own('accounting')).toContain('F17-4')
  expect(own('business')).toContain('F09-5')
  expect(own('documents')).toContain('F03-1')
  expect(own('labour-inspection')).toContain('F07-1')
  for (const family of ['documents', 'business', 'accounting', 'retiree-personnel', 'labour-inspection'])
    expect(own(family)).not.toContain('F28-1')
})

test('FEA-A4 a field of a form that is another name for an element has no value of its own', () => {
  expect(fieldsOf(scheme, 'documents').map(({ id }) => id)).not.toContain('F02-3')
  expect(formNamesOf(scheme, { family: 'documents', element: 'M31' })).toMatchObject([
    { id: 'F02-3', zh: '文号' },
  ])
})

test('FEA-A6 the must-have list of a class is that of all classes and its own', () => {
  expect(mustHaveOf(scheme, 'SI-5-03')).toEqual(['M6', 'M11', 'M12', 'M22', 'M33', 'M38'])
  expect(mustHaveOf(scheme, 'ZC-01')).toEqual(expect.arrayContaining(['M22', 'F28-1', 'F28-8']))
  expect(mustHaveOf(scheme, 'LJ-01')).toEqual(expect.arrayContaining(['M31', 'F07-2', 'F07-4']))
})

test('FEA-A6 every family of classes has a list of its own; what is only a proposal is asked for and blocks nothing', () => {
  for (const [classCode, fields] of [
    ['SI-5-03', ['F09-4', 'F09-5']],
    ['SI-6-02', ['F09-4', 'F09-5', 'M31', 'M32']],
    ['GS-02', ['M31', 'M32']],
    ['JY-01', ['M32']],
    ['WS-09', ['M32', 'M13']],
    ['GL-01', ['M32']],
    ['KU-01', ['F17-3', 'F17-4']],
    ['RS-02', ['F27-2', 'F27-3', 'F27-4', 'F27-5']],
    ['LJ-04', ['F07-2', 'F07-4']],
    ['ZC-04', ['M32']],
    ['ZC-01', []],
  ] as const) {
    expect([classCode, proposedOf(scheme, classCode)]).toEqual([classCode, fields])
    expect(mustHaveOf(scheme, classCode).filter((id) => fields.some((one) => one === id))).toEqual([])
  }
  expect(proposedOf(scheme, 'GSX-1')).toEqual([])
  expect(scheme.mustHaves.filter(({ confidence }) => confidence === undefined)).toEqual([])
})

test('FEA-A6 a rule of the first version says nothing of its confidence and binds', () => {
  const first = { ...scheme, mustHaves: [{ class: 'GS', fields: ['M31'], source: 'x' }] }
  expect([mustHaveOf(first, 'GS-01'), proposedOf(first, 'GS-01')]).toEqual([['M31'], []])
  expect(schemeFaults({ ...first, mustHaves: [{ class: 'GS', fields: ['M31'], source: '' }] })).toEqual([
    'GS must have what no source says',
  ])
})
