import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'

export interface DateInputProps {
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

const FORM = 'YYYY-MM-DD'
/** The last day that the archive's arithmetic knows. */
const LATEST = dayjs('2299-12-31')

export function DatePickerInput({ isLocked = false, onChange, value, min, ...field }: DateInputProps) {
  return (
    <DatePicker
      {...field}
      className="date-input"
      format={FORM}
      value={value === '' ? null : dayjs(value)}
      maxDate={LATEST}
      {...(min === undefined ? {} : { minDate: dayjs(min) })}
      disabled={isLocked}
      onChange={(date) => onChange(date === null ? '' : date.format(FORM))}
    />
  )
}
