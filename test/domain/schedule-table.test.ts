import { describe, expect, test } from 'vitest'
import { readMetadataScheme } from '#db/reference/load-metadata.ts'
import { readSchedules } from '#db/reference/load-schedules.ts'
import { readScheduleTable, TABLE_COLUMNS, type TableCells, tableCellsOf } from '#domain/schedule-table.ts'
import { aScheduleRow } from '#test/support/domain.ts'

const { fields } = readMetadataScheme()
const [social, other] = readSchedules()
const good = tableCellsOf(aScheduleRow())

function read(lines: readonly TableCells[], otherCodes: readonly string[] = []) {
  return readScheduleTable({ scheduleVersion: 'LING3-2009', lines, otherCodes, fields })
}

function faultOf(over: Partial<TableCells>) {
  const answer = read([good, { ...good, code: 'SI-5-04', ...over }])
  return answer.kind === 'faults' ? answer.faults[0] : answer
}

describe('a table with a fault is refused whole, and the line is named', () => {
  test.each([
    [{ code: 'si-5-4' }, 'schedule.code-invalid'],
    [{ code: 'SI-5-03' }, 'schedule.code-twice'],
    [{ item_zh: ' ' }, 'schedule.title-missing'],
    [{ source: '' }, 'schedule.source-missing'],
    [{ source: '令第3号附件' }, 'schedule.confidence-missing'],
    [{ source: '[V] seen' }, 'schedule.source-missing'],
    [{ family: 'tax' }, 'schedule.family-unknown'],
    [{ trigger: 'event:wedding' }, 'schedule.trigger-unknown'],
    [{ trigger: 'event:metadata-date(M999)' }, 'schedule.start-unknown'],
    [{ trigger: 'event:metadata-date(M41)' }, 'schedule.start-unknown'],
    [{ trigger: 'event:metadata-date(F28-11)' }, 'schedule.start-unknown'],
    [{ trigger: 'event:related-record(sibling)' }, 'schedule.start-unknown'],
    [{ trigger: 'event:death(M82)' }, 'schedule.start-unknown'],
    [{ cut_off: 'next-week' }, 'schedule.cut-off-unknown'],
    [{ period_years: '11' }, 'schedule.period-unknown'],
    [{ period_years: '10 ' }, 'schedule.period-unknown'],
    [{ period_years: '' }, 'schedule.period-unknown'],
    [{ at_expiry: 'none' }, 'schedule.expiry-unfit'],
    [{ transfer_due: 'soon' }, 'schedule.transfer-unknown'],
    [{ scan_policy: 'perhaps' }, 'schedule.scan-policy-unknown'],
    [{ maximum_years: '9' }, 'schedule.maximum-invalid'],
    [{ maximum_years: '1e2' }, 'schedule.maximum-invalid'],
    [{ item_zh: '=HYPERLINK("x")' }, 'schedule.cell-formula'],
    [{ item_zh: '\u202e材料' }, 'schedule.cell-control'],
    [{ item_zh: '材\u0000料' }, 'schedule.cell-control'],
    [{ item_zh: '材'.repeat(501) }, 'schedule.cell-long'],
    [{ follows: 'KU-16', period_years: '', at_expiry: 'follows' }, 'schedule.follows-missing'],
  ] as const)('FEA-B19 %o', (over, code) => {
    expect(faultOf(over)).toMatchObject({ line: 3, code })
  })

  test('FEA-B19 an empty table, and all faults at once in the order of the lines', () => {
    expect(read([])).toMatchObject({ kind: 'faults', faults: [{ code: 'schedule.table-empty' }] })
    const answer = read([
      { ...good, family: 'x' },
      { ...good, code: 'SI-5-04' },
      { ...good, code: 'SI-5-05', source: '' },
    ])
    expect(answer.kind === 'faults' && answer.faults.map(({ line }) => line)).toEqual([2, 4])
  })
})

test('FEA-B19 a row may follow one of another schedule, and never itself', () => {
  const line = { ...good, follows: 'KU-16', period_years: '', at_expiry: 'follows' }
  expect(read([line], ['KU-16']).kind).toBe('rows')
  expect(read([{ ...line, code: 'KU-16' }], ['KU-16'])).toMatchObject({
    faults: [{ code: 'schedule.follows-missing' }],
  })
})

test('FEA-B9 a longest term comes in beside the shortest', () => {
  expect(read([{ ...good, maximum_years: '30' }])).toMatchObject({ rows: [{ maximumYears: 30 }] })
})

test('FEA-B19 a row with rare characters outside the basic plane stays as it is', () => {
  expect(read([{ ...good, item_zh: '𠮷野家材料' }])).toMatchObject({ rows: [{ titleZh: '𠮷野家材料' }] })
})

test('FEA-B19 REG-6 every row of the schedules that ship goes out and comes in again unchanged, locked rows locked', () => {
  for (const schedule of [social, other]) {
    if (schedule === undefined) throw new Error('two schedules ship')
    const otherCodes = [...(social?.rows ?? []), ...(other?.rows ?? [])].map(({ code }) => code)
    const lines = schedule.rows.map(tableCellsOf)
    expect(Object.keys(lines[0] ?? {})).toEqual([...TABLE_COLUMNS])
    const answer = readScheduleTable({ scheduleVersion: schedule.version, lines, otherCodes, fields })
    if (answer.kind === 'faults') throw new Error(JSON.stringify(answer.faults.slice(0, 3)))
    expect(answer.rows).toEqual(schedule.rows)
  }
})

test.each([
  'event:metadata-date(M82)',
  'event:metadata-date(F05-4)',
  'event:metadata-date',
  'event:related-record(main-volume)',
  'event:related-record(replaces)',
  'event:related-record',
  'event:last-of-set',
])('REQ-9 FEA-B19 a start goes out and comes in again with where it stands: %s', (trigger) => {
  const answer = read([{ ...good, trigger }])
  if (answer.kind === 'faults') throw new Error(JSON.stringify(answer.faults))
  expect(answer.rows.map(tableCellsOf)).toEqual([{ ...good, trigger }])
})
