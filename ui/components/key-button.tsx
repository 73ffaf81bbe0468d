import { Button } from 'antd'
import { canUseKeys } from '#ui/client/security-keys.ts'
import { useText } from '#ui/i18n/use-text.ts'

interface KeyButtonProps {
  readonly isPending: boolean
  /** The key has answered already. */
  readonly isDone?: boolean
  readonly onAsk: () => void
}

/** Asks the person's security key; nothing where the browser knows none. */
export function KeyButton({ isPending, isDone = false, onAsk }: KeyButtonProps) {
  const { t } = useText()
  if (!canUseKeys()) return null
  return (
    <Button loading={isPending} onClick={onAsk} aria-pressed={isDone}>
      {t(isDone ? 'keyDone' : 'useKey')}
    </Button>
  )
}
