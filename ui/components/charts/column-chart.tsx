import { Tooltip } from 'antd'
import { numberText } from '#ui/components/figures.ts'
import { ticksOf } from './chart-scale.ts'
import { Legend, type Series } from './legend.tsx'
import './charts.css'

export interface ChartColumn {
  readonly key: string
  /** Below the column. */
  readonly label: string
  /** One value for each series, in their order. */
  readonly values: readonly number[]
}

interface ColumnChartProps {
  readonly title: string
  readonly series: readonly Series[]
  readonly columns: readonly ChartColumn[]
  /** `stacked` adds the series up, `beside` compares them. */
  readonly form: 'stacked' | 'beside'
  readonly textOf?: (value: number) => string
  readonly chosen?: string | undefined
  /** Columns become buttons that lead to what they stand for. */
  readonly onChoose?: (key: string) => void
}

/** Values over years as columns: read by eye, by ear through each column's name, and by keyboard. */
export function ColumnChart(props: ColumnChartProps) {
  const { title, series, columns, form, textOf = numberText } = props
  const heights = columns.map(({ values }) =>
    form === 'stacked' ? values.reduce((sum, value) => sum + value, 0) : Math.max(0, ...values),
  )
  const ticks = ticksOf(Math.max(0, ...heights))
  const top = ticks.at(-1) ?? 1
  return (
    <figure className="chart" aria-label={title}>
      {series.length > 1 && <Legend series={series} />}
      <div className="chart-body">
        <div className="chart-axis" aria-hidden="true">
          {ticks.map((tick) => (
            <span key={tick} style={{ bottom: `${(tick / top) * 100}%` }}>
              {textOf(tick)}
            </span>
          ))}
        </div>
        <div className="chart-scroll">
          <div className="chart-plot">
            <div className="chart-lines" aria-hidden="true">
              {ticks.map((tick) => (
                <i key={tick} style={{ bottom: `${(tick / top) * 100}%` }} />
              ))}
            </div>
            <ol className="chart-columns">
              {columns.map((column) => (
                <li key={column.key}>
                  <Column {...props} column={column} top={top} />
                  <span className="chart-label" aria-hidden="true">
                    {column.label}
                  </span>
                </li>
              ))}
            </ol>
          </div>
        </div>
      </div>
    </figure>
  )
}

function Column(props: ColumnChartProps & { readonly column: ChartColumn; readonly top: number }) {
  const { column, series, form, top, textOf = numberText, chosen, onChoose } = props
  const parts = series.flatMap(({ key, name, tone }, index) => {
    const value = column.values[index] ?? 0
    return value === 0 ? [] : [{ key, name, tone, value }]
  })
  const said = parts.map(({ name, value }) => `${name} ${textOf(value)}`)
  const name = `${column.label}: ${said.length === 0 ? '0' : said.join(', ')}`
  const bars = (
    <span className={`chart-bars ${form}`}>
      {parts.map(({ key, tone, value }) => (
        <i key={key} className={`tone-${tone}`} style={{ height: `${(value / top) * 100}%` }} />
      ))}
    </span>
  )
  const tip = (
    <span className="chart-tip">
      <strong>{column.label}</strong>
      {said.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </span>
  )
  return (
    <Tooltip title={tip} mouseEnterDelay={0.1}>
      {onChoose === undefined || parts.length === 0 ? (
        <span className="chart-column">
          <span className="visually-hidden">{name}</span>
          {bars}
        </span>
      ) : (
        <button
          type="button"
          className="chart-column"
          aria-label={name}
          aria-pressed={chosen === column.key}
          onClick={() => onChoose(column.key)}
        >
          {bars}
        </button>
      )}
    </Tooltip>
  )
}
