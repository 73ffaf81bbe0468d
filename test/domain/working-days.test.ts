import { describe, expect, test } from 'vitest'
import { addWorkingDays, isStatutoryHoliday, isWorkingDay, plainDate } from '#domain/dates.ts'
import { readWorkingDayTable, unconfirmedYears } from '#domain/working-days.ts'

const day = plainDate
const NONE = { holidays: new Set<never>(), makeUpWorkdays: new Set<never>() }

describe('the table of a year', () => {
  test.each([
    ['2027-02-29,休,春节', 'calendar.date-unreadable'],
    ['01/10/2027,休,国庆节', 'calendar.date-unreadable'],
    ['2027-10-04,maybe,国庆节', 'calendar.kind-unknown'],
    ['2026-10-04,休,国庆节', 'calendar.other-year'],
    ['2027-10-04,休,', 'calendar.name-missing'],
    ['2027-10-04,班,国庆节调休', 'calendar.workday-on-weekday'],
    ['2027-10-02,班,国庆节调休', 'calendar.statutory-holiday'],
  ])('FEA-C5 refuses %s with its line and %s', (row, fault) => {
    expect(readWorkingDayTable(`日期,类型,名称\r\n2027-01-01,休,元旦\r\n${row}\r\n`, 2027)).toMatchObject({
      kind: 'faults',
      faults: [{ line: 3, fault }],
    })
  })

  test('FEA-C5 refuses a day that is named twice', () => {
    expect(readWorkingDayTable('2027-01-01,休,元旦\n2027-01-01,holiday,元旦', 2027)).toMatchObject({
      faults: [{ line: 2, fault: 'calendar.day-twice' }],
    })
  })

  test('FEA-C5 reads commas of both scripts and tabs, with or without names of columns', () => {
    const rows = readWorkingDayTable(
      '\uFEFF2027-01-01,休,元旦\n2027-02-06，班，春节\n2027-10-04\tholiday\t国庆',
      2027,
    )
    expect(rows).toEqual({
      kind: 'rows',
      rows: [
        { on: '2027-01-01', isWorkday: false, nameZh: '元旦' },
        { on: '2027-02-06', isWorkday: true, nameZh: '春节' },
        { on: '2027-10-04', isWorkday: false, nameZh: '国庆' },
      ],
    })
  })
})

describe('a year without an order', () => {
  test.each([
    ['2037-01-01', true],
    ['2037-05-02', true],
    ['2024-05-02', false],
    ['2037-10-03', true],
    ['2037-10-04', false],
    ['1999-10-03', false],
  ])('FEA-C5 %s is a holiday of fixed date: %s', (on, expected) => {
    expect(isStatutoryHoliday(day(on))).toBe(expected)
  })

  test('FEA-C5 is counted Monday to Friday less those holidays; lunar ones stand in the order alone', () => {
    expect(addWorkingDays(day('2037-09-30'), 1, NONE)).toBe('2037-10-05')
    expect(isWorkingDay(day('2037-02-16'), NONE)).toBe(true)
  })

  test('FEA-C5 is named while deadlines are counted in it, and from the middle of November the next one', () => {
    expect(unconfirmedYears(day('2026-11-16'), new Set([2025, 2026]))).toEqual([])
    expect(unconfirmedYears(day('2026-11-17'), new Set([2025, 2026]))).toEqual([2027])
    expect(unconfirmedYears(day('2037-03-01'), new Set([2025, 2026]))).toEqual([2037])
  })
})
