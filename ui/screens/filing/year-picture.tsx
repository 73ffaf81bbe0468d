import dayjs from 'dayjs'
import type { WorkingDaysView } from '#api/contract/working-days.ts'
import { useText } from '#ui/i18n/use-text.ts'
import { monthName, weekdayName } from './month-name.ts'

/** The Chinese week begins on Monday. */
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 0] as const

type Day = WorkingDaysView['days'][number]

/** Twelve months, each day in its own kind: a colour, and for who does not see it a mark and words. */
export function YearPicture({ view }: { readonly view: WorkingDaysView }) {
  const { year, days, today } = view
  const byDay = new Map<string, Day>(days.map((day) => [day.on, day]))
  const months = Array.from({ length: 12 }, (_, index) => dayjs(`${year}-01-01`).month(index))
  return (
    <div className="year-picture">
      {months.map((month) => (
        <Month key={month.format('MM')} month={month} byDay={byDay} today={today} />
      ))}
    </div>
  )
}

interface MonthProps {
  readonly month: dayjs.Dayjs
  readonly byDay: ReadonlyMap<string, Day>
  readonly today: string
}

function Month({ month, byDay, today }: MonthProps) {
  const { language } = useText()
  const blanks = (month.day() + 6) % 7
  const cells = [
    ...Array.from({ length: blanks }, () => undefined),
    ...Array.from({ length: month.daysInMonth() }, (_, index) => month.date(index + 1)),
  ]
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
    WEEKDAYS.map((_, column) => cells[week * 7 + column]),
  )
  return (
    <table className="month-picture">
      <caption>{monthName(month.month() + 1, language)}</caption>
      <thead>
        <tr>
          {WEEKDAYS.map((weekday) => (
            <th key={weekday} scope="col">
              {weekdayName(weekday, language)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, index) => (
          <tr key={index}>
            {week.map((day, column) => (
              <td key={column}>
                {day !== undefined && (
                  <DayCell day={day} of={byDay.get(day.format('YYYY-MM-DD'))} today={today} />
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface DayCellProps {
  readonly day: dayjs.Dayjs
  readonly of: Day | undefined
  readonly today: string
}

function DayCell({ day, of, today }: DayCellProps) {
  const { t } = useText()
  const on = day.format('YYYY-MM-DD')
  const isRest = day.day() === 0 || day.day() === 6
  const kind = of?.kind ?? (isRest ? 'rest' : 'plain')
  const words =
    of === undefined
      ? on
      : t('filing:workdays.day', { on, kind: t(`filing:workdays.kind.${of.kind}`), name: of.nameZh })
  return (
    <span className={`day-cell ${kind}${on === today ? ' today' : ''}`} title={words}>
      {day.date()}
      {of !== undefined && <span className="visually-hidden">{words}</span>}
    </span>
  )
}
