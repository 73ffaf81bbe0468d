import { Dropdown } from 'antd'
import { useState } from 'react'
import { useText } from '#ui/i18n/use-text.ts'
import { remember, rememberedAmong } from '#ui/preferences.ts'
import { Icon } from './icon.tsx'

interface Named {
  readonly key?: string
  readonly title: string
}

const keysOf = (columns: readonly Named[]) => columns.flatMap(({ key }) => (key === undefined ? [] : [key]))

/** The columns that somebody wants to see of a table, remembered on this machine under the table's name. */
export function useShownColumns<C extends Named>(name: string | undefined, columns: readonly C[]) {
  const [hidden, setHidden] = useState<readonly string[]>(() =>
    name === undefined ? [] : rememberedAmong(`columns.${name}`, keysOf(columns)),
  )
  const hide = (keys: readonly string[]) => {
    setHidden(keys)
    if (name !== undefined) remember(`columns.${name}`, keys.join(','))
  }
  return { columns: columns.filter(({ key }) => key === undefined || !hidden.includes(key)), hidden, hide }
}

interface ColumnsMenuProps {
  readonly columns: readonly Named[]
  readonly hidden: readonly string[]
  readonly onHide: (keys: readonly string[]) => void
}

/** Which columns stand; the menu stays while they are chosen. */
export function ColumnsMenu({ columns, hidden, onHide }: ColumnsMenuProps) {
  const { t } = useText()
  const [isOpen, setOpen] = useState(false)
  const choices = columns.flatMap(({ key, title }) => (key === undefined ? [] : [{ key, title }]))
  const isHidden = (key: string) => hidden.includes(key)
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      open={isOpen}
      onOpenChange={(open, { source }) => {
        if (source === 'trigger' || open) setOpen(open)
      }}
      menu={{
        items: choices.map(({ key, title }) => ({
          key,
          label: (
            <span className="column-choice">
              <span aria-hidden="true">{isHidden(key) ? '' : '✓'}</span>
              {title}
              <span className="visually-hidden">{t(isHidden(key) ? 'columnHidden' : 'columnShown')}</span>
            </span>
          ),
        })),
        onClick: ({ key }) => onHide(isHidden(key) ? hidden.filter((one) => one !== key) : [...hidden, key]),
      }}
    >
      <button
        type="button"
        className="columns-button"
        aria-haspopup="menu"
        aria-label={t('columns')}
        title={t('columns')}
      >
        <Icon name="columns" />
      </button>
    </Dropdown>
  )
}
