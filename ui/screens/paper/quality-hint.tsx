import { Link } from '@tanstack/react-router'
import type { TaskDetailView } from '#api/contract/tasks.ts'
import { useText } from '#ui/i18n/use-text.ts'

export function QualityHint({ task }: { readonly task: TaskDetailView }) {
  const { t } = useText()
  return (
    <div className="card">
      <p>{t('paper:quality.hint')}</p>
      <p>
        <Link to="/digitisation/$taskId" params={{ taskId: task.id }}>
          {t('paper:quality.open')}
        </Link>
      </p>
    </div>
  )
}
