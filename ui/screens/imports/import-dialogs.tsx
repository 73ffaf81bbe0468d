import { Button } from 'antd'
import { useState } from 'react'
import type { ImportDetailView } from '#api/contract/imports.ts'
import { useAct } from '#ui/client/hooks.ts'
import { Dialog } from '#ui/components/dialog.tsx'
import { numberText } from '#ui/components/figures.ts'
import { HashText } from '#ui/components/hash-text.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { TypedName } from '#ui/components/typed-name.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface DialogProps {
  readonly view: ImportDetailView
  readonly onClose: () => void
}

/** A second person starts exactly what the check found; the name is typed, so that nobody starts by a slip of the hand. */
export function StartDialog({ view, faulty, onClose }: DialogProps & { readonly faulty: number }) {
  const { t } = useText()
  const [typed, setTyped] = useState('')
  const start = useAct('POST /api/imports/:id/approval', { onDone: onClose })
  const { id, name, checkDigest, goodRows } = view
  return (
    <Dialog
      title={t('imports:start.title')}
      onClose={onClose}
      act={
        <Button
          type="primary"
          loading={start.isPending}
          disabled={typed.trim() !== name || checkDigest === null}
          onClick={() =>
            checkDigest !== null &&
            start.mutate({ params: { id }, body: { checkDigest, confirm: typed.trim() } })
          }
        >
          {t('imports:start.verb', { n: numberText(goodRows ?? 0) })}
        </Button>
      }
    >
      <div className="stack">
        <p className="muted">{t('imports:start.rule')}</p>
        {faulty > 0 && <p>{t('imports:start.leftOut', { n: numberText(faulty) })}</p>}
        {checkDigest !== null && <HashText value={checkDigest} />}
        <TypedName label={t('imports:typeName', { name })} typed={typed} onChange={setTyped} />
        <ProblemNotice error={start.error} />
      </div>
    </Dialog>
  )
}

export function LeaveDialog({ view: { id }, onClose }: DialogProps) {
  const { t } = useText()
  const leave = useAct('POST /api/imports/:id/discard', { onDone: onClose })
  return (
    <ReasonDialog
      title={t('imports:leave.title')}
      rule={t('imports:leave.rule')}
      verb={t('imports:act.discard')}
      isBusy={leave.isPending}
      error={leave.error}
      onConfirm={(reason) => leave.mutate({ params: { id }, body: { reason } })}
      onClose={onClose}
    />
  )
}

/** Takes back what nobody has touched since: its records end, and their codes are free again. */
export function UndoDialog({ view, onClose }: DialogProps) {
  const { t } = useText()
  const [typed, setTyped] = useState('')
  const undo = useAct('POST /api/imports/:id/withdrawal', { onDone: onClose })
  const { id, name, counts } = view
  return (
    <ReasonDialog
      title={t('imports:undo.title')}
      rule={t('imports:undo.rule')}
      verb={t('imports:undo.verb', { n: numberText(counts['imported'] ?? 0) })}
      tone="grave"
      isBusy={undo.isPending}
      error={undo.error}
      isReady={typed.trim() === name}
      onConfirm={(reason) => undo.mutate({ params: { id }, body: { confirm: typed.trim(), reason } })}
      onClose={onClose}
    >
      <TypedName label={t('imports:typeName', { name })} typed={typed} onChange={setTyped} />
    </ReasonDialog>
  )
}
