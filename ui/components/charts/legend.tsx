/** What a colour stands for; the palette gives each tone its colour in both themes. */
export const SERIES_TONES = ['one', 'two', 'three', 'four', 'five', 'six', 'rest'] as const
export type Tone =
  | (typeof SERIES_TONES)[number]
  | 'same'
  | 'later'
  | 'earlier'
  | 'conflict'
  | 'unknown'
  | 'before'

export interface Series {
  readonly key: string
  readonly name: string
  readonly tone: Tone
}

/** Names beside their colours. */
export function Legend({ series }: { readonly series: readonly Series[] }) {
  return (
    <ul className="chart-legend">
      {series.map(({ key, name, tone }) => (
        <li key={key}>
          <i className={`tone-${tone}`} aria-hidden="true" />
          {name}
        </li>
      ))}
    </ul>
  )
}
