import type { ComponentProps } from 'react'
import { Choice } from '#ui/components/choice.tsx'
import { Labelled } from '#ui/components/labelled.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface ChoiceFieldProps {
  readonly label: string
  /** Empty until something is chosen. */
  readonly value: string
  readonly options: ComponentProps<typeof Choice>['options']
  readonly onChange: (value: string | null) => void
}

/** A choice under its label. */
export function ChoiceField({ label, value, options, onChange }: ChoiceFieldProps) {
  const { t } = useText()
  return (
    <Labelled label={label}>
      {(id) => (
        <Choice
          id={id}
          value={value === '' ? null : value}
          placeholder={t('codes:choose')}
          options={options}
          onChange={onChange}
        />
      )}
    </Labelled>
  )
}
