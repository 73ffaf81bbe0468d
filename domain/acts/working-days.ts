/** The order of a year's working days is entered as data, with the order that it copies; it counts from the next act on. */
import { addYears, isPlainDate, yearOf } from '#domain/dates.ts'
import { refuse } from '#domain/refusal.ts'
import { readWorkingDayTable } from '#domain/working-days.ts'
import type { AdministrationDecision, AdministrationFacts } from './administer.ts'

export interface WorkingDaysInput {
  readonly year: number
  /** Number and title of the order. */
  readonly source: string
  /** Lines `date,kind,name`. */
  readonly csv: string
}

/** Orders come out in the November before; two years ahead is a slip. */
const MOST_YEARS_AHEAD = 1

/** Takes the whole year anew: days that the table does not name are Monday to Friday, less the holidays of fixed date. */
export function setWorkingDays(facts: AdministrationFacts, input: WorkingDaysInput): AdministrationDecision {
  const { year, source, csv } = input
  const first = `${year}-01-01`
  if (!isPlainDate(first) || year > yearOf(addYears(facts.today, MOST_YEARS_AHEAD)))
    return refuse('calendar.year-far', { year, today: facts.today })
  const table = readWorkingDayTable(csv, year)
  if (table.kind === 'faults')
    return refuse('calendar.rows-invalid', { faults: table.faults.slice(0, MOST_FAULTS) })
  // An order moves a dozen days; a table of one or two is a piece of it.
  if (table.rows.filter(({ isWorkday }) => !isWorkday).length < FEWEST_HOLIDAYS)
    return refuse('calendar.rows-few', { holidays: table.rows.length, fewest: FEWEST_HOLIDAYS })
  const known = facts.organisation.all('calendarYear').find((row) => row.year === year)
  const data = { id: known?.id ?? facts.newId(), year, source, days: table.rows }
  return {
    kind: 'decided',
    events: [{ stream: { kind: 'site', id: facts.siteId }, type: 'calendar.set', data }],
    answer: { calendarId: data.id },
  }
}

const MOST_FAULTS = 100
/** 元旦, 清明, 端午, 中秋 one day each, 春节 four, 劳动节 two, 国庆 three: 13, of which some fall on weekends (放假办法 Art 2). */
const FEWEST_HOLIDAYS = 7
