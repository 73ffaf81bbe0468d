import { Segmented } from 'antd'
import { useRead } from '#ui/client/hooks.ts'
import { Answered, EmptyState } from '#ui/components/states.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { FORECAST_MEASURES } from '#ui/search.ts'
import { DueForecast } from './due-forecast.tsx'
import type { Measure } from './due-series.ts'
import { StorageGrowth } from './storage-growth.tsx'
import { useForecastSearch } from './use-forecast-search.ts'
import './forecast-tab.css'

const SPANS = [10, 20, 50] as const

/** What falls due in which year and of which class, and what would be free if all of it left. */
export function ForecastTab() {
  const { t } = useText()
  const { years, unitId, classCode } = useForecastSearch().search
  const query = {
    years,
    ...(unitId === undefined ? {} : { unitId }),
    ...(classCode === undefined ? {} : { classCode }),
  }
  const due = useRead('GET /api/forecast/due', { query }, { former: 'keep' })
  return (
    <>
      <Answered query={due}>
        {(forecast) => (
          <>
            <Controls />
            {forecast.total.records === 0 ? (
              <EmptyState title={t('disposal:forecasts.none')} hint={t('disposal:forecasts.noneHint')} />
            ) : (
              <DueForecast forecast={forecast} />
            )}
          </>
        )}
      </Answered>
      <StorageGrowth />
    </>
  )
}

function Controls() {
  const { t } = useText()
  const { search, put } = useForecastSearch()
  const { years, measure } = search
  return (
    <div className="row wrap spread">
      <Segmented<Measure>
        aria-label={t('disposal:forecasts.measure.label')}
        value={measure}
        onChange={(next) => put({ measure: next })}
        options={FORECAST_MEASURES.map((name) => ({
          value: name,
          label: t(`disposal:forecasts.measure.${name}`),
        }))}
      />
      <Segmented<number>
        aria-label={t('disposal:forecasts.span')}
        value={years}
        onChange={(next) => put({ years: next })}
        options={SPANS.map((count) => ({ value: count, label: t('disposal:forecasts.years', { count }) }))}
      />
    </div>
  )
}
