import type { ScheduleRowView } from '#api/contract/schedules.ts'
import { sourceWords } from '#domain/source-words.ts'
import { useAct } from '#ui/client/hooks.ts'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { termText } from './row-words.ts'

interface ConfirmRowProps {
  readonly versionId: string
  readonly row: ScheduleRowView
  readonly onClose: () => void
}

/** A person says on what they rely; until then the row governs nothing. */
export function ConfirmRow({ versionId, row, onClose }: ConfirmRowProps) {
  const { t, say } = useText()
  const confirm = useAct('POST /api/schedules/:id/rows/:rowId/confirmation', { onDone: onClose })
  return (
    <ReasonDialog
      title={t('schedules:confirm.title', { code: row.code })}
      rule={t('schedules:confirm.rule')}
      verb={t('schedules:confirm.verb', { code: row.code })}
      isBusy={confirm.isPending}
      error={confirm.error}
      onConfirm={(note) => confirm.mutate({ params: { id: versionId, rowId: row.id }, body: { note } })}
      onClose={onClose}
    >
      <dl className="dl">
        <dt>{t('title')}</dt>
        <dd>{row.title}</dd>
        <dt>{t('schedules:term')}</dt>
        <dd>{termText(t, row.period)}</dd>
        <dt>{t('schedules:source')}</dt>
        <dd>{say(sourceWords(row.source))}</dd>
        {row.note !== '' && (
          <>
            <dt>{t('schedules:confirm.doubt')}</dt>
            <dd>{say(sourceWords(row.note))}</dd>
          </>
        )}
      </dl>
    </ReasonDialog>
  )
}
