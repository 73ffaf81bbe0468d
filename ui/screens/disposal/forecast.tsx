import { useRead } from '#ui/client/hooks.ts'
import { numberText } from '#ui/components/figures.ts'
import { useText } from '#ui/i18n/use-text.ts'
import './disposal.css'

/** Years shown side by side; what lies later is said as one number. */
const YEARS = 12

/** How much falls due in which year, as bars with their numbers. */
export function Forecast() {
  const { t } = useText()
  const forecast = useRead('GET /api/disposal/forecast', {}).data
  if (forecast === undefined || forecast.items.length === 0) return null
  const counts = new Map<number, number>()
  for (const { year, count } of forecast.items) counts.set(year, (counts.get(year) ?? 0) + count)
  const years = [...counts].toSorted(([a], [b]) => a - b)
  const shown = years.slice(0, YEARS)
  const later = years.slice(YEARS).reduce((sum, [, count]) => sum + count, 0)
  const most = Math.max(1, ...shown.map(([, count]) => count))
  return (
    <section className="card" aria-labelledby="forecast">
      <h2 id="forecast">{t('disposal:forecast')}</h2>
      <ol className="forecast">
        {shown.map(([year, count]) => (
          <li key={year}>
            <span className="forecast-count">{numberText(count)}</span>
            <span className="forecast-room" aria-hidden="true">
              <i style={{ height: `${Math.max(3, (count / most) * 100)}%` }} />
            </span>
            <span className="muted">{year}</span>
          </li>
        ))}
      </ol>
      {later > 0 && <p className="faint">{t('disposal:later', { count: later })}</p>}
    </section>
  )
}
