import type { StorageForecastView } from '#api/contract/forecast.ts'
import { useRead } from '#ui/client/hooks.ts'
import { ColumnChart } from '#ui/components/charts/column-chart.tsx'
import { SERIES_TONES, type Series } from '#ui/components/charts/legend.tsx'
import { numberText, sizeText } from '#ui/components/figures.ts'
import { useText } from '#ui/i18n/use-text.ts'

const MOST_CLASSES = SERIES_TONES.length - 1

/** How full the store will be at the end of each year, by class, and what scanning what is on paper would add. */
export function StorageGrowth() {
  const { t } = useText()
  const storage = useRead('GET /api/forecast/storage', {}).data
  if (storage === undefined || storage.classes.length === 0) return null
  return (
    <div className="forecast-lists wide-first">
      <section className="card" aria-label={t('disposal:forecasts.storage')}>
        <h2>{t('disposal:forecasts.storage')}</h2>
        <Growth storage={storage} />
      </section>
      <section className="card" aria-label={t('disposal:forecasts.scanning')}>
        <h2>{t('disposal:forecasts.scanning')}</h2>
        <dl className="dl">
          {storage.scanning.map(({ policy, records, pages, bytes }) => (
            <div key={policy} style={{ display: 'contents' }}>
              <dt>{t(`vocabulary:choice.${policy}`)}</dt>
              <dd>
                {t('disposal:forecasts.scan', {
                  records: numberText(records),
                  pages: numberText(pages),
                  size: sizeText(bytes),
                })}
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  )
}

function Growth({ storage }: { readonly storage: StorageForecastView }) {
  const { t } = useText()
  const largest = storage.classes.toSorted((a, b) => b.storedBytes - a.storedBytes)
  const named = largest.slice(0, MOST_CLASSES)
  const others = largest.slice(MOST_CLASSES)
  const series: readonly Series[] = [
    ...named.map(({ code, name }, index) => ({
      key: code,
      name: `${code} ${name}`,
      tone: SERIES_TONES[index] ?? ('rest' as const),
    })),
    ...(others.length > 0
      ? [{ key: 'rest', name: t('disposal:forecasts.otherClasses'), tone: 'rest' as const }]
      : []),
  ]
  const years = largest[0]?.years.map(({ year }) => year) ?? []
  const atEnd = ({ years: of }: (typeof largest)[number], year: number) =>
    Math.max(0, of.find((one) => one.year === year)?.atEndBytes ?? 0)
  const columns = years.map((year) => ({
    key: String(year),
    label: String(year),
    values: [
      ...named.map((one) => atEnd(one, year)),
      ...(others.length > 0 ? [others.reduce((sum, one) => sum + atEnd(one, year), 0)] : []),
    ],
  }))
  return (
    <ColumnChart
      title={t('disposal:forecasts.storage')}
      form="stacked"
      series={series}
      columns={columns}
      textOf={sizeText}
    />
  )
}
