import { useNavigate, useSearch } from '@tanstack/react-router'
import { useDraftGuard } from '#ui/client/drafts.ts'
import { usePages } from '#ui/client/hooks.ts'
import { EmptyState } from '#ui/components/states.tsx'
import { useKeys } from '#ui/components/use-keys.ts'
import { useText } from '#ui/i18n/use-text.ts'
import { Queue } from './queue.tsx'
import { TaskPane } from './task-pane.tsx'
import { Views } from './views.tsx'
import './worklist.css'

/** Three panes: which tasks, the queue, the task. What is chosen stands in the address. */
export function WorklistPage() {
  const { t } = useText()
  const { view = 'mine', task: chosenId } = useSearch({ from: '/shell/worklist' })
  const navigate = useNavigate({ from: '/worklist' })
  const tasks = usePages('GET /api/tasks', { query: { view } })
  useDraftGuard()
  const items = tasks.data?.pages.flatMap((page) => page.items) ?? []
  const selectedId = chosenId ?? items[0]?.id
  const select = (id: string | undefined) =>
    void navigate({ search: { view, ...(id === undefined ? {} : { task: id }) }, replace: true })
  const step = (by: 1 | -1) => {
    const index = items.findIndex((item) => item.id === selectedId)
    const next = items[Math.min(items.length - 1, Math.max(0, index + by))]
    if (next !== undefined) select(next.id)
  }
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    Enter: () => document.getElementById('task-title')?.focus(),
  })

  return (
    <div className="worklist">
      <Views view={view} />
      <Queue tasks={tasks} view={view} selectedId={selectedId} onSelect={select} />
      {selectedId === undefined ? (
        <section className="task-pane" aria-label={t('worklist:task')}>
          {!tasks.isPending && tasks.error === null && (
            <EmptyState title={t(`worklist:empty.${view}.title`)} hint={t(`worklist:empty.${view}.hint`)} />
          )}
        </section>
      ) : (
        <TaskPane
          key={selectedId}
          taskId={selectedId}
          // A claimed task leaves the group's queue, but not the desk of who claimed it.
          onClaimed={() => select(selectedId)}
          onCompleted={(answer) => select(answer.nextTaskId ?? neighbourOf(items, selectedId))}
        />
      )}
    </div>
  )
}

/** Where the queue goes on when the server names no next task: the one below, else the one above. */
function neighbourOf(items: readonly { readonly id: string }[], id: string): string | undefined {
  const index = items.findIndex((item) => item.id === id)
  return (items[index + 1] ?? items[index - 1])?.id
}
