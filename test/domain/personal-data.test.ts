import { describe, expect, test } from 'vitest'
import { readPersonalData, readPersonalDataTable } from '#db/reference/load-personal-data.ts'
import {
  identityPlaces,
  NO_PERSONAL_DATA_RULES,
  openTextRefusal,
  PERSONAL_DATA,
  personalDataFaults,
  personalDataOf,
} from '#domain/personal-data.ts'

const rules = readPersonalData()
const NUMBER = '11010119900307803X'

describe('REQ-53 the table', () => {
  const table = readPersonalDataTable()
  test.each([
    ['a family without a rule', table.replace(/^arbitration.*\n/m, ''), /arbitration has no rule/],
    ['a scope that stands twice', `${table}GS,health,x\n`, /GS stands twice/],
    ['a rule that cites nothing', `${table}GS-01,health,\n`, /GS-01 cites no source/],
    ['a word that is none', `${table}GS-01,wealth,x\n`, /GS-01 says "wealth"/],
  ])('%s stops the loading', (_what, text, message) => {
    expect(() => readPersonalData(text)).toThrow(message)
  })

  test('that ships has no fault', () => {
    expect(personalDataFaults(rules)).toEqual([])
  })
})

describe('REQ-53 records of a class', () => {
  test('of which no rule speaks may hold everything, and before a table is loaded all do', () => {
    expect(personalDataOf(rules, { family: 'unheard-of', classCode: 'XX-1' })).toEqual(PERSONAL_DATA)
    const loaded = { family: 'documents', classCode: 'WS-04' }
    expect(personalDataOf(NO_PERSONAL_DATA_RULES, loaded)).toEqual(PERSONAL_DATA)
  })

  test.each([
    ['business', 'SI-5-03', ['identity']],
    ['business', 'SI-6-02', ['identity', 'health']],
    ['business', 'GS-02', ['identity', 'health']],
    ['business', 'GSX-1', ['identity']],
    ['business', 'SI-9-04', ['identity', 'criminal']],
    ['business', 'SI-4-07', []],
    ['business', 'SI-8-01', []],
    ['retiree-personnel', 'RS-01', ['identity', 'health', 'criminal']],
    ['labour-inspection', 'LJ-01', ['identity', 'criminal']],
    ['labour-inspection', 'LJ-06', []],
    ['arbitration', 'ZC-01', ['identity', 'health']],
    ['archives-own', 'GL-05', ['identity']],
    ['archives-own', 'GL-01', []],
    ['documents', 'WS-04', []],
    ['accounting', 'KU-16', ['identity']],
    ['accounting', 'KU-03', []],
  ])('%s %s hold what the nearest rule says: %j', (family, classCode, data) => {
    expect(personalDataOf(rules, { family, classCode })).toEqual(data)
  })
})

describe('REQ-53 an identity number', () => {
  test('is refused in what an open record says, with the place and never the number', () => {
    const refusal = openTextRefusal({ openingState: 'open' }, { metadata: ['通知', `证件${NUMBER}`] })
    expect(refusal).toEqual({
      kind: 'refused',
      code: 'opening.personal-data',
      detail: { identityIn: ['metadata'] },
    })
    expect(openTextRefusal({ openingState: 'open' }, { metadata: ['通知'] })).toBeUndefined()
    expect(openTextRefusal({ openingState: 'controlled' }, { metadata: [NUMBER] })).toBeUndefined()
    expect(openTextRefusal({ openingState: null }, { metadata: [NUMBER] })).toBeUndefined()
  })

  test('is found in whichever place it stands', () => {
    const texts = { title: ['年度总结'], 'file-name': [null, `${NUMBER}.pdf`], contents: [NUMBER] }
    expect(identityPlaces(texts)).toEqual(['contents', 'file-name'])
    expect(identityPlaces({})).toEqual([])
  })
})
