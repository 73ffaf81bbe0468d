import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useDraftGuard } from '#ui/client/drafts.ts'
import { usePages } from '#ui/client/hooks.ts'
import { EmptyState } from '#ui/components/states.tsx'
import { filtersIn } from '#ui/search.ts'
import { useKeys } from '#ui/components/use-keys.ts'
import { useText } from '#ui/i18n/use-text.ts'
import { Queue } from './queue.tsx'
import { TaskPane } from './task-pane.tsx'
import { Views } from './views.tsx'
import './worklist.css'

/** Three panes: which tasks, the queue, the task. What is chosen stands in the address. */
export function WorklistPage() {
  const { t } = useText()
  const search = useSearch({ from: '/shell/worklist' })
  const { view = 'mine', task: chosenId } = search
  const filters = filtersIn(search)
  const [ticked, setTicked] = useState<readonly string[]>([])
  const navigate = useNavigate({ from: '/worklist' })
  const tasks = usePages('GET /api/tasks', { query: { view, ...filters } })
  useDraftGuard()
  const items = tasks.data?.pages.flatMap((page) => page.items) ?? []
  const selectedId = chosenId ?? items[0]?.id
  const select = (id: string | undefined) =>
    void navigate({ search: { view, ...filters, ...(id === undefined ? {} : { task: id }) }, replace: true })
  const step = (by: 1 | -1) => {
    const index = items.findIndex((item) => item.id === selectedId)
    const next = items[Math.min(items.length - 1, Math.max(0, index + by))]
    if (next !== undefined) select(next.id)
  }
  const tick = (id: string) =>
    setTicked((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id]))
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    x: () => {
      if (selectedId !== undefined) tick(selectedId)
    },
    Enter: () => document.getElementById('task-title')?.focus(),
  })

  return (
    <div className="worklist">
      <Views view={view} />
      <Queue
        key={view}
        tasks={tasks}
        search={search}
        selectedId={selectedId}
        ticked={ticked}
        onSelect={select}
        onTick={setTicked}
        onSearch={(next) => {
          setTicked([])
          void navigate({ search: next, replace: true })
        }}
      />
      {selectedId === undefined ? (
        <section className="task-pane" aria-label={t('worklist:task')}>
          {!tasks.isPending && tasks.error === null && (
            <EmptyState
              title={t(`worklist:empty.${Object.keys(filters).length > 0 ? 'filtered' : view}.title`)}
              hint={t(`worklist:empty.${Object.keys(filters).length > 0 ? 'filtered' : view}.hint`)}
            />
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
