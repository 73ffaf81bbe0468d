import { Button } from 'antd'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { OutcomeView, TaskDetailView } from '#api/contract/tasks.ts'
import type { DraftStatus } from '#ui/client/drafts.ts'
import type { TaskActs } from '#ui/client/task-acts.ts'
import { ActionButton } from '#ui/components/action-button.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { useFormKey, useKeys } from '#ui/components/use-keys.ts'
import { useText } from '#ui/i18n/use-text.ts'
import { DraftNote } from './draft-note.tsx'
import { isForTransfer } from './list-hint.tsx'
import { PassButtons } from './pass-buttons.tsx'

/** Here, or on the page of a list, of what is due, of the quality station. */
export type TaskPlace = 'here' | 'list' | 'due' | 'station'

interface TaskActionsProps {
  readonly task: TaskDetailView
  readonly acts: TaskActs
  readonly place: TaskPlace
  readonly draftStatus: DraftStatus | undefined
  /** The task is in other hands now. */
  readonly onPassed: () => void
  readonly onSubmit: (outcome: string) => void
  readonly onSendBack: (outcome: string, reason: string) => void
}

/** Claim or give back, complete and go on, send back with a reason. */
export function TaskActions(props: TaskActionsProps) {
  const { task, acts, place, draftStatus, onPassed, onSubmit } = props
  const { t } = useText()
  const openPlace = useOpenPlace(task, place)
  const [main] = outcomesOf(task).forward
  const claim = () => acts.claim.mutate({ params: { id: task.id } })
  const completeMain = () => {
    if (place !== 'here') openPlace()
    else if (main !== undefined && task.allowedActions.complete.allowed) onSubmit(main.name)
  }
  useKeys({
    c: () => {
      if (task.assignee === null && task.allowedActions.claim.allowed) claim()
    },
    e: completeMain,
  })
  useFormKey(() => {
    if (place === 'here') completeMain()
  })
  return (
    <footer className="task-actions">
      {task.assignee === null ? (
        <ActionButton
          type="primary"
          action={task.allowedActions.claim}
          loading={acts.claim.isPending}
          onClick={claim}
        >
          {t('worklist:claim')} <kbd className="kbd-on">c</kbd>
        </ActionButton>
      ) : place === 'here' ? (
        <>
          <ForwardButtons {...props} />
          <BackButtons {...props} />
        </>
      ) : (
        <Button type="primary" onClick={openPlace}>
          {t('worklist:goThere')} <kbd className="kbd-on">e</kbd>
        </Button>
      )}
      {task.isMine && (
        <ActionButton
          type="text"
          action={task.allowedActions.release}
          loading={acts.release.isPending}
          onClick={() => acts.release.mutate({ params: { id: task.id } })}
        >
          {t('worklist:release')}
        </ActionButton>
      )}
      <PassButtons task={task} onPassed={onPassed} />
      <DraftNote status={draftStatus} />
    </footer>
  )
}

/** Ways on, the usual one first, and ways back. */
function outcomesOf({ outcomes }: TaskDetailView) {
  const isBack = (outcome: OutcomeView) => outcome.isBack || outcome.isRefusal
  return { forward: outcomes.filter((outcome) => !isBack(outcome)), back: outcomes.filter(isBack) }
}

/** Goes to where a task is worked on that is not done here. */
function useOpenPlace(task: TaskDetailView, place: TaskPlace): () => void {
  const navigate = useNavigate()
  return () => {
    if (place === 'station') void navigate({ to: '/digitisation/$taskId', params: { taskId: task.id } })
    else if (place === 'list') void navigate({ to: '/disposal/$listId', params: { listId: task.subjectId } })
    else if (isForTransfer(task)) void navigate({ to: '/transfer', search: { tab: 'due' } })
    else void navigate({ to: '/disposal', search: { tab: 'due' } })
  }
}

function ForwardButtons({ task, acts, onSubmit }: TaskActionsProps) {
  const { t, say } = useText()
  return outcomesOf(task).forward.map((outcome, index) => (
    <ActionButton
      key={outcome.name}
      type={index === 0 ? 'primary' : 'default'}
      action={task.allowedActions.complete}
      loading={acts.complete.isPending}
      onClick={() => onSubmit(outcome.name)}
    >
      {t('worklist:completeNext', { act: say(outcome.label) })}{' '}
      {index === 0 && <kbd className="kbd-on">e</kbd>}
    </ActionButton>
  ))
}

/** Each way back asks for its reason. */
function BackButtons({ task, acts, onSendBack }: TaskActionsProps) {
  const { t, say } = useText()
  const [chosenName, choose] = useState<string>()
  const { back } = outcomesOf(task)
  const chosen = back.find(({ name }) => name === chosenName)
  const isOnlyOne = back.length === 1 && task.subjectKind === 'record'
  return (
    <>
      {back.map((outcome) => (
        <ActionButton
          key={outcome.name}
          action={task.allowedActions.complete}
          onClick={() => choose(outcome.name)}
        >
          {isOnlyOne ? t('worklist:sendBack') : say(outcome.label)}
        </ActionButton>
      ))}
      {chosen !== undefined && (
        <ReasonDialog
          title={t('worklist:sendBackTitle', { title: task.title })}
          rule={t('worklist:sendBackRule')}
          verb={say(chosen.label)}
          isBusy={acts.complete.isPending}
          error={acts.complete.error}
          onConfirm={(reason) => onSendBack(chosen.name, reason)}
          onClose={() => {
            acts.forget()
            choose(undefined)
          }}
        />
      )}
    </>
  )
}
