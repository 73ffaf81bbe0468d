import { useNavigate } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import type { TransferDueView } from '#api/contract/transfer.ts'
import { useAct } from '#ui/client/hooks.ts'
import { Dialog } from '#ui/components/dialog.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface BuildDialogProps {
  readonly records: readonly TransferDueView[]
  readonly onClose: () => void
}

/** The chosen records become a batch; nothing leaves the house by that. */
export function BuildDialog({ records, onClose }: BuildDialogProps) {
  const { t, say } = useText()
  const navigate = useNavigate()
  const id = useId()
  const [first] = records
  const [title, setTitle] = useState(() =>
    first === undefined
      ? ''
      : t('transfer:suggested', { unit: say(first.unitName), year: first.formedOn.slice(0, 4) }),
  )
  const build = useAct('POST /api/transfer-batches', {
    onDone: ({ batchId }) => void navigate({ to: '/transfer/$batchId', params: { batchId } }),
  })
  const receivers = [...new Set(records.map((record) => record.receiver))]
  const recordIds = records.map((record) => record.recordId)
  return (
    <Dialog
      title={t('transfer:buildTitle', { count: records.length })}
      onClose={onClose}
      act={
        <Button
          type="primary"
          loading={build.isPending}
          disabled={title.trim() === ''}
          onClick={() => build.mutate({ body: { title: title.trim(), recordIds } })}
        >
          {t('transfer:buildVerb', { count: records.length })}
        </Button>
      }
    >
      <div className="stack">
        <p className="muted">{t('transfer:buildRule')}</p>
        <p>
          {t('transfer:receiver')}
          {': '}
          <strong>
            {receivers.map((receiver) => t(`vocabulary:receiver.${receiver}`)).join(t('listSeparator'))}
          </strong>
        </p>
        <div className="field">
          <label htmlFor={id}>{t('title')}</label>
          <Input id={id} maxLength={200} value={title} onChange={(event) => setTitle(event.target.value)} />
        </div>
        <ProblemNotice error={build.error} />
      </div>
    </Dialog>
  )
}
