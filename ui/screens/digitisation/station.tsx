import { Progress } from 'antd'
import type { PagesView } from '#api/contract/paper.ts'
import type { TaskDetailView } from '#api/contract/tasks.ts'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { PageView } from '#ui/screens/paper/page-view.tsx'
import { faultsLine } from '#ui/screens/paper/page-words.tsx'
import { PageSide } from './page-side.tsx'
import { StationActions } from './station-actions.tsx'
import { StationGrid } from './station-grid.tsx'
import { useJudging, usePages, type Judging, type Pages } from './use-judging.ts'

interface StationProps {
  readonly task: TaskDetailView
  readonly view: PagesView
  readonly onDone: () => void
}

export function Station({ task, view, onDone }: StationProps) {
  const pages = usePages(view)
  const judging = useJudging({ task, pages, onDone })
  const { acts, marks, canJudge, isReturning } = judging
  const { numbers, page, turn } = pages
  const image = view.items.find((item) => item.page === page)
  return (
    <div className="station">
      <header className="station-head">
        <Progressing task={task} pages={pages} />
        <StationActions
          task={task}
          marks={marks.length}
          acts={acts}
          draftStatus={judging.draftStatus}
          onAccept={judging.accept}
          onReturn={judging.openReturn}
        />
      </header>
      {acts.error !== null && !isReturning && <ProblemNotice error={acts.error} />}
      <div className="station-body">
        <StationGrid view={view} pages={pages} marks={marks} />
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
          onMark={judging.mark}
        />
      </div>
      {isReturning && <ReturnDialog task={task} judging={judging} />}
    </div>
  )
}

function Progressing({ task, pages }: { readonly task: TaskDetailView; readonly pages: Pages }) {
  const { t } = useText()
  const [seen, total] = [pages.seen.size, pages.numbers.length]
  return (
    <div className="grow">
      <h1 title={task.title}>{t('digitisation:station.title', { title: task.title })}</h1>
      <div className="row muted">
        <span className="code">{task.code ?? t('uncoded')}</span>
        <span className="nowrap">{t('digitisation:station.progress', { seen, total })}</span>
        <Progress
          className="station-progress"
          percent={total === 0 ? 0 : (seen / total) * 100}
          showInfo={false}
          size="small"
          aria-label={t('digitisation:station.progressLabel')}
        />
      </div>
    </div>
  )
}

/** Asks why the pages go back; the marks that were set are the beginning of the answer. */
function ReturnDialog({ task, judging }: { readonly task: TaskDetailView; readonly judging: Judging }) {
  const { t } = useText()
  const { acts, marks, giveBack, closeReturn } = judging
  const pages = new Set(marks.map((known) => known.page)).size
  return (
    <ReasonDialog
      title={t('digitisation:station.returnTitle', { title: task.title })}
      rule={t('digitisation:station.returnRule')}
      verb={pages === 0 ? t('worklist:sendBack') : t('digitisation:station.returnVerb', { count: pages })}
      initial={faultsLine(t, marks)}
      isBusy={acts.complete.isPending}
      error={acts.complete.error}
      onConfirm={giveBack}
      onClose={closeReturn}
    />
  )
}
