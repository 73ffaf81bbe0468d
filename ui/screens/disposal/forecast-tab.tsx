import { useNavigate, useSearch } from '@tanstack/react-router'
import { Segmented } from 'antd'
import type { DueForecastView, FreedView } from '#api/contract/forecast.ts'
import { useRead } from '#ui/client/hooks.ts'
import { BarList } from '#ui/components/charts/bar-list.tsx'
import { spansOf, spanText } from '#ui/components/charts/chart-scale.ts'
import { ColumnChart } from '#ui/components/charts/column-chart.tsx'
import { SERIES_TONES, type Series } from '#ui/components/charts/legend.tsx'
import { numberText, sizeText } from '#ui/components/figures.ts'
import { Answered, EmptyState } from '#ui/components/states.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { FORECAST_MEASURES, type DisposalSearch } from '#ui/search.ts'
import { StorageGrowth } from './storage-growth.tsx'
import './forecast-tab.css'

type Measure = (typeof FORECAST_MEASURES)[number]
/** Beyond so many columns several years share one. */
const MOST_COLUMNS = 24
const SPANS = [10, 20, 50] as const
/** Classes with a colour of their own; the others are drawn as one. */
const MOST_CLASSES = SERIES_TONES.length - 1

/** What falls due in which year and of which class, and what would be free if all of it left. */
export function ForecastTab() {
  const { t } = useText()
  const { years = 10, unitId, classCode } = useSearch({ from: '/shell/disposal' })
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
              <Due forecast={forecast} />
            )}
          </>
        )}
      </Answered>
      <StorageGrowth />
    </>
  )
}

function usePut() {
  const search = useSearch({ from: '/shell/disposal' })
  const navigate = useNavigate({ from: '/disposal' })
  return (part: { readonly [K in keyof DisposalSearch]?: DisposalSearch[K] | undefined }) =>
    void navigate({
      search: Object.fromEntries(
        Object.entries({ ...search, ...part }).filter(([, value]) => value !== undefined),
      ),
      replace: true,
      resetScroll: false,
    })
}

function Controls() {
  const { t } = useText()
  const { years = 10, measure = 'records' } = useSearch({ from: '/shell/disposal' })
  const put = usePut()
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

function valueOf({ records, bytes, shelfMillimetres }: FreedView, measure: Measure): number {
  if (measure === 'records') return records
  return measure === 'bytes' ? bytes : shelfMillimetres / 1000
}

function useMeasureText(measure: Measure): (value: number) => string {
  const { t } = useText()
  if (measure === 'records') return numberText
  if (measure === 'bytes') return sizeText
  return (value) =>
    t('disposal:forecasts.metres', { n: value >= 10 ? numberText(Math.round(value)) : value.toFixed(1) })
}

function Due({ forecast }: { readonly forecast: DueForecastView }) {
  const { t, say } = useText()
  const { unitId, classCode, years = 10, measure = 'records' } = useSearch({ from: '/shell/disposal' })
  const put = usePut()
  const textOf = useMeasureText(measure)
  const { asOf, total, byYear, byClass, byUnit, cells, isCapped, shelfFormula } = forecast
  const largest = byClass.toSorted((a, b) => valueOf(b.freed, measure) - valueOf(a.freed, measure))
  const named = largest.slice(0, MOST_CLASSES)
  const series: readonly Series[] = [
    ...named.map(({ code, name }, index) => ({
      key: code,
      name: `${code} ${name}`,
      tone: SERIES_TONES[index] ?? 'rest',
    })),
    ...(largest.length > named.length
      ? [{ key: 'rest', name: t('disposal:forecasts.otherClasses'), tone: 'rest' as const }]
      : []),
  ]
  const columnOf = (key: string, label: string, isWithin: (year: number | null) => boolean) => {
    const within = cells.filter((cell) => isWithin(cell.year))
    const sum = (isWanted: (code: string) => boolean) =>
      within
        .filter((cell) => isWanted(cell.classCode))
        .reduce((all, { freed }) => all + valueOf(freed, measure), 0)
    const values = series.map(({ key: code }) =>
      code === 'rest'
        ? sum((other) => !named.some((one) => one.code === other))
        : sum((other) => other === code),
    )
    return { key, label, values }
  }
  const thisYear = Number(asOf.slice(0, 'YYYY'.length))
  const columns = [
    ...(byYear.some(({ year }) => year === null)
      ? [columnOf('due', t('disposal:forecasts.overdue'), (year) => year === null)]
      : []),
    ...spansOf([thisYear, thisYear + years - 1], MOST_COLUMNS).map((span) =>
      columnOf(
        spanText(span),
        spanText(span),
        (year) => year !== null && year >= span.from && year <= span.to,
      ),
    ),
  ]
  const single: readonly Series[] = [
    { key: 'all', name: t(`disposal:forecasts.measure.${measure}`), tone: 'one' },
  ]
  return (
    <>
      <section className="panel">
        <dl className="figures">
          {(['records', 'bytes', 'shelf'] as const).map((name) => (
            <Figure key={name} measure={name} freed={total} />
          ))}
        </dl>
      </section>
      <section className="card" aria-label={t('disposal:forecasts.title')}>
        <h2>{t('disposal:forecasts.title')}</h2>
        <ColumnChart
          title={t('disposal:forecasts.title')}
          form="stacked"
          series={series}
          columns={columns}
          textOf={textOf}
        />
        {measure === 'shelf' && <p className="faint">{say(shelfFormula)}</p>}
        {isCapped && <p className="faint">{t('disposal:forecasts.capped')}</p>}
      </section>
      <div className="forecast-lists">
        <section className="card" aria-label={t('disposal:forecasts.byClass')}>
          <h3>{t('disposal:forecasts.byClass')}</h3>
          <BarList
            title={t('disposal:forecasts.byClass')}
            series={single}
            textOf={textOf}
            chosen={classCode}
            items={largest.map(({ code, name, freed }) => ({
              key: code,
              code,
              label: name,
              values: [valueOf(freed, measure)],
            }))}
            onChoose={(code) => put({ classCode: classCode === code ? undefined : code })}
          />
        </section>
        <section className="card" aria-label={t('disposal:forecasts.byUnit')}>
          <h3>{t('disposal:forecasts.byUnit')}</h3>
          <BarList
            title={t('disposal:forecasts.byUnit')}
            series={single}
            textOf={textOf}
            chosen={unitId}
            items={byUnit.map(({ id, name, freed }) => ({
              key: id,
              label: say(name),
              values: [valueOf(freed, measure)],
            }))}
            onChoose={(id) => put({ unitId: unitId === id ? undefined : id })}
          />
        </section>
      </div>
    </>
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
