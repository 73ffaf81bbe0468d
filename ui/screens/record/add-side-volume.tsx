import { useNavigate } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import type { RecordDetailView } from '#api/contract/records.ts'
import { useAct } from '#ui/client/hooks.ts'
import { Dialog } from '#ui/components/dialog.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface AddSideVolumeProps {
  readonly main: RecordDetailView
  readonly onClose: () => void
}

/** The side volume of a case: of the class, day, unit and grade of its main one. Afterwards one stands before it. */
export function AddSideVolume({ main, onClose }: AddSideVolumeProps) {
  const { t } = useText()
  const navigate = useNavigate()
  const [title, setTitle] = useState('')
  const id = useId()
  const create = useAct('POST /api/records', {
    onDone: ({ recordId }) => {
      onClose()
      void navigate({ to: '/records/$recordId', params: { recordId } })
    },
  })
  const { classCode, formedOn, unitId, carrier, grade } = main
  const body = {
    definition: 'paper-file',
    title: title.trim(),
    classCode,
    formedOn,
    formingUnitId: unitId,
    carrier,
    grade,
    uploadIds: [],
    volume: 'side' as const,
    mainRecordId: main.id,
  }
  return (
    <Dialog
      title={t('record:volume.addTitle')}
      onClose={onClose}
      act={
        <Button
          type="primary"
          loading={create.isPending}
          disabled={title.trim() === ''}
          onClick={() => create.mutate({ body })}
        >
          {t('record:volume.add')}
        </Button>
      }
    >
      <div className="stack">
        <p className="muted">{t('record:volume.addRule')}</p>
        <div className="field">
          <label htmlFor={id}>{t('record:volume.addName')}</label>
          <Input id={id} maxLength={200} value={title} onChange={(event) => setTitle(event.target.value)} />
        </div>
        <ProblemNotice error={create.error} />
      </div>
    </Dialog>
  )
}
