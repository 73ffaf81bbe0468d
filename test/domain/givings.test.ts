import { describe, expect, test } from 'vitest'
import { readGivingRules } from '#db/reference/load-giving-rules.ts'
import { readMetadataScheme } from '#db/reference/load-metadata.ts'
import {
  approvalFor,
  fitsProof,
  givingNumber,
  givingRuleFaults,
  givingRuleOf,
  maskedNumber,
  ownershipOf,
} from '#domain/givings.ts'

const SCHEME = readMetadataScheme()
const RULES = readGivingRules()
const NUMBER = '11010119900307002X'
const OTHER = '110101194910010013'

describe('REQ-54 whose data it is', () => {
  test.each([
    ['somebody else', { told: ['欧阳明远'], values: {} }, 'another'],
    ['nobody who is named', { told: [], values: {} }, 'another'],
    ['a namesake of another number', { told: ['周明远'], values: { 'F27-3': [OTHER] } }, 'another'],
    ['a name alone', { told: ['周 明远'], values: {} }, 'name-only'],
    ['a name and its number', { told: ['周明远'], values: { 'F27-3': [NUMBER] } }, 'own'],
    ['a party of a case', { told: [], values: { 'F28-3': ['周明远'] } }, 'name-only'],
  ] as const)('a record about %s', (_what, subject, ownership) => {
    expect(ownershipOf(subject, SCHEME, { name: '周明远', number: '11010119900307002x' })).toBe(ownership)
  })
})

describe('REQ-54 REQ-53 the number that is shown', () => {
  test('must be one of its paper', () => {
    expect(fitsProof('identity-card', '110101199003070020')).toBe(false)
    expect(fitsProof('passport', '证件')).toBe(false)
    expect(fitsProof('identity-card', NUMBER)).toBe(true)
    expect(fitsProof('passport', 'E12345678')).toBe(true)
  })

  test('is kept masked, whatever it is', () => {
    expect(maskedNumber(NUMBER)).toBe('110***********002X')
    expect(maskedNumber('E12345678')).toBe('*****5678')
  })
})

describe('REQ-54 what a class gives', () => {
  test('a table without a family, with a scope twice or without a source is refused', () => {
    const faults = givingRuleFaults({
      version: 1,
      rules: [
        { scope: 'business', gives: 'own', source: { zh: '', en: '' } },
        { scope: 'business', gives: 'own', source: { zh: '据', en: 'x' } },
      ],
    })
    expect(faults).toEqual(
      expect.arrayContaining([
        'arbitration has no rule',
        'business stands twice',
        'business cites no source',
      ]),
    )
    expect(givingRuleFaults(RULES)).toEqual([])
  })

  test.each([
    ['business', 'SI-5-03', 'own'],
    ['business', 'SI-2-06', 'never'],
    ['business', 'GS-02', 'approved'],
    ['retiree-personnel', 'RS-02', 'approved'],
    ['labour-inspection', 'JC-01', 'screened'],
    ['documents', 'WS-01', 'never'],
    ['unheard-of', 'XX-1', 'screened'],
  ])('%s %s: %s', (family, classCode, gives) => {
    expect(givingRuleOf(RULES, { family, classCode }).gives).toBe(gives)
  })

  test('a second person agrees where the class says so, and where a name alone speaks for it', () => {
    expect([
      approvalFor('approved', 'own'),
      approvalFor('own', 'name-only'),
      approvalFor('own', 'own'),
    ]).toEqual(['class', 'name-only', 'none'])
    expect(givingNumber({ year: 2027, number: 12 })).toBe('LY2027-00012')
  })
})
