import type { StoppedJobView } from '#api/contract/incidents.ts'
import { useAct, usePages } from '#ui/client/hooks.ts'
import { ActionButton } from '#ui/components/action-button.tsx'
import { MoreButton } from '#ui/components/more-button.tsx'
import { PageHead } from '#ui/components/page-head.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { EmptyState, ErrorState, Loading } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'

/** Incidents as the system administrator sees them: work, cause and count, and never the record. */
export function StoppedJobs() {
  const { t } = useText()
  const jobs = usePages('GET /api/stopped-jobs', { query: {} })
  const items = jobs.data?.pages.flatMap((page) => page.items) ?? []
  const total = jobs.data?.pages[0]?.total
  return (
    <div className="page">
      <PageHead title={t('incidents:title')}>
        <p className="muted">{t('incidents:stopped.hint')}</p>
      </PageHead>
      <div className="page-body">
        {jobs.isPending && <Loading />}
        {jobs.error !== null && <ErrorState error={jobs.error} onRetry={() => void jobs.refetch()} />}
        {jobs.data !== undefined && items.length === 0 && (
          <EmptyState title={t('incidents:empty.title')} hint={t('incidents:empty.hint')} />
        )}
        {items.map((job) => (
          <StoppedJob key={job.jobId} job={job} />
        ))}
        {total !== undefined && items.length > 0 && (
          <MoreButton
            shown={items.length}
            total={total}
            hasMore={jobs.hasNextPage}
            isBusy={jobs.isFetchingNextPage}
            onMore={() => void jobs.fetchNextPage()}
          />
        )}
      </div>
    </div>
  )
}

function StoppedJob({ job }: { readonly job: StoppedJobView }) {
  const { t, say } = useText()
  const retry = useAct('POST /api/jobs/:id/retry')
  const kind = t(`vocabulary:job.${job.kind}`)
  const unknown = t('incidents:unknown')
  const code = job.errorCode
  return (
    <article className="card" aria-label={t('incidents:stopped.one', { kind })}>
      <div className="row">
        <Tag tone="soon">{kind}</Tag>
        <h2 className="clip grow code">{job.jobId}</h2>
        <ActionButton
          size="small"
          action={job.allowedActions.retry}
          loading={retry.isPending}
          onClick={() => retry.mutate({ params: { id: job.jobId } })}
        >
          {t('incidents:retry')}
        </ActionButton>
      </div>
      <p>{code === null ? unknown : t(`vocabulary:machineFault.${code}`, { defaultValue: unknown })}</p>
      <p className="faint">
        {code !== null && <span className="code">{code} · </span>}
        {t('incidents:owner', {
          unit: say(job.owner.unitName),
          role: t(`vocabulary:role.${job.owner.role}`),
        })}{' '}
        · {t('incidents:attempts', { count: job.attempts })} · <When at={job.startedAt} />
      </p>
      <ProblemNotice error={retry.error} />
    </article>
  )
}
