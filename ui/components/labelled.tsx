import { useId, type ReactNode } from 'react'

interface LabelledProps {
  readonly label: string
  /** The field itself, under the id that its label names. */
  readonly children: (id: string) => ReactNode
}

/** A field under its label. */
export function Labelled({ label, children }: LabelledProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  )
}
