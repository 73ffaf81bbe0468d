import { Input } from 'antd'

interface TotpInputProps {
  readonly label: string
  readonly value: string
  readonly onChange: (digits: string) => void
}

/** Six boxes for six digits. */
export function TotpInput({ label, value, onChange }: TotpInputProps) {
  return (
    <fieldset className="field">
      <legend className="label">{label}</legend>
      <Input.OTP
        length={6}
        value={value}
        aria-label={label}
        formatter={(text) => text.replaceAll(/\D/g, '')}
        onChange={onChange}
        onInput={(cells) => onChange(cells.join(''))}
      />
    </fieldset>
  )
}
