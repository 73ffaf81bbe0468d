import { Button, Input } from 'antd'
import { useId, useState, type ReactNode } from 'react'
import { useText } from '#ui/i18n/use-text.ts'
import { Dialog } from './dialog.tsx'
import { ProblemNotice } from './problem-notice.tsx'

interface ReasonDialogProps {
  readonly title: string
  /** The rule, and what cannot be undone. */
  readonly rule: ReactNode
  /** The verb, and the count where there is one. */
  readonly verb: string
  readonly tone?: 'grave' | 'plain'
  readonly isBusy: boolean
  readonly error: unknown
  readonly onConfirm: (reason: string) => void
  readonly onClose: () => void
  readonly children?: ReactNode
  readonly isReady?: boolean
  /** What can be said already; it may be changed. */
  readonly initial?: string
}

/** Asks for the reason of an act before it is done. Mounted only while it is open. */
export function ReasonDialog(props: ReasonDialogProps) {
  const {
    title,
    rule,
    verb,
    tone = 'plain',
    isBusy,
    error,
    onConfirm,
    onClose,
    children,
    isReady = true,
    initial = '',
  } = props
  const { t } = useText()
  const [reason, setReason] = useState(initial)
  const id = useId()
  return (
    <Dialog
      title={title}
      onClose={onClose}
      act={
        <Button
          type="primary"
          danger={tone === 'grave'}
          loading={isBusy}
          disabled={reason.trim() === '' || !isReady}
          onClick={() => onConfirm(reason.trim())}
        >
          {verb}
        </Button>
      }
    >
      <div className="stack">
        <p className="muted">{rule}</p>
        {children}
        <div className="field">
          <label htmlFor={id}>{t('reason')}</label>
          <Input.TextArea
            id={id}
            rows={3}
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
        <ProblemNotice error={error} />
      </div>
    </Dialog>
  )
}
