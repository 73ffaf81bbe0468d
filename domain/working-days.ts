/** The working days of a year by its order of the State Council (国务院办公厅节假日安排通知): read from a table, row by row. */
import { addDays, isPlainDate, isRestDay, isStatutoryHoliday, yearOf, type PlainDate } from './dates.ts'

/** Working days before its last day on which the bell tells of what is no task; the bureau's proposal. */
export const DAYS_TO_REMIND = 3

export interface WorkingDayRow {
  readonly on: PlainDate
  /** A weekend day that is worked (调休上班); else a day off. */
  readonly isWorkday: boolean
  readonly nameZh: string
}

export const WORKING_DAY_FAULTS = [
  'calendar.date-unreadable',
  'calendar.kind-unknown',
  'calendar.other-year',
  'calendar.day-twice',
  'calendar.workday-on-weekday',
  'calendar.statutory-holiday',
  'calendar.name-missing',
] as const

/** Line 1 is the first line of the text. */
export interface WorkingDayFault {
  readonly line: number
  readonly cell: string
  readonly fault: (typeof WORKING_DAY_FAULTS)[number]
}

export type ReadWorkingDays =
  | { readonly kind: 'rows'; readonly rows: readonly WorkingDayRow[] }
  | { readonly kind: 'faults'; readonly faults: readonly WorkingDayFault[] }

const KINDS: Readonly<Record<string, boolean>> = {
  no: false,
  off: false,
  holiday: false,
  休: false,
  放假: false,
  yes: true,
  work: true,
  workday: true,
  班: true,
  上班: true,
}

/**
 * Lines `date,kind,name`, parted by commas or tabs; a first line of column names is passed over. The kind is 休 or 班 (holiday, workday).
 */
export function readWorkingDayTable(text: string, year: number): ReadWorkingDays {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
  const seen = new Set<string>()
  const rows: WorkingDayRow[] = []
  const faults: WorkingDayFault[] = []
  for (const [index, content] of lines.entries()) {
    const [on = '', kind = '', nameZh = ''] = content.split(/[,，\t]/).map((cell) => cell.trim())
    if (content.trim() === '' || (index === 0 && !/^\d/.test(on))) continue
    const line = index + 1
    const isWorkday = KINDS[kind.toLowerCase()]
    const date = isPlainDate(on) ? on : undefined
    if (date === undefined) faults.push({ line, cell: on.slice(0, 40), fault: 'calendar.date-unreadable' })
    else if (isWorkday === undefined)
      faults.push({ line, cell: kind.slice(0, 40), fault: 'calendar.kind-unknown' })
    else {
      const row = { on: date, isWorkday, nameZh: nameZh.slice(0, 60) }
      const fault = faultOf(row, year, seen)
      seen.add(date)
      if (fault === undefined) rows.push(row)
      else faults.push({ line, cell: on, fault })
    }
  }
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'rows', rows }
}

function faultOf(
  { on, isWorkday, nameZh }: WorkingDayRow,
  year: number,
  seen: ReadonlySet<string>,
): WorkingDayFault['fault'] | undefined {
  if (yearOf(on) !== year) return 'calendar.other-year'
  if (seen.has(on)) return 'calendar.day-twice'
  if (nameZh === '') return 'calendar.name-missing'
  if (isWorkday && isStatutoryHoliday(on)) return 'calendar.statutory-holiday'
  return isWorkday && !isRestDay(on) ? 'calendar.workday-on-weekday' : undefined
}

/** Deadlines of a few weeks run into days so far ahead. */
const DAYS_AHEAD = 45

/** Years in which deadlines are counted today or soon, and of which no order is known. */
export function unconfirmedYears(today: PlainDate, known: ReadonlySet<number>): readonly number[] {
  const years = new Set([yearOf(today), yearOf(addDays(today, DAYS_AHEAD))])
  return [...years].filter((year) => !known.has(year))
}
