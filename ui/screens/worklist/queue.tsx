import { Button } from 'antd'
import { Fragment, lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { TotalView } from '#api/contract/common.ts'
import type { TaskSummaryView } from '#api/contract/tasks.ts'
import { exportAddress } from '#ui/client/addresses.ts'
import type { usePages } from '#ui/client/hooks.ts'
import { Clipped } from '#ui/components/clipped.tsx'
import { DeadlineTag } from '#ui/components/deadline-tag.tsx'
import { ExportMenu } from '#ui/components/export-menu.tsx'
import { countText } from '#ui/components/figures.ts'
import { MoreButton } from '#ui/components/more-button.tsx'
import { ErrorState, Loading } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { withTexts } from '#ui/i18n/start.ts'
import { useText } from '#ui/i18n/use-text.ts'
import { filtersIn, type WorklistSearch } from '#ui/search.ts'
import { BulkBar } from './bulk-bar.tsx'
import { withOther, type OtherWorkList } from './other-work.ts'
import { QueueFilters } from './queue-filters.tsx'

/** What stands beside the tasks waits for few people on few days. */
const OtherWorkRow = lazy(async () => ({
  default: (await withTexts(['proposals'], import('./other-work-row.tsx'))).OtherWorkRow,
}))

interface QueueProps {
  readonly tasks: ReturnType<typeof usePages<'GET /api/tasks'>>
  /** What is asked of the reader beside tasks. */
  readonly work: OtherWorkList
  readonly search: WorklistSearch
  readonly selectedId: string | undefined
  readonly ticked: readonly string[]
  readonly onSelect: (id: string) => void
  readonly onTick: (ids: readonly string[]) => void
  readonly onSearch: (search: WorklistSearch) => void
}

export function Queue(props: QueueProps) {
  const { tasks, work, search, selectedId, ticked, onSelect, onTick, onSearch } = props
  const { t } = useText()
  const [isOpen, setOpen] = useState(() => Object.keys(filtersIn(search)).length > 0)
  const total = tasks.data?.pages[0]?.total
  const items = tasks.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section className="queue" aria-label={t('worklist:queue')}>
      <QueueHead search={search} total={total} work={work} isOpen={isOpen} onOpen={setOpen} />
      {isOpen && <QueueFilters search={search} onChange={onSearch} />}
      <BulkBar ticked={items.filter(({ id }) => ticked.includes(id))} onClear={() => onTick([])} />
      <div className="queue-body">
        {tasks.isPending && <Loading rows={8} />}
        {tasks.error !== null && <ErrorState error={tasks.error} onRetry={() => void tasks.refetch()} />}
        <ul>
          <Suspense>
            {work.items.map((one) => (
              <OtherWorkRow key={one.id} work={one} isSelected={one.id === selectedId} onSelect={onSelect} />
            ))}
          </Suspense>
          {items.map((task) => (
            <QueueRow
              key={task.id}
              task={task}
              isSelected={task.id === selectedId}
              isTicked={ticked.includes(task.id)}
              onSelect={onSelect}
              onTick={(id) =>
                onTick(ticked.includes(id) ? ticked.filter((one) => one !== id) : [...ticked, id])
              }
            />
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
      <QueueKeys />
    </section>
  )
}

interface QueueHeadProps {
  readonly search: WorklistSearch
  /** Undefined until the first page is there. */
  readonly total: TotalView | undefined
  readonly work: OtherWorkList
  /** Whether the filters stand open. */
  readonly isOpen: boolean
  readonly onOpen: (isOpen: boolean) => void
}

/** Which queue it is, how long, how it is narrowed, and the way to have it as a file. */
function QueueHead({ search, total, work, isOpen, onOpen }: QueueHeadProps) {
  const { t } = useText()
  const { view = 'mine' } = search
  const filters = filtersIn(search)
  const count = Object.keys(filters).length
  const isNarrowed = count > 0
  return (
    <header className="queue-head">
      <h1>{t(`worklist:views.${view}`)}</h1>
      {total !== undefined && <span className="faint">{countText(withOther(total, work))}</span>}
      <span className="grow" />
      <Button
        size="small"
        type={isNarrowed ? 'primary' : 'default'}
        ghost={isNarrowed}
        aria-expanded={isOpen}
        aria-controls="queue-filters"
        onClick={() => onOpen(!isOpen)}
      >
        {isNarrowed ? t('worklist:filter.on', { count }) : t('worklist:filter.label')}
      </Button>
      <ExportMenu
        size="small"
        addressOf={(format, language) => exportAddress({ what: 'tasks', view, ...filters, format, language })}
      />
    </header>
  )
}

/** Strokes that work on the queue; whoever reads it aloud has its buttons. */
const KEYS = [
  { strokes: ['j', 'k'], does: 'move' },
  { strokes: ['c'], does: 'claim' },
  { strokes: ['e'], does: 'complete' },
  { strokes: ['x'], does: 'tick' },
] as const

function QueueKeys() {
  const { t } = useText()
  return (
    <footer className="queue-keys" aria-hidden="true">
      {KEYS.map(({ strokes, does }) => (
        <span key={does}>
          {strokes.map((stroke) => (
            <Fragment key={stroke}>
              <kbd className="kbd">{stroke}</kbd>{' '}
            </Fragment>
          ))}
          {t(`worklist:keys.${does}`)}
        </span>
      ))}
      <span>
        <kbd className="kbd">?</kbd>
      </span>
    </footer>
  )
}

interface QueueRowProps {
  readonly task: TaskSummaryView
  readonly isSelected: boolean
  readonly isTicked: boolean
  readonly onSelect: (id: string) => void
  readonly onTick: (id: string) => void
}

function QueueRow({ task, isSelected, isTicked, onSelect, onTick }: QueueRowProps) {
  const { t, say } = useText()
  const row = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isSelected) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isSelected])
  return (
    <li className="queue-line">
      {(task.state === 'open' || task.state === 'claimed') && (
        <input
          type="checkbox"
          className="queue-tick"
          checked={isTicked}
          aria-label={t('worklist:bulk.tick', { title: task.title })}
          onChange={() => onTick(task.id)}
        />
      )}
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
          {task.delegatedBy !== null && task.isMine && (
            <span className="faint nowrap">
              {t('worklist:delegatedBy', { name: say(task.delegatedBy.name) })}
            </span>
          )}
          {task.assignee !== null && !task.isMine && (
            <span className="faint nowrap">{say(task.assignee.name)}</span>
          )}
          {task.assignee === null && <span className="faint nowrap">{t('worklist:unclaimed')}</span>}
        </span>
      </button>
    </li>
  )
}
