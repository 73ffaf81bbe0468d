import { numberText } from './figures.ts'

interface YearBarsProps {
  readonly items: readonly { readonly year: number; readonly count: number }[]
  /** Where there are more than `most` years, the first that is shown; `later` and `earlier` say what lies beyond. */
  readonly from?: number
  readonly most?: number
  readonly laterText: (count: number) => string
  readonly earlierText?: (count: number) => string
}

const YEARS = 12

/** How much comes in which year, as bars with their numbers. */
export function YearBars({ items, from, most = YEARS, laterText, earlierText }: YearBarsProps) {
  const counts = new Map<number, number>()
  for (const { year, count } of items) counts.set(year, (counts.get(year) ?? 0) + count)
  const years = [...counts].toSorted(([a], [b]) => a - b)
  const isShort = from === undefined || years.length <= most
  const coming = isShort ? years : years.filter(([year]) => year >= from)
  const shown = coming.slice(0, most)
  const later = sumOf(coming.slice(most))
  const earlier = isShort ? 0 : sumOf(years.filter(([year]) => year < from))
  const highest = Math.max(1, ...shown.map(([, count]) => count))
  return (
    <>
      <ol className="forecast">
        {shown.map(([year, count]) => (
          <li key={year}>
            <span className="forecast-count">{numberText(count)}</span>
            <span className="forecast-room" aria-hidden="true">
              <i style={{ height: `${Math.max(3, (count / highest) * 100)}%` }} />
            </span>
            <span className="muted">{year}</span>
          </li>
        ))}
      </ol>
      {earlier > 0 && earlierText !== undefined && <p className="faint">{earlierText(earlier)}</p>}
      {later > 0 && <p className="faint">{laterText(later)}</p>}
    </>
  )
}

function sumOf(years: readonly (readonly [number, number])[]): number {
  return years.reduce((sum, [, count]) => sum + count, 0)
}
