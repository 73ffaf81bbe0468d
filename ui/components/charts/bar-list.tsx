import { numberText } from '#ui/components/figures.ts'
import type { Series } from './legend.tsx'
import './charts.css'

export interface BarListItem {
  readonly key: string
  readonly label: string
  /** A second, quieter part of the name, such as a code. */
  readonly code?: string
  /** One value for each series, in their order. */
  readonly values: readonly number[]
}

interface BarListProps {
  readonly title: string
  readonly series: readonly Series[]
  readonly items: readonly BarListItem[]
  readonly textOf?: (value: number) => string
  readonly chosen?: string | undefined
  readonly onChoose: (key: string) => void
}

/** A share for each name, the longest bar for the largest; each line leads to what it counts. */
export function BarList({ title, series, items, textOf = numberText, chosen, onChoose }: BarListProps) {
  const most = Math.max(1, ...items.map(({ values }) => sumOf(values)))
  return (
    <ul className="bar-list" aria-label={title}>
      {items.map((item) => (
        <li key={item.key}>
          <button type="button" aria-pressed={chosen === item.key} onClick={() => onChoose(item.key)}>
            <span className="bar-list-name" title={`${item.code ?? ''} ${item.label}`.trim()}>
              {item.code !== undefined && <span className="code">{item.code} </span>}
              {item.label}
            </span>
            <span className="bar-list-room" aria-hidden="true">
              {series.map(({ key, tone }, index) => {
                const value = item.values[index] ?? 0
                return value === 0 ? null : (
                  <i key={key} className={`tone-${tone}`} style={{ width: `${(value / most) * 100}%` }} />
                )
              })}
            </span>
            <span className="bar-list-figures">
              {series.flatMap(({ key, name }, index) => {
                const value = item.values[index] ?? 0
                return value === 0 ? [] : [<span key={key}>{`${name} ${textOf(value)}`}</span>]
              })}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
