import { numberText } from '#ui/components/figures.ts'
import type { Series } from './legend.tsx'
import './charts.css'

interface ProportionBarProps {
  readonly title: string
  readonly parts: readonly (Series & { readonly value: number })[]
}

/** A whole and its parts on one line; a part too small to be seen keeps a sliver. */
export function ProportionBar({ title, parts }: ProportionBarProps) {
  const shown = parts.filter(({ value }) => value > 0)
  const said = shown.map(({ name, value }) => `${name} ${numberText(value)}`).join(', ')
  return (
    <div className="proportion">
      <span className="visually-hidden">{`${title}: ${said}`}</span>
      {shown.map(({ key, name, tone, value }) => (
        <i
          key={key}
          className={`tone-${tone}`}
          title={`${name} ${numberText(value)}`}
          style={{ flexGrow: value }}
        />
      ))}
    </div>
  )
}
