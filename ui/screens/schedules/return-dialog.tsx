import type { ScheduleVersionView } from '#api/contract/schedules.ts'
import { useAct } from '#ui/client/hooks.ts'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface ReturnDialogProps {
  readonly version: ScheduleVersionView
  readonly onClose: () => void
}

/** Back to the draft: what was signed is void. */
export function ReturnDialog({ version, onClose }: ReturnDialogProps) {
  const { t } = useText()
  const back = useAct('POST /api/schedules/:id/return', { onDone: onClose })
  return (
    <ReasonDialog
      title={t('schedules:return.title', { version: version.version })}
      rule={t('schedules:return.rule')}
      verb={t('schedules:act.return')}
      isBusy={back.isPending}
      error={back.error}
      onConfirm={(reason) => back.mutate({ params: { id: version.id }, body: { reason } })}
      onClose={onClose}
    />
  )
}
