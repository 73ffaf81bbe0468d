import dayjs from 'dayjs'
import { useText } from '#ui/i18n/use-text.ts'

/** An instant: short, and exact on hover. */
export function When({
  at,
  form = 'minute',
}: {
  readonly at: string
  readonly form?: 'minute' | 'day' | 'relative'
}) {
  const { language } = useText()
  const exact = dayjs(at).format('YYYY-MM-DD HH:mm:ss')
  return (
    <time dateTime={at} title={exact} className="nowrap">
      {form === 'relative'
        ? relative(at, language)
        : dayjs(at).format(form === 'day' ? 'YYYY-MM-DD' : 'YYYY-MM-DD HH:mm')}
    </time>
  )
}

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
]

function relative(at: string, language: string): string {
  const seconds = dayjs(at).diff(dayjs(), 'second')
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? (['second', 1] as const)
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(Math.trunc(seconds / size), unit)
}
