import { TextField } from './text-field.tsx'

interface TypedNameProps {
  /** Says which name is to be typed. */
  readonly label: string
  readonly typed: string
  readonly onChange: (typed: string) => void
}

/** Where a name is typed out, so that nobody decides by a slip of the hand. */
export function TypedName({ label, typed, onChange }: TypedNameProps) {
  return <TextField label={label} autoComplete="off" spellCheck={false} value={typed} onChange={onChange} />
}
