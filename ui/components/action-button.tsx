import { Button, Tooltip, type ButtonProps } from 'antd'
import type { AllowedView } from '#api/contract/common.ts'
import { useText } from '#ui/i18n/use-text.ts'

interface ActionButtonProps extends Omit<ButtonProps, 'disabled'> {
  readonly action: AllowedView
  /** Also closed while something of the screen's own is missing, such as six digits. */
  readonly isReady?: boolean
}

/** A button that the server allows or refuses; a refusal says why on hover and to a screen reader. */
export function ActionButton({ action, isReady = true, children, ...button }: ActionButtonProps) {
  const { problem } = useText()
  const reason =
    action.reason === null ? '' : `${problem(action.reason).title} · ${problem(action.reason).fix}`
  return (
    <Tooltip title={action.allowed ? '' : reason}>
      <Button
        {...button}
        disabled={!action.allowed || !isReady}
        {...(action.allowed ? {} : { 'aria-description': reason })}
      >
        {children}
      </Button>
    </Tooltip>
  )
}
