import { Input } from 'antd'
import { Labelled } from './labelled.tsx'

interface TypedNameProps {
  /** Says which name is to be typed. */
  readonly label: string
  readonly typed: string
  readonly onChange: (typed: string) => void
}

/** Where a name is typed out, so that nobody decides by a slip of the hand. */
export function TypedName({ label, typed, onChange }: TypedNameProps) {
  return (
    <Labelled label={label}>
      {(id) => (
        <Input
          id={id}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Labelled>
  )
}
