import { expect, test } from 'vitest'
import { codePartsOf, codeRuleFaults, NO_CODE_RULES, type CodeRule } from '#domain/code-rules.ts'

const rule = (over: Partial<CodeRule> = {}): CodeRule => ({
  prefix: 'SI-5',
  parts: ['ZY', 'SY', 'DY'],
  source: 'regulations 3.5',
  ...over,
})
const table = (...rules: readonly CodeRule[]) => ({ version: 9, rules })

test.each([
  ['a rule that stands twice', table(rule(), rule()), 'SI-5 stands twice'],
  ['a rule that cites nothing', table(rule({ source: '' })), 'SI-5 cites no source'],
  [
    'a category that there is not',
    table(rule({ parts: ['XX'] })),
    'SI-5 begins with XX, which is no category',
  ],
  ['a level that reads as a period', table(rule({ parts: ['ZY', 'D30'] })), 'SI-5: archival-code.levels D30'],
  ['a level that reads as a year', table(rule({ parts: ['ZY', '2019'] })), 'SI-5: archival-code.period 2026'],
  ['five levels', table(rule({ parts: ['ZY', 'A', 'B', 'C', 'D', 'E'] })), 'SI-5: archival-code.levels'],
])('FEA-A5 %s is named', (_what, wrong, fault) => {
  expect(codeRuleFaults(wrong).some((said) => said.startsWith(fault))).toBe(true)
})

test('FEA-A5 the most particular rule decides, and a class that only begins alike has none', () => {
  const rules = table(
    rule({ prefix: 'JY', parts: ['ZY', 'JY'] }),
    rule({ prefix: 'JY-01', parts: ['ZY', 'JB'] }),
  )
  expect(codePartsOf(rules, 'JY-01')).toEqual(['ZY', 'JB'])
  expect(codePartsOf(rules, 'JY-02')).toEqual(['ZY', 'JY'])
  expect(codePartsOf(rules, 'JYX-1')).toBeNull()
  expect(codePartsOf(NO_CODE_RULES, 'JY-01')).toBeNull()
  expect(codeRuleFaults(rules)).toEqual([])
})
