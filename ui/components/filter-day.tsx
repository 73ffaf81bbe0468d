import { DateInput } from './date-input.tsx'

interface FilterDayProps {
  readonly id: string
  readonly label: string
  readonly value: string | undefined
  /** Undefined: the filter is taken away. */
  readonly onChange: (day: string | undefined) => void
}

/** Narrows what a screen shows by a day, with its label before it. */
export function FilterDay({ id, label, value, onChange }: FilterDayProps) {
  return (
    <span className="filter-day">
      <label htmlFor={id}>{label}</label>
      <DateInput id={id} value={value ?? ''} onChange={(day) => onChange(day === '' ? undefined : day)} />
    </span>
  )
}
