import { Progress } from 'antd'
import { useState } from 'react'
import type { PagesView } from '#api/contract/paper.ts'
import type { TaskDetailView } from '#api/contract/tasks.ts'
import { QUALITY_FAULTS, type QualityFault } from '#domain/scan.ts'
import { useDraft } from '#ui/client/drafts.ts'
import { useTaskActs } from '#ui/client/task-acts.ts'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { useKeys } from '#ui/components/use-keys.ts'
import { useText } from '#ui/i18n/use-text.ts'
import { PageTile } from '#ui/screens/paper/page-tile.tsx'
import { PageView } from '#ui/screens/paper/page-view.tsx'
import { faultsLine } from '#ui/screens/paper/page-words.tsx'
import { keyOf, marksIn, marksText, toggledMark } from './marks.ts'
import { PageSide } from './page-side.tsx'
import { StationActions } from './station-actions.tsx'

interface StationProps {
  readonly task: TaskDetailView
  readonly view: PagesView
  readonly onDone: () => void
}

export function Station({ task, view, onDone }: StationProps) {
  const { t } = useText()
  const numbers = [...new Set([...view.items.map(({ page }) => page), ...view.missing])].sort((a, b) => a - b)
  const [page, setPage] = useState(numbers[0] ?? 1)
  const [seen, setSeen] = useState<ReadonlySet<number>>(new Set(numbers.slice(0, 1)))
  const [isReturning, setReturning] = useState(false)
  const draft = useDraft(task.id, {}, task.isMine ? task.draft : null)
  const marks = marksIn(draft.values['faults'])
  const acts = useTaskActs(() => {
    draft.drop()
    onDone()
  })
  const canJudge = task.isMine && task.allowedActions.complete.allowed
  const go = (next: number) => {
    setPage(next)
    setSeen((before) => new Set([...before, next]))
  }
  const turn = (by: 1 | -1) => {
    const next = numbers[numbers.indexOf(page) + by]
    if (next !== undefined) go(next)
  }
  const mark = (code: QualityFault) => {
    if (canJudge) draft.put({ ...draft.values, faults: marksText(toggledMark(marks, { page, code })) })
  }
  const params = { id: task.id }
  const accept = () => {
    if (!canJudge || marks.length > 0) return
    const mode = seen.size >= numbers.length ? 'page-by-page' : 'contact-sheet'
    acts.complete.mutate({ params, body: { outcome: 'accepted', form: { mode, checkedPages: seen.size } } })
  }
  useKeys({
    j: () => turn(1),
    k: () => turn(-1),
    a: accept,
    b: () => setReturning(canJudge),
    c: () => {
      if (task.assignee === null && task.allowedActions.claim.allowed) acts.claim.mutate({ params })
    },
    ...Object.fromEntries(QUALITY_FAULTS.map((fault) => [keyOf(fault), () => mark(fault)])),
  })
  const image = view.items.find((item) => item.page === page)
  return (
    <div className="station">
      <header className="station-head">
        <div className="grow">
          <h1 title={task.title}>{t('digitisation:station.title', { title: task.title })}</h1>
          <p className="row muted">
            <span className="code">{task.code ?? t('uncoded')}</span>
            <span className="nowrap">
              {t('digitisation:station.progress', { seen: seen.size, total: numbers.length })}
            </span>
            <Progress
              className="station-progress"
              percent={numbers.length === 0 ? 0 : (seen.size / numbers.length) * 100}
              showInfo={false}
              size="small"
              aria-label={t('digitisation:station.progressLabel')}
            />
          </p>
        </div>
        <StationActions
          task={task}
          marks={marks.length}
          acts={acts}
          draftStatus={draft.status}
          onAccept={accept}
          onReturn={() => setReturning(true)}
        />
      </header>
      {acts.error !== null && !isReturning && <ProblemNotice error={acts.error} />}
      <div className="station-body">
        <ol className="station-grid" aria-label={t('digitisation:station.grid')}>
          {numbers.map((number) => {
            const marked = marks.filter((known) => known.page === number).length
            const found = view.items.find((item) => item.page === number)
            return (
              <li key={number} className={marked > 0 ? 'faulty' : ''}>
                <PageTile
                  page={number}
                  image={found}
                  isChosen={number === page}
                  onChoose={go}
                  marks={
                    marked > 0 ? (
                      <span className="warn">✕ {marked}</span>
                    ) : seen.has(number) ? (
                      <span className="good" title={t('digitisation:station.seen')}>
                        ✓
                      </span>
                    ) : null
                  }
                />
              </li>
            )
          })}
        </ol>
        <PageView
          image={image}
          page={numbers.length === 0 ? 0 : numbers.indexOf(page) + 1}
          pages={numbers.length}
          onTurn={turn}
        />
        <PageSide
          view={view}
          image={image}
          page={page}
          marks={marks.filter((known) => known.page === page).map(({ code }) => code)}
          isLocked={!canJudge}
          onMark={mark}
        />
      </div>
      {isReturning && (
        <ReasonDialog
          title={t('digitisation:station.returnTitle', { title: task.title })}
          rule={t('digitisation:station.returnRule')}
          verb={
            marks.length === 0
              ? t('worklist:sendBack')
              : t('digitisation:station.returnVerb', {
                  count: new Set(marks.map((known) => known.page)).size,
                })
          }
          initial={faultsLine(t, marks)}
          isBusy={acts.complete.isPending}
          error={acts.complete.error}
          onConfirm={(reason) => {
            const faults = marks.length === 0 ? {} : { faults: marksText(marks) }
            acts.complete.mutate({ params, body: { outcome: 'returned', form: { reason, ...faults } } })
          }}
          onClose={() => {
            acts.forget()
            setReturning(false)
          }}
        />
      )}
    </div>
  )
}
