import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState, type Dispatch, type SetStateAction } from 'react'
import { useDraftGuard } from '#ui/client/drafts.ts'
import { usePages } from '#ui/client/hooks.ts'
import { EmptyState } from '#ui/components/states.tsx'
import { filtersIn, type TASK_VIEW_NAMES } from '#ui/search.ts'
import { useKeys } from '#ui/components/use-keys.ts'
import { withTexts } from '#ui/i18n/start.ts'
import { useText } from '#ui/i18n/use-text.ts'
import { otherWorkIn, useOtherWork, type OtherWorkList } from './other-work.ts'
import { Queue } from './queue.tsx'
import { TaskPane } from './task-pane.tsx'
import { Views } from './views.tsx'
import './worklist.css'

/** What stands beside the tasks waits for few people on few days. */
const OtherWorkPane = lazy(async () => ({
  default: (await withTexts(['proposals'], import('./other-work-pane.tsx'))).OtherWorkPane,
}))

/** Filters are of tasks alone. */
const NONE: OtherWorkList = { items: [], isCapped: false }

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
  const other = useOtherWork()
  const work = otherWorkIn(view, Object.keys(filters).length > 0 ? NONE : other)
  const ids = [...work.items, ...items].map(({ id }) => id)
  const selectedId = chosenId ?? (other.isPending ? undefined : ids[0])
  const chosenWork = work.items.find(({ id }) => id === selectedId)
  const select = (id: string | undefined) =>
    void navigate({ search: { view, ...filters, ...(id === undefined ? {} : { task: id }) }, replace: true })
  const stillHere = useStillHere(`${view} ${chosenId ?? ''}`)
  const goOn = (id: string | undefined) => {
    if (stillHere()) select(id)
  }
  useQueueKeys({ ids, selectedId, onSelect: select, onTick: setTicked })

  return (
    <div className="worklist">
      <Views view={view} />
      <Queue
        key={view}
        tasks={tasks}
        work={work}
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
      {chosenWork !== undefined ? (
        <Suspense fallback={<section className="task-pane" aria-label={t('worklist:task')} />}>
          <OtherWorkPane
            key={chosenWork.id}
            work={chosenWork}
            onDone={() => goOn(neighbourOf(ids, chosenWork.id))}
          />
        </Suspense>
      ) : selectedId === undefined || isWork(selectedId) ? (
        <section className="task-pane" aria-label={t('worklist:task')}>
          {!tasks.isPending && !other.isPending && tasks.error === null && (
            <NothingToDo view={view} search={Object.keys(filters).length > 0 ? 'filtered' : 'all'} />
          )}
        </section>
      ) : (
        <TaskPane
          key={selectedId}
          taskId={selectedId}
          // A claimed task leaves the group's queue, but not the desk of who claimed it.
          onClaimed={() => goOn(selectedId)}
          onCompleted={(answer) => goOn(answer.nextTaskId ?? neighbourOf(ids, selectedId))}
        />
      )}
    </div>
  )
}

interface NothingToDoProps {
  readonly view: (typeof TASK_VIEW_NAMES)[number]
  readonly search: 'filtered' | 'all'
}

/** Why the queue is empty, and where there may be work. */
function NothingToDo({ view, search }: NothingToDoProps) {
  const { t } = useText()
  const why = search === 'filtered' ? 'filtered' : view
  return (
    <EmptyState title={t(`worklist:empty.${why}.title`)} hint={t(`worklist:empty.${why}.hint`)}>
      {why === 'mine' && (
        <Link to="/worklist" search={{ view: 'group' }}>
          {t('worklist:empty.mine.go')}
        </Link>
      )}
      {why === 'filtered' && (
        <Link to="/worklist" search={{ view }}>
          {t('worklist:empty.filtered.go')}
        </Link>
      )}
    </EmptyState>
  )
}

interface QueueKeys {
  readonly ids: readonly string[]
  readonly selectedId: string | undefined
  readonly onSelect: (id: string) => void
  readonly onTick: Dispatch<SetStateAction<readonly string[]>>
}

/** Through the queue by keys: on, back, tick, and into the task. */
function useQueueKeys({ ids, selectedId, onSelect, onTick }: QueueKeys): void {
  const step = (by: 1 | -1) => {
    const index = ids.findIndex((id) => id === selectedId)
    const next = ids[Math.min(ids.length - 1, Math.max(0, index + by))]
    if (next !== undefined) onSelect(next)
  }
  const tick = (id: string) =>
    onTick((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id]))
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    x: () => {
      if (selectedId !== undefined && !isWork(selectedId)) tick(selectedId)
    },
    Enter: () => document.getElementById('task-title')?.focus(),
  })
}

/** Whether the reader is where they were when an act was sent: an answer that comes late takes nobody away from where they went. */
function useStillHere(place: string): () => boolean {
  const here = useRef<string>(undefined)
  useEffect(() => {
    here.current = place
    return () => {
      here.current = undefined
    }
  }, [place])
  return () => here.current === place
}

/** Ids of tasks hold no stroke. */
function isWork(id: string): boolean {
  return id.includes('/')
}

/** Where the queue goes on when the server names no next task: the one below, else the one above. */
function neighbourOf(ids: readonly string[], id: string): string | undefined {
  const index = ids.indexOf(id)
  return ids[index + 1] ?? ids[index - 1]
}
