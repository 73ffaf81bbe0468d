import type { ComponentProps } from 'react'
import { useText } from '#ui/i18n/use-text.ts'
import { Choice } from './choice.tsx'
import { Labelled } from './labelled.tsx'

interface ChoiceFieldProps {
  readonly label: string
  /** Empty until something is chosen. */
  readonly value: string | null
  /** What stands there until then; plain words for choosing by default. */
  readonly placeholder?: string
  readonly options: ComponentProps<typeof Choice>['options']
  readonly onChange: (value: string | null) => void
}

/** A choice under its label. */
export function ChoiceField({ label, value, placeholder, options, onChange }: ChoiceFieldProps) {
  const { t } = useText()
  return (
    <Labelled label={label}>
      {(id) => (
        <Choice
          id={id}
          value={value === '' ? null : value}
          placeholder={placeholder ?? t('choose')}
          options={options}
          onChange={onChange}
        />
      )}
    </Labelled>
  )
}
