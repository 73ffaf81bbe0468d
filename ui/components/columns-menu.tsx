import { useId, useRef, useState } from 'react'
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

/** Which columns stand. Shown above everything, for a frame of a table would cut it off. */
export function ColumnsMenu({ columns, hidden, onHide }: ColumnsMenuProps) {
  const { t } = useText()
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const choices = columns.flatMap(({ key, title }) => (key === undefined ? [] : [{ key, title }]))
  return (
    <>
      <button
        ref={button}
        type="button"
        className="columns-button"
        popoverTarget={id}
        aria-label={t('columns')}
        title={t('columns')}
      >
        <Icon name="columns" />
      </button>
      <fieldset
        id={id}
        popover="auto"
        className="columns-menu"
        onBeforeToggle={({ currentTarget }) => placeBelow(currentTarget, button.current)}
      >
        <legend>{t('columns')}</legend>
        {choices.map(({ key, title }) => (
          <label key={key}>
            <input
              type="checkbox"
              checked={!hidden.includes(key)}
              onChange={({ target }) =>
                onHide(target.checked ? hidden.filter((one) => one !== key) : [...hidden, key])
              }
            />
            {title}
          </label>
        ))}
      </fieldset>
    </>
  )
}

const GAP_PX = 4

function placeBelow(menu: HTMLElement, button: HTMLElement | null): void {
  if (button === null) return
  const { bottom, right } = button.getBoundingClientRect()
  menu.style.top = `${bottom + GAP_PX}px`
  menu.style.right = `${document.documentElement.clientWidth - right}px`
}
