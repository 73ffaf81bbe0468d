import { Link } from '@tanstack/react-router'
import type { TaskDetailView } from '#api/contract/tasks.ts'
import { useText } from '#ui/i18n/use-text.ts'

/** What is due and has no end of its period waits for its transfer. */
export function isForTransfer({ record }: TaskDetailView): boolean {
  return record !== null && record.dueOn === null
}

/** Work on a list is done on its own page, where one sees all that is decided or signed. */
export function ListHint({ task }: { readonly task: TaskDetailView }) {
  const { t, say } = useText()
  return (
    <div className="card">
      <h3>{say(task.formSchema.title)}</h3>
      {task.list === null ? (
        <>
          <p>{t(isForTransfer(task) ? 'worklist:transferHint' : 'worklist:dueHint')}</p>
          <p>
            {isForTransfer(task) ? (
              <Link to="/transfer" search={{ tab: 'due' }}>
                {t('worklist:transferGo')}
              </Link>
            ) : (
              <Link to="/disposal" search={{ tab: 'due' }}>
                {t('worklist:dueGo')}
              </Link>
            )}
          </p>
        </>
      ) : (
        <>
          <p>
            {t(task.needsSecondFactor ? 'worklist:listHintSigned' : 'worklist:listHint', {
              count: task.list.counts.listed,
            })}
          </p>
          <p>
            <Link to="/disposal/$listId" params={{ listId: task.subjectId }}>
              {t('worklist:listGo', { number: task.list.number })}
            </Link>
          </p>
        </>
      )}
    </div>
  )
}
