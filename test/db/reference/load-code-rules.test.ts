import { describe, expect, test } from 'vitest'
import { checkedCodeRules, readCodeRules } from '#db/reference/load-code-rules.ts'
import { readSchedules } from '#db/reference/load-schedules.ts'
import { parseArchivalCode } from '#domain/archival-code.ts'
import { allotCode } from '#domain/acts/allot-code.ts'
import { codePartsOf, type CodeRules } from '#domain/code-rules.ts'
import { plainDate } from '#domain/dates.ts'
import { World, PEOPLE } from '#test/support/decisions.ts'

const [first, newest] = readCodeRules() as [CodeRules, CodeRules]
const rows = readSchedules().flatMap(({ rows: some }) => some)
const facts = new World().facts(PEOPLE.archivist)

function codeOf(classCode: string): string {
  const row = rows.find(({ code }) => code === classCode)
  if (row === undefined) throw new Error(`no row ${classCode}`)
  const record = { classCode, fondsId: 'fonds', formedOn: plainDate('2026-02-28') }
  const allotted = allotCode(facts, record, {
    recordClass: { codeParts: codePartsOf(newest, classCode) },
    row,
  })
  return allotted.kind === 'refused' ? allotted.code : allotted.text
}

test.each([
  ['another order of columns', 'parts,prefix,source,confidence\n', /CSV header/],
  ['a category that there is not', 'prefix,parts,source,confidence\nSI-1,XX,x,?\n', /SI-1 begins with XX/],
])('FEA-A5 %s stops the loading', (_what, text, message) => {
  const columns = ['prefix', 'parts', 'source', 'confidence'] as const
  expect(() => checkedCodeRules(3, { text, columns })).toThrow(message)
})

describe('FEA-A5 the code of each class by regulations 3.5', () => {
  test.each([
    ['SI-1-02', 'J021-ZY·SB·GL·2026·D100-0001'],
    ['SI-2-05', 'J021-ZY·SB·ZJ·2026·D30-0001'],
    ['SI-3-01', 'J021-ZY·YL·DY·2026·D50-0001'],
    ['SI-4-03', 'J021-ZY·YB·DY·2026·D10-0001'],
    ['SI-5-03', 'J021-ZY·SY·DY·2026·D10-0001'],
    ['SI-6-04', 'J021-ZY·GS·DY·2026·D50-0001'],
    ['SI-7-06', 'J021-ZY·SE·DY·2026·Y-0001'],
    ['SI-8-03', 'J021-ZY·SB·TJ·2026·D10-0001'],
    ['SI-9-01', 'J021-ZY·SB·JH·2026·D30-0001'],
    ['GS-01', 'J021-ZY·GS·RD·2026·D50-0001'],
    ['JY-01', 'J021-ZY·JB·YW·2026·D100-0001'],
    ['JY-05', 'J021-ZY·JY·YW·2026·D10-0001'],
    ['LJ-02', 'J021-ZY·LJ·AJ·2026·D30-0001'],
    ['ZC-01', 'J021-ZY·ZC·AJ·2026·D10-0001'],
    ['ZC-02', 'J021-ZY·ZC·AJ·2026·D5-0001'],
    ['WS-01', 'J021-WS·2026·Y-0001'],
    ['KU-16', 'J021-KU·PZ·2026·D30-0001'],
    ['RS-01', 'J021-RS·2026·Y-0001'],
    ['GL-07', 'J021-WS·GL·2026·D30-0001'],
  ])('%s: %s', (classCode, code) => {
    expect(codeOf(classCode)).toBe(code)
  })

  test('every class of both schedules has a rule, and every code that it gives is read back', () => {
    const codes = rows.map(({ code }) => codeOf(code))
    expect(codes.length).toBeGreaterThan(120)
    expect(codes.filter((code) => parseArchivalCode(code).kind === 'refused')).toEqual([])
  })

  test('a newer version changes no class that an older one had settled', () => {
    for (const { prefix, parts } of first.rules) expect(codePartsOf(newest, prefix)).toEqual(parts)
    expect(newest.version).toBeGreaterThan(first.version)
  })
})
