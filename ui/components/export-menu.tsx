import { Button, Dropdown } from 'antd'
import { useText } from '#ui/i18n/use-text.ts'
import { Icon } from './icon.tsx'

const FORMATS = ['csv', 'xlsx'] as const
export type ExportFormat = (typeof FORMATS)[number]

/** The list as it stands on the screen, as a file. */
export function ExportMenu({
  addressOf,
  size = 'middle',
}: {
  readonly addressOf: (format: ExportFormat, language: string) => string
  readonly size?: 'small' | 'middle'
}) {
  const { t, language } = useText()
  const items = FORMATS.map((format) => ({
    key: format,
    label: t(`exportAs.${format}`),
    // The answer is an attachment: the browser keeps the page and saves the file.
    onClick: () => location.assign(addressOf(format, language)),
  }))
  return (
    <Dropdown
      trigger={['click']}
      menu={{ items: [...items, { key: 'note', disabled: true, label: t('exportAs.most') }] }}
    >
      <Button size={size} aria-haspopup="menu" icon={<Icon name="download" />}>
        {t('exportAs.label')}
      </Button>
    </Dropdown>
  )
}
