import { Input } from 'antd'
import { lazy, Suspense } from 'react'
import type { DateInputProps } from './date-picker.tsx'

/** The calendar is large, and no screen begins with one. */
const DatePickerInput = lazy(async () => ({
  default: (await import('./date-picker.tsx')).DatePickerInput,
}))

/** Typed or picked, one written form in both languages, civil dates only. */
export function DateInput(props: DateInputProps) {
  const { id, value } = props
  return (
    <Suspense fallback={<Input id={id} value={value} disabled className="date-input" />}>
      <DatePickerInput {...props} />
    </Suspense>
  )
}
