import type { WhatIfView } from '#api/contract/schedules.ts'
import { BarList } from '#ui/components/charts/bar-list.tsx'
import { spansOf, spanText, type Span } from '#ui/components/charts/chart-scale.ts'
import { ColumnChart, type ChartColumn } from '#ui/components/charts/column-chart.tsx'
import type { Series } from '#ui/components/charts/legend.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { movementSeries } from './movement-series.ts'
import { useNarrowing } from './use-narrowing.ts'

/** More columns than this cannot be told apart beside each other. */
const MOST_COLUMNS = 12

/** By how much, in which year, of which class and unit: each mark leads to its records. */
export function WhatIfCharts({ whatIf }: { readonly whatIf: WhatIfView }) {
  return (
    <>
      <div className="two-charts">
        <Shifts whatIf={whatIf} />
        <DueYears whatIf={whatIf} />
      </div>
      <div className="two-charts">
        <ByClass whatIf={whatIf} />
        <ByUnit whatIf={whatIf} />
      </div>
    </>
  )
}

function Shifts({ whatIf }: { readonly whatIf: WhatIfView }) {
  const { t } = useText()
  const { search, put } = useNarrowing()
  const { byShift, total } = whatIf
  const spans = spansOf(
    byShift.map(({ years }) => years),
    MOST_COLUMNS,
  )
  const countIn = (span: Span, way: 1 | -1) =>
    byShift
      .filter(({ years }) => years * way > 0 && years >= span.from && years <= span.to)
      .reduce((sum, { count }) => sum + count, 0)
  const columns: readonly ChartColumn[] = spans.map((span) => ({
    key: keyOf(span),
    label: shiftText(span),
    values: [countIn(span, 1), countIn(span, -1)],
  }))
  const measured = byShift.reduce((sum, { count }) => sum + count, 0)
  const unmeasured = total.later + total.earlier - measured
  const series = movementSeries(t).filter(({ key }) => key === 'later' || key === 'earlier')
  return (
    <section className="card" aria-labelledby="shifts">
      <h3 id="shifts">{t('schedules:whatIf.shifts')}</h3>
      {byShift.length === 0 ? (
        <p className="muted">{t('schedules:whatIf.noShift')}</p>
      ) : (
        <ColumnChart
          title={t('schedules:whatIf.shifts')}
          form="stacked"
          series={series}
          columns={columns}
          chosen={search.shiftFrom === undefined ? undefined : `${search.shiftFrom}/${search.shiftTo}`}
          onChoose={(key) => {
            const [from, to] = spanIn(key)
            const isChosen = search.shiftFrom === from && search.shiftTo === to
            put(isChosen ? { shiftFrom: undefined, shiftTo: undefined } : { shiftFrom: from, shiftTo: to })
          }}
        />
      )}
      {unmeasured > 0 && <p className="faint">{t('schedules:whatIf.unmeasured', { count: unmeasured })}</p>}
    </section>
  )
}

function DueYears({ whatIf }: { readonly whatIf: WhatIfView }) {
  const { t } = useText()
  const { search, put } = useNarrowing()
  const { byYear, dueBefore } = whatIf
  const years = [...byYear.map(({ year }) => year), ...dueBefore.map(({ year }) => year)]
  const within = ({ from, to }: Span, year: number) => year >= from && year <= to
  const columns: readonly ChartColumn[] = spansOf(years, MOST_COLUMNS).map((span) => ({
    key: keyOf(span),
    label: spanText(span),
    values: [
      dueBefore.filter(({ year }) => within(span, year)).reduce((sum, { count }) => sum + count, 0),
      byYear
        .filter(({ year }) => within(span, year))
        .reduce((sum, { tally }) => sum + tally.same + tally.later + tally.earlier, 0),
    ],
  }))
  const series: readonly Series[] = [
    { key: 'before', name: t('schedules:whatIf.before'), tone: 'before' },
    { key: 'after', name: t('schedules:whatIf.after'), tone: 'one' },
  ]
  return (
    <section className="card" aria-labelledby="due-years">
      <h3 id="due-years">{t('schedules:whatIf.dueYears')}</h3>
      {columns.length === 0 ? (
        <p className="muted">{t('schedules:whatIf.noDue')}</p>
      ) : (
        <ColumnChart
          title={t('schedules:whatIf.dueYears')}
          form="beside"
          series={series}
          columns={columns}
          chosen={search.dueFrom === undefined ? undefined : `${search.dueFrom}/${search.dueTo}`}
          onChoose={(key) => {
            const [from, to] = spanIn(key)
            const isChosen = search.dueFrom === from && search.dueTo === to
            put(isChosen ? { dueFrom: undefined, dueTo: undefined } : { dueFrom: from, dueTo: to })
          }}
        />
      )}
    </section>
  )
}

function ByClass({ whatIf }: { readonly whatIf: WhatIfView }) {
  const { t } = useText()
  const { search, put } = useNarrowing()
  const series = movementSeries(t)
  return (
    <section className="card" aria-labelledby="by-class">
      <h3 id="by-class">{t('schedules:whatIf.byClass')}</h3>
      <BarList
        title={t('schedules:whatIf.byClass')}
        series={series}
        chosen={search.classCode}
        items={whatIf.byClass.map(({ code, name, tally }) => ({
          key: code,
          code,
          label: name,
          values: series.map(({ key }) => tally[key]),
        }))}
        onChoose={(code) => put({ classCode: search.classCode === code ? undefined : code })}
      />
    </section>
  )
}

function ByUnit({ whatIf }: { readonly whatIf: WhatIfView }) {
  const { t, say } = useText()
  const { search, put } = useNarrowing()
  const series = movementSeries(t)
  return (
    <section className="card" aria-labelledby="by-unit">
      <h3 id="by-unit">{t('schedules:whatIf.byUnit')}</h3>
      <BarList
        title={t('schedules:whatIf.byUnit')}
        series={series}
        chosen={search.unitId}
        items={whatIf.byUnit.map(({ id, name, tally }) => ({
          key: id,
          label: say(name),
          values: series.map(({ key }) => tally[key]),
        }))}
        onChoose={(unitId) => put({ unitId: search.unitId === unitId ? undefined : unitId })}
      />
    </section>
  )
}

function keyOf({ from, to }: Span): string {
  return `${from}/${to}`
}

function spanIn(key: string): readonly [number, number] {
  const [from = '0', to = '0'] = key.split('/')
  return [Number(from), Number(to)]
}

/** `+20`, `−5`, `+10…+19`: signed, because the way matters more than the width. */
function shiftText({ from, to }: Span): string {
  const signed = (years: number) => (years > 0 ? `+${years}` : years < 0 ? `−${-years}` : '0')
  return from === to ? signed(from) : `${signed(from)}…${signed(to)}`
}
