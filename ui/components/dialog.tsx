import { Button } from 'antd'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { useText } from '#ui/i18n/use-text.ts'

interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  /** The button that acts; the way out is always there beside it. */
  readonly act?: ReactNode
}

/** The browser's own modal dialog: it keeps the focus inside, gives it back afterwards, and closes on Escape. Mounted while open. */
export function Dialog({ title, onClose, children, act }: DialogProps) {
  const { t } = useText()
  const box = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const dialog = box.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={box}
      className="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <h2 id={id}>{title}</h2>
      <div className="dialog-body">{children}</div>
      <footer className="row end">
        <Button onClick={onClose}>{act === undefined ? t('close') : t('cancel')}</Button>
        {act}
      </footer>
    </dialog>
  )
}
