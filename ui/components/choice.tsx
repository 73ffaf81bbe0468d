interface ChoiceProps {
  readonly id: string
  readonly value: string | null
  readonly placeholder: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (value: string | null) => void
}

/** The browser's own list, for dialogs: it opens above whatever lies on the page and is known to every aid. */
export function Choice({ id, value, placeholder, options, onChange }: ChoiceProps) {
  return (
    <select
      id={id}
      className="choice"
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
    >
      <option value="">{placeholder}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}
