import { Input } from 'antd'
import { useId } from 'react'

interface TotpInputProps {
  readonly label: string
  readonly value: string
  readonly onChange: (digits: string) => void
}

/** Six boxes for six digits. */
export function TotpInput({ label, value, onChange }: TotpInputProps) {
  const id = useId()
  return (
    <div className="field" role="group" aria-labelledby={id}>
      <span className="label" id={id}>
        {label}
      </span>
      <Input.OTP
        length={6}
        value={value}
        aria-label={label}
        formatter={(text) => text.replaceAll(/\D/g, '')}
        onChange={onChange}
        onInput={(cells) => onChange(cells.join(''))}
      />
    </div>
  )
}
