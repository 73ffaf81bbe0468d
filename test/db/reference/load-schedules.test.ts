import { describe, expect, test } from 'vitest'
import { readSchedules, readTables, type ScheduleTables } from '#db/reference/load-schedules.ts'
import { plainDate } from '#domain/dates.ts'
import { eligibilityOf } from '#domain/disposal.ts'
import { isUsable, type ScheduleRow } from '#domain/schedule.ts'

const tables = readTables()
const schedules = readSchedules()
const rows = schedules.flatMap((schedule) => schedule.rows)

function row(code: string): ScheduleRow {
  const found = rows.find((one) => one.code === code)
  if (found === undefined) throw new Error(`no row ${code}`)
  return found
}

function spoil(table: keyof ScheduleTables, from: string | RegExp, to: string): ScheduleTables {
  const spoiled = tables[table].replace(from, to)
  expect(spoiled).not.toBe(tables[table])
  return { ...tables, [table]: spoiled }
}

describe('a spoiled table is not loaded', () => {
  test.each<[string, ScheduleTables, RegExp]>([
    [
      'a row that lost its source',
      spoil('social-insurance', '令第3号附件 五类 第3项; [V] seen in text', ''),
      /SI-5-03: schedule.source-missing/,
    ],
    [
      'a proposal called active',
      spoil('rules', /^(SI-1-07,.*),no: confirm first,\?/m, '$1,yes,V'),
      /SI-1-07: schedule.confidence-differs/,
    ],
    [
      'a period that only one table changed',
      spoil('social-insurance', '核定材料,10,令第3号附件 五类 第3项', '核定材料,5,令第3号附件 五类 第3项'),
      /SI-5-03: schedule.periods-differ/,
    ],
    ['a schedule row without a rule', spoil('rules', /^SI-5-03,.*\r?\n/m, ''), /SI-5-03 has no class rule/],
    [
      'a rule without a schedule row',
      spoil('social-insurance', /^SI-5-03,.*\r?\n/m, ''),
      /SI-5-03 belongs to no schedule row/,
    ],
    [
      'a followed row that is gone',
      { ...spoil('other', /^KU-16,.*\r?\n/m, ''), rules: spoil('rules', /^KU-16,.*\r?\n/m, '').rules },
      /follows KU-16/,
    ],
    ['a code that stands twice', spoil('social-insurance', /^(SI-5-03,.*\r?\n)/m, '$1$1'), /stands twice/],
    ['a renamed column', spoil('rules', 'may_be_active', 'active'), /CSV header/],
  ])('REG-6 refuses %s', (_what, spoiled, message) => {
    expect(() => readSchedules(spoiled)).toThrow(message)
  })

  test('REQ-3 REG-6 no active row is a guess or without source', () => {
    expect(rows.filter((one) => one.isActive !== isUsable(one))).toEqual([])
    expect(rows.filter((one) => one.confidence === '?' && one.isActive)).toEqual([])
    expect(rows.filter((one) => one.source.trim() === '')).toEqual([])
  })

  test('REG-6 an inactive row makes nothing due, ever', () => {
    const inactive = rows.filter((one) => !one.isActive)
    expect(inactive.length).toBe(27)
    for (const one of inactive) {
      const facts = { formedOn: plainDate('1950-01-01'), events: [] }
      expect(eligibilityOf(facts, [one], plainDate('2299-12-31')).verdict).toBe('cannot_evaluate')
    }
  })
})

describe('the two schedules', () => {
  test('REG-6 come whole, as versions with their dates and digests', () => {
    expect(
      schedules.map(({ rows: of, sha256, ...rest }) => [
        rest,
        of.length,
        of.filter((one) => one.isActive).length,
        sha256.length,
      ]),
    ).toEqual([
      [{ schedule: 'social-insurance', version: 'LING3-2009', effectiveOn: '2009-09-01' }, 59, 49, 64],
      [{ schedule: 'other', version: 'OTHER-2017', effectiveOn: '2017-07-01' }, 70, 53, 64],
    ])
  })

  test('REG-6 a changed cell changes the digest of its version', () => {
    const [changed, same] = readSchedules(
      spoil('social-insurance', '失业保险待遇核定材料', '失业保险待遇核定资料'),
    )
    expect(changed?.sha256).not.toBe(schedules[0]?.sha256)
    expect(same?.sha256).toBe(schedules[1]?.sha256)
    const byRule = readSchedules(spoil('rules', 'next-1-jan,permanent', 'fiscal-year,permanent'))
    expect(byRule.map((one, index) => one.sha256 === schedules[index]?.sha256)).toEqual([false, false])
  })

  test('REG-4 holds the six families of the seed and the archives’ own', () => {
    expect([...new Set(rows.map((one) => one.family))].toSorted()).toEqual([
      'accounting',
      'arbitration',
      'archives-own',
      'business',
      'documents',
      'labour-inspection',
      'retiree-personnel',
    ])
  })

  test('REG-11 permanent rows and those of thirty years and more are transferred, shorter ones never', () => {
    const foreseen = rows.filter((one) => one.transfer.kind === 'after').map((one) => one.code)
    const long = rows
      .filter(
        (one) => one.period.kind === 'permanent' || (one.period.kind === 'years' && one.period.years >= 30),
      )
      // A living person's file has no date of any kind.
      .filter((one) => one.trigger.kind !== 'none')
    expect(foreseen).toEqual(long.map((one) => one.code))
  })

  test('REG-45 injury files are kept fifty years from the decision', () => {
    for (const code of ['SI-6-02', 'GS-01']) {
      expect(row(code)).toMatchObject({
        trigger: { kind: 'event', event: 'injury-decision' },
        period: { kind: 'years', years: 50 },
        isActive: true,
      })
    }
  })

  test('REG-44 arbitration: ten years by award, five otherwise, from closing', () => {
    const years = ['ZC-01', 'ZC-02', 'ZC-03'].map((code) => [row(code).trigger, row(code).period])
    const closed = { kind: 'event', event: 'case-closed' }
    expect(years).toEqual([10, 5, 5].map((count) => [closed, { kind: 'years', years: count }]))
  })

  test('REQ-9 REG-7 FEA-B6 a retiree’s file leaves five years after death and is never destroyed', () => {
    const facts = { events: [{ kind: 'death' as const, on: plainDate('2024-02-29'), confirmed: true }] }
    expect(eligibilityOf(facts, [row('RS-02')], plainDate('2199-01-01'))).toMatchObject({
      verdict: 'permanent',
      transferDueOn: '2029-03-01',
    })
  })

  test('REQ-8 REQ-11 REG-7 SI-5-03 of 2026 is due on the first day of 2037', () => {
    const facts = { formedOn: plainDate('2026-12-24'), events: [] }
    expect(eligibilityOf(facts, [row('SI-5-03')], plainDate('2036-12-31')).verdict).toBe('not_due')
    expect(eligibilityOf(facts, [row('SI-5-03')], plainDate('2037-01-01')).verdict).toBe('due')
  })
})
