import type { DueForecastView, FreedView } from '#api/contract/forecast.ts'
import { spansOf, spanText } from '#ui/components/charts/chart-scale.ts'
import { SERIES_TONES, type Series } from '#ui/components/charts/legend.tsx'
import type { FORECAST_MEASURES } from '#ui/search.ts'

export type Measure = (typeof FORECAST_MEASURES)[number]

/** Beyond so many columns several years share one. */
const MOST_COLUMNS = 24
/** Classes with a colour of their own; the others are drawn as one. */
const MOST_CLASSES = SERIES_TONES.length - 1

/** How much is freed, in the unit of the measure; shelf in metres. */
export function valueOf({ records, bytes, shelfMillimetres }: FreedView, measure: Measure): number {
  if (measure === 'records') return records
  return measure === 'bytes' ? bytes : shelfMillimetres / 1000
}

/** Classes by what they free, the most first. */
export function largestClasses({ byClass }: DueForecastView, measure: Measure): DueForecastView['byClass'] {
  return byClass.toSorted((a, b) => valueOf(b.freed, measure) - valueOf(a.freed, measure))
}

interface Words {
  readonly measure: Measure
  readonly otherClasses: string
  readonly overdue: string
}

interface Column {
  readonly key: string
  readonly label: string
  readonly values: readonly number[]
}

/** The stacked columns of the chart: what is overdue, then year by year; a part for each of the largest classes. */
export function dueChart(
  forecast: DueForecastView,
  years: number,
  { measure, otherClasses, overdue }: Words,
): { readonly series: readonly Series[]; readonly columns: readonly Column[] } {
  const { asOf, byYear, cells } = forecast
  const largest = largestClasses(forecast, measure)
  const named = largest.slice(0, MOST_CLASSES)
  const isNamed = (code: string) => named.some((one) => one.code === code)
  const series: readonly Series[] = [
    ...named.map(({ code, name }, index) => ({
      key: code,
      name: `${code} ${name}`,
      tone: SERIES_TONES[index] ?? 'rest',
    })),
    ...(largest.length > named.length ? [{ key: 'rest', name: otherClasses, tone: 'rest' as const }] : []),
  ]
  const columnOf = (label: string, isWithin: (year: number | null) => boolean): Column => {
    const within = cells.filter((cell) => isWithin(cell.year))
    const values = series.map(({ key }) =>
      within
        .filter(({ classCode }) => (key === 'rest' ? !isNamed(classCode) : classCode === key))
        .reduce((all, { freed }) => all + valueOf(freed, measure), 0),
    )
    return { key: label, label, values }
  }
  const thisYear = Number(asOf.slice(0, 'YYYY'.length))
  const columns = spansOf([thisYear, thisYear + years - 1], MOST_COLUMNS).map((span) =>
    columnOf(spanText(span), (year) => year !== null && year >= span.from && year <= span.to),
  )
  const isOverdue = byYear.some(({ year }) => year === null)
  return { series, columns: isOverdue ? [columnOf(overdue, (year) => year === null), ...columns] : columns }
}
