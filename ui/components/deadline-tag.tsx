import type { TaskSummaryView } from '#api/contract/tasks.ts'
import { useText } from '#ui/i18n/use-text.ts'
import { Tag, type TagTone } from './tag.tsx'

const TONES: Readonly<Record<TaskSummaryView['deadline'], TagTone>> = {
  'on-time': 'plain',
  'due-soon': 'soon',
  'due-today': 'soon',
  overdue: 'over',
}

/** The deadline in words, coloured as well. */
export function DeadlineTag({
  task,
}: {
  readonly task: Pick<TaskSummaryView, 'deadline' | 'daysLeft' | 'dueOn'>
}) {
  const { t } = useText()
  const { daysLeft } = task
  const words =
    daysLeft < 0
      ? t('deadline.overdue', { count: -daysLeft })
      : daysLeft === 0
        ? t('deadline.today')
        : daysLeft === 1
          ? t('deadline.tomorrow')
          : t('deadline.inDays', { count: daysLeft })
  return (
    <span title={task.dueOn}>
      <Tag tone={TONES[task.deadline]}>{words}</Tag>
    </span>
  )
}
