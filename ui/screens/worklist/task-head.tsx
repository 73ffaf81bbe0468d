import type { TaskDetailView } from '#api/contract/tasks.ts'
import { DeadlineTag } from '#ui/components/deadline-tag.tsx'
import { LifecyclePath } from '#ui/components/lifecycle-path.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { SubjectLink } from '#ui/screens/shell/subject-link.tsx'

const OPENS = {
  record: 'openRecord',
  'disposal-list': 'openList',
  'transfer-batch': 'openBatch',
} as const satisfies Readonly<Record<TaskDetailView['subjectKind'], string>>

export function TaskHead({ task }: { readonly task: TaskDetailView }) {
  const { t, say } = useText()
  return (
    <header className="task-head">
      <div className="row wrap">
        <h2 id="task-title" tabIndex={-1} title={task.title}>
          {t('worklist:taskTitle', { step: say(task.stepName), title: task.title })}
        </h2>
        {task.state === 'completed' ? <Tag tone="ok">{t('worklist:done')}</Tag> : <DeadlineTag task={task} />}
        {task.holds > 0 && <Tag tone="over">{t('held')}</Tag>}
      </div>
      <div className="row wrap muted">
        <span className="code">{task.code ?? t('worklist:uncodedLong')}</span>
        {say(task.unitName) !== '' && <span>{say(task.unitName)}</span>}
        {task.record !== null && <span>{t(`vocabulary:carrier.${task.record.carrier}`)}</span>}
        <SubjectLink kind={task.subjectKind} id={task.subjectId}>
          {t(`worklist:${OPENS[task.subjectKind]}`)}
        </SubjectLink>
      </div>
      <LifecyclePath path={task.path} />
    </header>
  )
}
