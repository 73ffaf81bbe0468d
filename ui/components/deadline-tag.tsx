import type { TaskSummaryView } from '#api/contract/tasks.ts'
import { useText } from '#ui/i18n/use-text.ts'
import { Tag, type TagTone } from './tag.tsx'

const TONES: Readonly<Record<TaskSummaryView['deadline'], TagTone>> = {
  'on-time': 'plain',
  'due-soon': 'soon',
  'due-today': 'soon',
  overdue: 'over',
}

const DAYS_A_YEAR = 365
/** From so many years on nobody counts in days; the day itself stands beside the words. */
const FROM_YEARS = 2

/** The deadline in words, coloured as well. */
export function DeadlineTag({
  task,
}: {
  readonly task: Pick<TaskSummaryView, 'deadline' | 'daysLeft' | 'dueOn'>
}) {
  const { t } = useText()
  const { daysLeft } = task
  const words =
    daysLeft <= -FROM_YEARS * DAYS_A_YEAR
      ? t('deadline.overdueYears', { count: Math.floor(-daysLeft / DAYS_A_YEAR) })
      : daysLeft < 0
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
