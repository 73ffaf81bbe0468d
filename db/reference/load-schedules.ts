/** The retention schedules that ship with the product, read from the tables beside this file. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseTable } from './csv.ts'
import { type PlainDate, plainDate } from '#domain/dates.ts'
import { RULE_COLUMNS, type RuleCells, SCHEDULE_COLUMNS, scheduleRowOf } from '#domain/schedule-rows.ts'
import type { ScheduleRow } from '#domain/schedule.ts'

export type ReadSchedule = {
  readonly schedule: 'social-insurance' | 'other'
  readonly version: string
  /** The day on which the rules that the version holds came into force (the last of them, where they are several). */
  readonly effectiveOn: PlainDate
  readonly rows: readonly ScheduleRow[]
  /** Of the bytes of the schedule's table followed by those of the class rules: together they make the rows. */
  readonly sha256: string
}

/** Raw texts of the tables; they come in as an argument only so that a test can spoil them. */
export type ScheduleTables = { readonly 'social-insurance': string; readonly other: string; readonly rules: string }

/** 令3-2009 is in force since 2009-09-01; of the other rules the last to come is 办案规则 of 2017. */
const VERSIONS = [
  { schedule: 'social-insurance', version: 'LING3-2009', effectiveOn: plainDate('2009-09-01') },
  { schedule: 'other', version: 'OTHER-2017', effectiveOn: plainDate('2017-07-01') },
] as const

/** Both schedules with every row, the inactive ones too. @throws Error naming the row, if any row of the tables is refused */
export function readSchedules(tables: ScheduleTables = readTables()): readonly ReadSchedule[] {
  const rules = new Map(parseTable(tables.rules, RULE_COLUMNS).map((rule) => [rule.code, rule]))
  const schedules = VERSIONS.map(({ schedule, version, effectiveOn }) => {
    const rows = rowsOf(tables[schedule], rules, version)
    const sha256 = createHash('sha256').update(tables[schedule]).update(tables.rules).digest('hex')
    return { schedule, version, effectiveOn, rows, sha256 }
  })
  checkWhole(schedules, [...rules.keys()])
  return schedules
}

export function readTables(): ScheduleTables {
  return {
    'social-insurance': read('retention-schedule-social-insurance.csv'),
    other: read('retention-schedule-other.csv'),
    rules: read('class-rules.csv'),
  }
}

function rowsOf(table: string, rules: ReadonlyMap<string, RuleCells>, scheduleVersion: string): readonly ScheduleRow[] {
  return parseTable(table, SCHEDULE_COLUMNS).map((schedule) => {
    const rule = rules.get(schedule.code)
    if (rule === undefined) throw new Error(`schedule row ${schedule.code} has no class rule`)
    const parsed = scheduleRowOf({ scheduleVersion, schedule, rule })
    if (parsed.kind === 'ok') return parsed.row
    throw new Error(`schedule row ${parsed.row}: ${parsed.code} ("${parsed.cell}")`)
  })
}

/** Every code once, every rule used, and every code that a row follows at hand. */
function checkWhole(schedules: readonly ReadSchedule[], ruleCodes: readonly string[]): void {
  const rows = schedules.flatMap((schedule) => schedule.rows)
  const codes = new Set(rows.map((row) => row.code))
  if (codes.size !== rows.length) throw new Error('a schedule code stands twice')
  const unused = ruleCodes.find((code) => !codes.has(code))
  if (unused !== undefined) throw new Error(`class rule ${unused} belongs to no schedule row`)
  for (const { code, trigger } of rows) {
    const unknown = trigger.kind === 'follows' ? trigger.codes.find((one) => !codes.has(one)) : undefined
    if (unknown !== undefined) throw new Error(`schedule row ${code} follows ${unknown}, which is no row`)
  }
}

function read(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8')
}
