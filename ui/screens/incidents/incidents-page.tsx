import { usePages } from '#ui/client/hooks.ts'
import { MoreButton } from '#ui/components/more-button.tsx'
import { PageHead } from '#ui/components/page-head.tsx'
import { EmptyState, ErrorState, Loading } from '#ui/components/states.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { useSession } from '#ui/client/session-context.ts'
import { IncidentCard } from './incident-card.tsx'
import { StoppedJobs } from './stopped-jobs.tsx'

/** Whoever keeps the machines sees all work that stopped and no record; everybody else what stopped on what they see. */
export function IncidentsPage() {
  const { roles } = useSession()
  return roles.includes('system-admin') ? <StoppedJobs /> : <Incidents />
}

function Incidents() {
  const { t } = useText()
  const incidents = usePages('GET /api/incidents', { query: {} })
  const items = incidents.data?.pages.flatMap((page) => page.items) ?? []
  const total = incidents.data?.pages[0]?.total
  return (
    <div className="page">
      <PageHead title={t('incidents:title')}>
        <p className="muted">{t('incidents:hint')}</p>
      </PageHead>
      <div className="page-body">
        {incidents.isPending && <Loading />}
        {incidents.error !== null && (
          <ErrorState error={incidents.error} onRetry={() => void incidents.refetch()} />
        )}
        {incidents.data !== undefined && items.length === 0 && (
          <EmptyState title={t('incidents:empty.title')} hint={t('incidents:empty.hint')} />
        )}
        {items.map((incident) => (
          <IncidentCard key={incident.jobId} incident={incident} />
        ))}
        {total !== undefined && items.length > 0 && (
          <MoreButton
            shown={items.length}
            total={total}
            hasMore={incidents.hasNextPage}
            isBusy={incidents.isFetchingNextPage}
            onMore={() => void incidents.fetchNextPage()}
          />
        )}
      </div>
    </div>
  )
}
