/** Chance for property tests of the domain, and rows to put it in. */
import fc from 'fast-check'
import { addDays, daysBetween, isLeapYear, type PlainDate, plainDate } from '#domain/dates.ts'
import type { ScheduleRow } from '#domain/schedule.ts'

/** Any date of these years, and every second time one of the edges where arithmetic breaks. */
export function dates(firstYear: number, lastYear: number): fc.Arbitrary<PlainDate> {
  const first = plainDate(`${firstYear}-01-01`)
  const days = daysBetween(first, plainDate(`${lastYear}-12-31`))
  const any = fc.integer({ min: 0, max: days }).map((offset) => addDays(first, offset))
  const edge = fc
    .tuple(
      fc.integer({ min: firstYear, max: lastYear }),
      fc.constantFrom('01-01', '02-28', '02-29', '03-01', '12-31'),
    )
    .map(([year, day]) => plainDate(`${year}-${day === '02-29' && !isLeapYear(year) ? '02-28' : day}`))
  return fc.oneof(any, edge)
}

/** A row of ten years from formation, or what the test says of it. */
export function aScheduleRow(over: Partial<ScheduleRow> = {}): ScheduleRow {
  return {
    code: 'SI-5-03',
    scheduleVersion: 'LING3-2009',
    family: 'business',
    categoryZh: '失业保险待遇类',
    titleZh: '失业保险待遇核定材料',
    trigger: { kind: 'formed' },
    cutOff: 'next-1-jan',
    period: { kind: 'years', years: 10 },
    atExpiry: 'appraise',
    transfer: { kind: 'none' },
    scanPolicy: 'always',
    isActive: true,
    source: '令第3号附件 五类 第3项',
    confidence: 'V',
    confidenceNote: 'seen in text',
    triggerBasis: '令3: from 1 January of the year after formation [V]',
    ...over,
  }
}

/** The archives administration's consent to a schedule, as an activation names it. */
export const CONSENT = {
  authority: '示范市档案局',
  number: '示档函〔2020〕1号',
  on: plainDate('2020-01-02'),
}
