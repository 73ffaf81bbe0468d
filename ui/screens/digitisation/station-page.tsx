import { useNavigate, useParams } from '@tanstack/react-router'
import type { PagesView } from '#api/contract/paper.ts'
import type { TaskDetailView } from '#api/contract/tasks.ts'
import { useRead } from '#ui/client/hooks.ts'
import { Answered, EmptyState } from '#ui/components/states.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { Station } from './station.tsx'
import './digitisation.css'

/** The second person's desk: all pages, one of them large, faults by key, and the decision. */
export function StationPage() {
  const { taskId } = useParams({ from: '/shell/digitisation/$taskId' })
  const task = useRead('GET /api/tasks/:id', { params: { id: taskId } })
  return (
    <Answered query={task} heading="h1">
      {(detail) => <Opened key={detail.id} task={detail} />}
    </Answered>
  )
}

function Opened({ task }: { readonly task: TaskDetailView }) {
  const { t } = useText()
  const isCheck = task.form === 'quality' && task.record !== null
  const pages = useRead(
    'GET /api/records/:id/pages',
    { params: { id: task.subjectId } },
    { isEnabled: isCheck },
  )
  if (!isCheck) {
    return (
      <div className="page">
        <h1 className="visually-hidden">{t('digitisation:station.wrong')}</h1>
        <EmptyState title={t('digitisation:station.wrong')} hint={t('digitisation:station.wrongHint')} />
      </div>
    )
  }
  return (
    <Answered query={pages} heading="h1">
      {(view) => <WithPages task={task} view={view} />}
    </Answered>
  )
}

function WithPages({ task, view }: { readonly task: TaskDetailView; readonly view: PagesView }) {
  const navigate = useNavigate()
  return <Station task={task} view={view} onDone={() => void navigate({ to: '/digitisation' })} />
}
