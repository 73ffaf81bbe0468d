import type { DueForecastView, FreedView } from '#api/contract/forecast.ts'
import { BarList } from '#ui/components/charts/bar-list.tsx'
import { ColumnChart } from '#ui/components/charts/column-chart.tsx'
import type { Series } from '#ui/components/charts/legend.tsx'
import { numberText, sizeText } from '#ui/components/figures.ts'
import { useText } from '#ui/i18n/use-text.ts'
import { dueChart, largestClasses, valueOf, type Measure } from './due-series.ts'
import { useForecastSearch } from './use-forecast-search.ts'

interface DueForecastProps {
  readonly forecast: DueForecastView
}

/** What falls due by year and class, and by unit; a bar that is chosen narrows all of it. */
export function DueForecast({ forecast }: DueForecastProps) {
  const { t } = useText()
  const { years, measure } = useForecastSearch().search
  const textOf = useMeasureText(measure)
  const { series, columns } = dueChart(forecast, years, {
    measure,
    otherClasses: t('disposal:forecasts.otherClasses'),
    overdue: t('disposal:forecasts.overdue'),
  })
  const title = t('disposal:forecasts.title')
  return (
    <>
      <section className="panel">
        <dl className="figures">
          {(['records', 'bytes', 'shelf'] as const).map((name) => (
            <Figure key={name} measure={name} freed={forecast.total} />
          ))}
        </dl>
      </section>
      <section className="card" aria-label={title}>
        <h2>{title}</h2>
        <ColumnChart title={title} form="stacked" series={series} columns={columns} textOf={textOf} />
        <Notes forecast={forecast} measure={measure} />
      </section>
      <div className="forecast-lists">
        <ByClass forecast={forecast} />
        <ByUnit forecast={forecast} />
      </div>
    </>
  )
}

function useMeasureText(measure: Measure): (value: number) => string {
  const { t } = useText()
  if (measure === 'records') return numberText
  if (measure === 'bytes') return sizeText
  return (value) =>
    t('disposal:forecasts.metres', { n: value >= 10 ? numberText(Math.round(value)) : value.toFixed(1) })
}

function Notes({ forecast, measure }: DueForecastProps & { readonly measure: Measure }) {
  const { t, say } = useText()
  return (
    <>
      {measure === 'shelf' && <p className="faint">{say(forecast.shelfFormula)}</p>}
      {forecast.isCapped && <p className="faint">{t('disposal:forecasts.capped')}</p>}
    </>
  )
}

function useOneSeries(measure: Measure): readonly Series[] {
  const { t } = useText()
  return [{ key: 'all', name: t(`disposal:forecasts.measure.${measure}`), tone: 'one' }]
}

function ByClass({ forecast }: DueForecastProps) {
  const { t } = useText()
  const { search, put } = useForecastSearch()
  const { measure, classCode } = search
  const title = t('disposal:forecasts.byClass')
  return (
    <section className="card" aria-label={title}>
      <h3>{title}</h3>
      <BarList
        title={title}
        series={useOneSeries(measure)}
        textOf={useMeasureText(measure)}
        chosen={classCode}
        items={largestClasses(forecast, measure).map(({ code, name, freed }) => ({
          key: code,
          code,
          label: name,
          values: [valueOf(freed, measure)],
        }))}
        onChoose={(code) => put({ classCode: classCode === code ? undefined : code })}
      />
    </section>
  )
}

function ByUnit({ forecast }: DueForecastProps) {
  const { t, say } = useText()
  const { search, put } = useForecastSearch()
  const { measure, unitId } = search
  const title = t('disposal:forecasts.byUnit')
  return (
    <section className="card" aria-label={title}>
      <h3>{title}</h3>
      <BarList
        title={title}
        series={useOneSeries(measure)}
        textOf={useMeasureText(measure)}
        chosen={unitId}
        items={forecast.byUnit.map(({ id, name, freed }) => ({
          key: id,
          label: say(name),
          values: [valueOf(freed, measure)],
        }))}
        onChoose={(id) => put({ unitId: unitId === id ? undefined : id })}
      />
    </section>
  )
}

function Figure({ measure, freed }: { readonly measure: Measure; readonly freed: FreedView }) {
  const { t } = useText()
  const textOf = useMeasureText(measure)
  return (
    <div>
      <dt>{t(`disposal:forecasts.freed.${measure}`)}</dt>
      <dd>{textOf(valueOf(freed, measure))}</dd>
    </div>
  )
}
