import { useRead } from '#ui/client/hooks.ts'
import { YearBars } from '#ui/components/year-bars.tsx'
import { useText } from '#ui/i18n/use-text.ts'

/** How much falls due in which year, as bars with their numbers. */
export function Forecast() {
  const { t } = useText()
  const forecast = useRead('GET /api/disposal/forecast', {}).data
  if (forecast === undefined || forecast.items.length === 0) return null
  return (
    <section className="card" aria-labelledby="forecast">
      <h2 id="forecast">{t('disposal:forecast')}</h2>
      <YearBars items={forecast.items} laterText={(count) => t('disposal:later', { count })} />
    </section>
  )
}
