import { DateInput } from './date-input.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface DayBarProps {
  /** Days on which something happened, in order. */
  readonly days: readonly string[]
  readonly on: string
  readonly and: string | undefined
  readonly today: string
  /** Said between the two days. */
  readonly note?: string
  readonly onShow: (on: string, and: string | undefined) => void
}

/** A day of a history and a second one beside it. The slider stops at the days on which something happened; any other day can be typed. */
export function DayBar({ days: known, on, and, today, note, onShow }: DayBarProps) {
  const { t } = useText()
  const days = known.includes(today) ? known : [...known, today]
  const at = days.findLastIndex((day) => day <= on)
  return (
    <div className="panel day-bar">
      <label htmlFor="replay-on">{t('audit:asOf')}</label>
      <DateInput id="replay-on" value={on} onChange={(day) => onShow(day === '' ? today : day, and)} />
      <input
        type="range"
        aria-label={t('audit:slider')}
        aria-valuetext={on}
        min={0}
        max={Math.max(1, days.length - 1)}
        value={days.length < 2 ? 1 : Math.max(0, at)}
        disabled={days.length < 2}
        onChange={(event) => onShow(days[Number(event.target.value)] ?? today, and)}
      />
      <span className="muted nowrap">{note}</span>
      <label htmlFor="replay-and">{t('audit:compareWith')}</label>
      <DateInput
        id="replay-and"
        value={and ?? ''}
        onChange={(day) => onShow(on, day === '' ? undefined : day)}
      />
    </div>
  )
}
