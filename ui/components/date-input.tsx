import { Input } from 'antd'

interface DateInputProps {
  readonly id: string
  /** `YYYY-MM-DD`, or empty. */
  readonly value: string
  readonly onChange: (date: string) => void
  readonly min?: string
  readonly isLocked?: boolean
  readonly 'aria-required'?: boolean
  readonly 'aria-invalid'?: boolean
  readonly 'aria-describedby'?: string
  readonly status?: 'warning'
}

/** The browser's own date field: typed or picked, in the reader's own order of day and month, civil dates only. */
export function DateInput({ isLocked = false, onChange, ...field }: DateInputProps) {
  return (
    <Input
      {...field}
      type="date"
      max="2299-12-31"
      disabled={isLocked}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
