import { App } from 'antd'
import { useText } from '#ui/i18n/use-text.ts'
import { Icon } from './icon.tsx'

/** An id or a digest that can be taken along by a click; `shown` may be shorter than what is copied. */
export function CopyText({
  value,
  shown = value,
  label,
}: {
  readonly value: string
  readonly shown?: string
  readonly label: string
}) {
  const { t } = useText()
  const { message } = App.useApp()
  const copy = () =>
    navigator.clipboard.writeText(value).then(
      () => message.success(t('copied')),
      () => message.warning(t('copyFailed')),
    )
  return (
    <button type="button" className="copy" title={value} onClick={() => void copy()}>
      <span className="visually-hidden">{t('copyLabel', { what: label })}</span>
      <span className="clip">{shown}</span>
      <Icon name="copy" />
    </button>
  )
}

/** The ends of an id: enough to tell two apart. */
export function shortened(id: string, head = 8, tail = 4): string {
  return id.length <= head + tail + 1 ? id : `${id.slice(0, head)}…${id.slice(id.length - tail)}`
}
