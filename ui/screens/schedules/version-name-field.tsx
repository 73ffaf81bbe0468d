import { useId } from 'react'
import { Input } from 'antd'
import { useText } from '#ui/i18n/use-text.ts'

interface VersionNameFieldProps {
  /** The name that must be typed. */
  readonly version: string
  readonly typed: string
  readonly onChange: (typed: string) => void
}

/** Where the name of a version is typed out, so that nobody decides by a slip of the hand. */
export function VersionNameField({ version, typed, onChange }: VersionNameFieldProps) {
  const { t } = useText()
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{t('schedules:sign.type', { version })}</label>
      <Input
        id={id}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}
