import { useNavigate } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import type { ScheduleVersionView } from '#api/contract/schedules.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { DateInput } from '#ui/components/date-input.tsx'
import { Dialog } from '#ui/components/dialog.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { TableField } from './table-field.tsx'
import { TableRefusal } from './table-refusal.tsx'
import type { TableText } from './table-file.ts'

/** What the server takes as the name of a version. */
const NAME = /^[A-Z][A-Z0-9-]{2,39}$/

interface DraftDialogProps {
  /** The version in force, on which the draft is based. */
  readonly base: ScheduleVersionView
  readonly onClose: () => void
}

/** A new version from a table: the one in force as it stands, or a file that was changed in a spreadsheet. */
export function DraftDialog({ base, onClose }: DraftDialogProps) {
  const { t } = useText()
  const navigate = useNavigate()
  const [version, setVersion] = useState('')
  const [effectiveOn, setEffectiveOn] = useState('')
  const [file, setFile] = useState<TableText>()
  const id = useId()
  const table = useRead('GET /api/schedules/:id/table', { params: { id: base.id } })
  const csv = file?.csv ?? table.data?.csv
  const draft = useAct('POST /api/schedules', {
    onDone: ({ scheduleVersionId }) =>
      void navigate({ to: '/schedules/$versionId', params: { versionId: scheduleVersionId } }),
  })
  const isNamed = NAME.test(version)
  return (
    <Dialog
      title={t('schedules:draft.title', { version: base.version })}
      onClose={onClose}
      act={
        <Button
          type="primary"
          loading={draft.isPending}
          disabled={!isNamed || effectiveOn === '' || csv === undefined}
          onClick={() =>
            csv !== undefined && draft.mutate({ body: { basedOnId: base.id, version, effectiveOn, csv } })
          }
        >
          {t('schedules:draft.verb')}
        </Button>
      }
    >
      <div className="stack">
        <p className="muted">{t('schedules:draft.rule')}</p>
        <div className="form">
          <div className="field">
            <label htmlFor={`${id}-name`}>{t('schedules:draft.name')}</label>
            <Input
              id={`${id}-name`}
              value={version}
              maxLength={40}
              placeholder="LING3-2027"
              aria-describedby={`${id}-hint`}
              aria-invalid={version !== '' && !isNamed}
              onChange={(event) => setVersion(event.target.value.toUpperCase())}
            />
            <span id={`${id}-hint`} className={version !== '' && !isNamed ? 'fault' : 'hint'}>
              {t('schedules:draft.nameHint')}
            </span>
          </div>
          <div className="field">
            <label htmlFor={`${id}-on`}>{t('schedules:effectiveOn')}</label>
            <DateInput id={`${id}-on`} value={effectiveOn} onChange={setEffectiveOn} />
          </div>
        </div>
        <TableField
          file={file}
          onFile={setFile}
          without={t('schedules:draft.asItStands', { rows: base.rows })}
        />
        <TableRefusal error={draft.error} />
      </div>
    </Dialog>
  )
}
