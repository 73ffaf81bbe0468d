import type { OutcomeView, TaskDetailView } from '#api/contract/tasks.ts'
import type { TaskActs } from '#ui/client/task-acts.ts'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { FactorInput, type Factor } from './factor-input.tsx'

interface RefuseDialogProps {
  readonly outcome: OutcomeView
  readonly task: TaskDetailView
  readonly acts: TaskActs
  readonly factor: Factor
  readonly onConfirm: (form: Readonly<Record<string, string>>) => void
  readonly onClose: () => void
}

/** The field in which each form keeps what was said: a refusal is an opinion too. */
const REASON_FIELDS: Readonly<Record<string, string>> = {
  approve: 'opinion',
  opinion: 'opinion',
  'witness-check': 'remarks',
}

export function RefuseDialog({ outcome, task, acts, factor, onConfirm, onClose }: RefuseDialogProps) {
  const { t, say } = useText()
  const needsFactor = task.needsSecondFactor
  return (
    <ReasonDialog
      title={t('list:refuse.title', { act: say(outcome.label) })}
      rule={t('list:refuse.rule')}
      verb={say(outcome.label)}
      isBusy={acts.complete.isPending}
      error={acts.complete.error}
      isReady={!needsFactor || factor.isGiven}
      onConfirm={(reason) =>
        onConfirm({ [outcome.isBack ? 'reason' : (REASON_FIELDS[task.form] ?? 'reason')]: reason })
      }
      onClose={() => {
        acts.forget()
        onClose()
      }}
    >
      {needsFactor && <FactorInput factor={factor} />}
    </ReasonDialog>
  )
}
