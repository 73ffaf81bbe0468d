import { useId, useState } from 'react'
import type { TaskDetailView } from '#api/contract/tasks.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { Choice } from '#ui/components/choice.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface PassDialogProps {
  readonly kind: 'delegate' | 'reassign'
  readonly task: TaskDetailView
  readonly onDone: () => void
  readonly onClose: () => void
}

/** The group itself, among those who could take a task over. */
const GROUP = 'group'

/** Who takes the task over, and why: by its holder for a while, or by the head of the unit. */
export function PassDialog({ kind, task, onDone, onClose }: PassDialogProps) {
  const { t, say } = useText()
  const [to, setTo] = useState<string | null>(null)
  const id = useId()
  const candidates = useRead('GET /api/tasks/:id/candidates', { params: { id: task.id } })
  const delegate = useAct('POST /api/tasks/:id/delegation', { onDone })
  const reassign = useAct('POST /api/tasks/:id/reassignment', { onDone })
  const options = (candidates.data?.items ?? [])
    .filter(({ person }) => person.id !== task.assignee?.id)
    .map(({ person, unitName, deputyOf }) => ({
      value: person.id,
      label:
        deputyOf === null
          ? `${say(person.name)} · ${say(unitName)}`
          : t('worklist:pass.deputy', { name: say(person.name), principal: say(deputyOf.name) }),
    }))
  const confirm = (reason: string) => {
    if (to === null) return
    const params = { id: task.id }
    if (kind === 'delegate') delegate.mutate({ params, body: { to, reason } })
    else reassign.mutate({ params, body: { to: to === GROUP ? null : to, reason } })
  }
  return (
    <ReasonDialog
      title={t(`worklist:pass.${kind}Title`, { title: task.title })}
      rule={t(`worklist:pass.${kind}Rule`)}
      verb={t(`worklist:pass.${kind}Verb`)}
      isBusy={delegate.isPending || reassign.isPending}
      error={delegate.error ?? reassign.error ?? candidates.error}
      isReady={to !== null}
      onConfirm={confirm}
      onClose={onClose}
    >
      <div className="field">
        <label htmlFor={id}>{t('worklist:pass.to')}</label>
        <Choice
          id={id}
          value={to}
          placeholder={
            candidates.data !== undefined && options.length === 0 && kind === 'delegate'
              ? t('worklist:pass.nobody')
              : t('worklist:pass.choose')
          }
          options={
            kind === 'reassign' ? [{ value: GROUP, label: t('worklist:pass.group') }, ...options] : options
          }
          onChange={setTo}
        />
      </div>
    </ReasonDialog>
  )
}
