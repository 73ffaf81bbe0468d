import type { TaskDetailView } from '#api/contract/tasks.ts'
import { useTaskActs } from '#ui/client/task-acts.ts'
import { ActionButton } from '#ui/components/action-button.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { useText } from '#ui/i18n/use-text.ts'

/** A task on the page of a list or a batch that nobody has taken yet: who works on it takes it first. */
export function ClaimFirst({ task }: { readonly task: TaskDetailView }) {
  const { t, say } = useText()
  const acts = useTaskActs()
  return (
    <section className="card" aria-label={t('list:work')}>
      <h2>{say(task.formSchema.title)}</h2>
      <p>{t('list:claimFirst')}</p>
      <ProblemNotice error={acts.error} />
      <div>
        <ActionButton
          type="primary"
          action={task.allowedActions.claim}
          loading={acts.claim.isPending}
          onClick={() => acts.claim.mutate({ params: { id: task.id } })}
        >
          {t('worklist:claim')}
        </ActionButton>
      </div>
    </section>
  )
}
