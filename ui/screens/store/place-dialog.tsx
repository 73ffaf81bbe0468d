import { Button } from 'antd'
import { useState } from 'react'
import { useAct } from '#ui/client/hooks.ts'
import { Dialog } from '#ui/components/dialog.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { CellField } from '#ui/screens/paper/cell-field.tsx'

interface PlaceDialogProps {
  readonly recordId: string
  readonly title: string
  readonly onClose: () => void
}

/** Paper that stands nowhere goes into its first cell. */
export function PlaceDialog({ recordId, title, onClose }: PlaceDialogProps) {
  const { t } = useText()
  const [barcode, setBarcode] = useState('')
  const place = useAct('POST /api/records/:id/placements', { onDone: onClose })
  return (
    <Dialog
      title={t('store:give.title', { title })}
      onClose={onClose}
      act={
        <Button
          type="primary"
          loading={place.isPending}
          disabled={barcode === ''}
          onClick={() => place.mutate({ params: { id: recordId }, body: { barcode, from: null } })}
        >
          {barcode === '' ? t('store:give.nowhere') : t('store:give.verb', { barcode })}
        </Button>
      }
    >
      <div className="stack">
        <p className="muted">{t('store:give.rule')}</p>
        <CellField value={barcode} onChange={setBarcode} />
        <ProblemNotice error={place.error} />
      </div>
    </Dialog>
  )
}

/** The button that opens it, where the server allows the act. */
export function GivePlaceButton({ recordId, title }: Omit<PlaceDialogProps, 'onClose'>) {
  const { t } = useText()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('store:give.open')}
      </Button>
      {isOpen && <PlaceDialog recordId={recordId} title={title} onClose={() => setOpen(false)} />}
    </>
  )
}
