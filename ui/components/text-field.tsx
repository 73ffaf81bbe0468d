import { Input, type InputProps } from 'antd'
import { Labelled } from './labelled.tsx'

interface TextFieldProps extends Omit<InputProps, 'id' | 'value' | 'onChange'> {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A line of text under its label. */
export function TextField({ label, onChange, ...input }: TextFieldProps) {
  return (
    <Labelled label={label}>
      {(id) => <Input id={id} {...input} onChange={(event) => onChange(event.target.value)} />}
    </Labelled>
  )
}

/** A number without sign: what is no digit does not enter. */
export function DigitsField({ onChange, ...field }: TextFieldProps) {
  return (
    <TextField inputMode="numeric" {...field} onChange={(value) => onChange(value.replaceAll(/\D/g, ''))} />
  )
}
