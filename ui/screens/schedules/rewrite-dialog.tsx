import { Button } from 'antd'
import { useState } from 'react'
import type { ScheduleVersionView } from '#api/contract/schedules.ts'
import { useAct } from '#ui/client/hooks.ts'
import { Dialog } from '#ui/components/dialog.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { TableField } from './table-field.tsx'
import { TableRefusal } from './table-refusal.tsx'
import type { TableText } from './table-file.ts'

interface RewriteDialogProps {
  readonly version: ScheduleVersionView
  readonly onClose: () => void
}

/** The whole table of a draft anew, taken as a whole or not at all. */
export function RewriteDialog({ version, onClose }: RewriteDialogProps) {
  const { t } = useText()
  const [file, setFile] = useState<TableText>()
  const rewrite = useAct('POST /api/schedules/:id/rows', { onDone: onClose })
  return (
    <Dialog
      title={t('schedules:rewrite.title', { version: version.version })}
      onClose={onClose}
      act={
        <Button
          type="primary"
          loading={rewrite.isPending}
          disabled={file === undefined}
          onClick={() =>
            file !== undefined && rewrite.mutate({ params: { id: version.id }, body: { csv: file.csv } })
          }
        >
          {t('schedules:rewrite.verb')}
        </Button>
      }
    >
      <div className="stack">
        <p className="muted">{t('schedules:rewrite.rule')}</p>
        <TableField file={file} onFile={setFile} without={t('schedules:rewrite.choose')} />
        <TableRefusal error={rewrite.error} />
      </div>
    </Dialog>
  )
}
