import { Link } from '@tanstack/react-router'
import type { TaskSummaryView } from '#api/contract/tasks.ts'
import { usePages } from '#ui/client/hooks.ts'
import { useSession } from '#ui/client/session-context.ts'
import { Clipped } from '#ui/components/clipped.tsx'
import { DeadlineTag } from '#ui/components/deadline-tag.tsx'
import { countText } from '#ui/components/figures.ts'
import { MoreButton } from '#ui/components/more-button.tsx'
import { PageHead } from '#ui/components/page-head.tsx'
import { EmptyState, ErrorState, Loading } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import './digitisation.css'

/** Files to scan and files to check, one's own first. */
export function DigitisationPage() {
  const { t } = useText()
  const { roles } = useSession()
  const lanes = [
    ...(roles.includes('scanner') ? (['scan'] as const) : []),
    ...(roles.includes('quality-checker') ? (['check'] as const) : []),
  ]
  return (
    <div className="page">
      <PageHead title={t('digitisation:title')}>
        <p className="muted">{t('digitisation:hint')}</p>
      </PageHead>
      {lanes.length === 0 ? (
        <EmptyState title={t('digitisation:notYours')} hint={t('digitisation:notYoursHint')} />
      ) : (
        <div className="page-body lanes">
          {lanes.map((lane) => (
            <Lane key={lane} lane={lane} />
          ))}
        </div>
      )}
    </div>
  )
}

const STEPS = { scan: 'scan', check: 'quality' } as const

function Lane({ lane }: { readonly lane: keyof typeof STEPS }) {
  const { t } = useText()
  const step = STEPS[lane]
  const mine = usePages('GET /api/tasks', { query: { view: 'mine', step } })
  const group = usePages('GET /api/tasks', { query: { view: 'group', step } })
  const failed = mine.error ?? group.error
  const items = (pages: typeof mine) => pages.data?.pages.flatMap((page) => page.items) ?? []
  const [own, open] = [items(mine), items(group)]
  const totals = { mine: mine.data?.pages[0]?.total, waiting: group.data?.pages[0]?.total }
  const overdue = [...own, ...open].filter(({ deadline }) => deadline === 'overdue').length
  return (
    <section className="panel lane" aria-label={t(`digitisation:${lane}.title`)}>
      <header>
        <h2>{t(`digitisation:${lane}.title`)}</h2>
        <dl className="figures">
          <div>
            <dt>{t('digitisation:mine')}</dt>
            <dd>{totals.mine === undefined ? '…' : countText(totals.mine)}</dd>
          </div>
          <div>
            <dt>{t('digitisation:waiting')}</dt>
            <dd>{totals.waiting === undefined ? '…' : countText(totals.waiting)}</dd>
          </div>
          <div className={overdue > 0 ? 'overdue' : ''}>
            <dt>{t('digitisation:overdue')}</dt>
            <dd>{overdue}</dd>
          </div>
        </dl>
      </header>
      {mine.isPending || group.isPending ? (
        <Loading rows={4} />
      ) : failed !== null ? (
        <ErrorState
          error={failed}
          onRetry={() => {
            void mine.refetch()
            void group.refetch()
          }}
        />
      ) : own.length + open.length === 0 ? (
        <EmptyState title={t(`digitisation:${lane}.empty`)} hint={t(`digitisation:${lane}.emptyHint`)} />
      ) : (
        <ul>
          {[...own, ...open].map((task) => (
            <li key={task.id}>
              <LaneRow task={task} lane={lane} />
            </li>
          ))}
        </ul>
      )}
      {group.hasNextPage && totals.waiting !== undefined && (
        <MoreButton
          shown={open.length}
          total={totals.waiting}
          hasMore
          isBusy={group.isFetchingNextPage}
          onMore={() => void group.fetchNextPage()}
        />
      )}
    </section>
  )
}

function LaneRow({ task, lane }: { readonly task: TaskSummaryView; readonly lane: keyof typeof STEPS }) {
  const { t } = useText()
  const inside = (
    <>
      <span className="row">
        <Clipped text={task.title} className="grow" />
        <DeadlineTag task={task} />
      </span>
      <span className="row">
        <span className="code clip grow">{task.code ?? t('uncoded')}</span>
        {task.isMine ? <Tag tone="ok">{t('digitisation:mine')}</Tag> : <Tag>{t('digitisation:waiting')}</Tag>}
      </span>
    </>
  )
  return lane === 'check' ? (
    <Link className="lane-row" to="/digitisation/$taskId" params={{ taskId: task.id }}>
      {inside}
    </Link>
  ) : (
    <Link
      className="lane-row"
      to="/worklist"
      search={{ view: task.isMine ? 'mine' : 'group', task: task.id }}
    >
      {inside}
    </Link>
  )
}
