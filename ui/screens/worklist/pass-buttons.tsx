import { useState } from 'react'
import type { TaskDetailView } from '#api/contract/tasks.ts'
import { useAct } from '#ui/client/hooks.ts'
import { ActionButton } from '#ui/components/action-button.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { PassDialog } from './pass-dialog.tsx'

/** Delegate one's own task, take back what one delegated, reassign what somebody of one's unit holds. */
export function PassButtons({
  task,
  onPassed,
}: {
  readonly task: TaskDetailView
  readonly onPassed: () => void
}) {
  const { t } = useText()
  const [open, setOpen] = useState<'delegate' | 'reassign'>()
  const takeBack = useAct('POST /api/tasks/:id/hand-back')
  const { delegate, reassign, takeBack: mayTakeBack } = task.allowedActions
  return (
    <>
      {task.isMine && task.delegatedBy === null && (
        <ActionButton type="text" action={delegate} onClick={() => setOpen('delegate')}>
          {t('worklist:pass.delegate')}
        </ActionButton>
      )}
      {mayTakeBack.allowed && (
        <ActionButton
          type="primary"
          action={mayTakeBack}
          loading={takeBack.isPending}
          onClick={() => takeBack.mutate({ params: { id: task.id } })}
        >
          {t('worklist:pass.takeBack')}
        </ActionButton>
      )}
      {reassign.allowed && (
        <ActionButton action={reassign} onClick={() => setOpen('reassign')}>
          {t('worklist:pass.reassign')}
        </ActionButton>
      )}
      <ProblemNotice error={takeBack.error} />
      {open !== undefined && (
        <PassDialog
          kind={open}
          task={task}
          onDone={() => {
            setOpen(undefined)
            onPassed()
          }}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  )
}
