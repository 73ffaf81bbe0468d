import { Tooltip } from 'antd'
import type { TaskDetailView } from '#api/contract/tasks.ts'
import type { DraftStatus } from '#ui/client/drafts.ts'
import type { TaskActs } from '#ui/client/task-acts.ts'
import { ActionButton } from '#ui/components/action-button.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { DraftNote } from '#ui/screens/worklist/draft-note.tsx'

interface StationActionsProps {
  readonly task: TaskDetailView
  readonly acts: TaskActs
  /** How many faults are marked. */
  readonly marks: number
  readonly draftStatus: DraftStatus | undefined
  readonly onAccept: () => void
  readonly onReturn: () => void
}

/** Claim, then accept or return; what is marked can only be returned. */
export function StationActions({ task, acts, marks, draftStatus, onAccept, onReturn }: StationActionsProps) {
  const { t } = useText()
  if (task.state === 'completed' || task.state === 'cancelled')
    return <Tag tone="ok">{t('digitisation:station.closed')}</Tag>
  if (task.assignee === null) {
    return (
      <ActionButton
        type="primary"
        action={task.allowedActions.claim}
        loading={acts.claim.isPending}
        onClick={() => acts.claim.mutate({ params: { id: task.id } })}
      >
        {t('digitisation:station.claim')} <kbd className="kbd-on">c</kbd>
      </ActionButton>
    )
  }
  return (
    <div className="row">
      <DraftNote status={draftStatus} />
      <ActionButton
        type={marks > 0 ? 'primary' : 'default'}
        action={task.allowedActions.complete}
        onClick={onReturn}
      >
        {marks > 0
          ? t('digitisation:station.return', { count: marks })
          : t('digitisation:station.returnNone')}{' '}
        <kbd className="kbd-on">b</kbd>
      </ActionButton>
      <Tooltip title={marks > 0 ? t('digitisation:station.acceptMarked') : ''}>
        <span>
          <ActionButton
            type={marks > 0 ? 'default' : 'primary'}
            action={task.allowedActions.complete}
            isReady={marks === 0}
            loading={acts.complete.isPending && marks === 0}
            onClick={onAccept}
          >
            {t('digitisation:station.accept')} <kbd className="kbd-on">a</kbd>
          </ActionButton>
        </span>
      </Tooltip>
    </div>
  )
}
