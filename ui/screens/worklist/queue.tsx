import { useEffect, useRef } from 'react'
import type { TaskSummaryView } from '#api/contract/tasks.ts'
import type { usePages } from '#ui/client/hooks.ts'
import { Clipped } from '#ui/components/clipped.tsx'
import { DeadlineTag } from '#ui/components/deadline-tag.tsx'
import { countText } from '#ui/components/figures.ts'
import { MoreButton } from '#ui/components/more-button.tsx'
import { ErrorState, Loading } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import type { TASK_VIEW_NAMES } from '#ui/search.ts'

interface QueueProps {
  readonly tasks: ReturnType<typeof usePages<'GET /api/tasks'>>
  readonly view: (typeof TASK_VIEW_NAMES)[number]
  readonly selectedId: string | undefined
  readonly onSelect: (id: string) => void
}

export function Queue({ tasks, view, selectedId, onSelect }: QueueProps) {
  const { t } = useText()
  const total = tasks.data?.pages[0]?.total
  const items = tasks.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section className="queue" aria-label={t('worklist:queue')}>
      <header className="queue-head">
        <h1>{t(`worklist:views.${view}`)}</h1>
        {total !== undefined && <span className="faint">{countText(total)}</span>}
      </header>
      <div className="queue-body">
        {tasks.isPending && <Loading rows={8} />}
        {tasks.error !== null && <ErrorState error={tasks.error} onRetry={() => void tasks.refetch()} />}
        <ul>
          {items.map((task) => (
            <QueueRow key={task.id} task={task} isSelected={task.id === selectedId} onSelect={onSelect} />
          ))}
        </ul>
        {total !== undefined && items.length > 0 && tasks.hasNextPage && (
          <MoreButton
            shown={items.length}
            total={total}
            hasMore
            isBusy={tasks.isFetchingNextPage}
            onMore={() => void tasks.fetchNextPage()}
          />
        )}
      </div>
      <footer className="queue-keys" aria-hidden="true">
        <span>
          <kbd className="kbd">j</kbd> <kbd className="kbd">k</kbd> {t('worklist:keys.move')}
        </span>
        <span>
          <kbd className="kbd">c</kbd> {t('worklist:keys.claim')}
        </span>
        <span>
          <kbd className="kbd">e</kbd> {t('worklist:keys.complete')}
        </span>
        <span>
          <kbd className="kbd">?</kbd>
        </span>
      </footer>
    </section>
  )
}

interface QueueRowProps {
  readonly task: TaskSummaryView
  readonly isSelected: boolean
  readonly onSelect: (id: string) => void
}

function QueueRow({ task, isSelected, onSelect }: QueueRowProps) {
  const { t, say } = useText()
  const row = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isSelected) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isSelected])
  return (
    <li>
      <button
        ref={row}
        type="button"
        className="queue-row"
        aria-current={isSelected}
        onClick={() => onSelect(task.id)}
      >
        <span className="row">
          <strong className="nowrap">{say(task.stepName)}</strong>
          <Clipped text={task.title} className="grow" />
          {task.state === 'completed' ? (
            <Tag tone="ok">{t('worklist:done')}</Tag>
          ) : (
            <DeadlineTag task={task} />
          )}
        </span>
        <span className="row">
          <span className="code clip">{task.code ?? t('worklist:uncoded')}</span>
          <span className="grow" />
          {task.assignee !== null && !task.isMine && (
            <span className="faint nowrap">{say(task.assignee.name)}</span>
          )}
          {task.assignee === null && <span className="faint nowrap">{t('worklist:unclaimed')}</span>}
        </span>
      </button>
    </li>
  )
}
