import { useState } from 'react'
import type { Answered } from '#ui/client/call.ts'
import { useAct } from '#ui/client/hooks.ts'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { CellField } from '#ui/screens/paper/cell-field.tsx'

interface MoveDialogProps {
  readonly recordId: string
  readonly title: string
  /** Barcode of the cell in which it stands. */
  readonly from: string
  readonly onClose: () => void
  readonly onMoved?: (to: Answered<'POST /api/records/:id/placements'>) => void
}

/** A file goes to another cell: scan it, say why. */
export function MoveDialog({ recordId, title, from, onClose, onMoved }: MoveDialogProps) {
  const { t } = useText()
  const [barcode, setBarcode] = useState('')
  const move = useAct('POST /api/records/:id/placements', {
    onDone: (to) => {
      onMoved?.(to)
      onClose()
    },
  })
  return (
    <ReasonDialog
      title={t('store:moveTitle', { title })}
      rule={t('store:moveRule', { barcode: from })}
      verb={barcode === '' ? t('store:moveNowhere') : t('store:moveVerb', { barcode })}
      isReady={barcode !== ''}
      isBusy={move.isPending}
      error={move.error}
      onConfirm={(reason) => move.mutate({ params: { id: recordId }, body: { barcode, reason, from } })}
      onClose={onClose}
    >
      <CellField value={barcode} onChange={setBarcode} />
    </ReasonDialog>
  )
}
