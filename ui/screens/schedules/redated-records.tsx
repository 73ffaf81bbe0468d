import { Link } from '@tanstack/react-router'
import type { RedatedRecordView } from '#api/contract/schedule-work.ts'
import type { RedatingView } from '#api/contract/schedules.ts'
import { usePages } from '#ui/client/hooks.ts'
import { Clipped } from '#ui/components/clipped.tsx'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { MoreButton } from '#ui/components/more-button.tsx'
import { EmptyState, ErrorState, Loading } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'
import { useNarrowing } from './use-narrowing.ts'

interface RedatedRecordsProps {
  readonly versionId: string
  /** The newest first. */
  readonly jobs: readonly RedatingView[]
}

/** Which record met which verdict; without a choice those of the newest re-dating. */
export function RedatedRecords({ versionId, jobs }: RedatedRecordsProps) {
  const text = useText()
  const { t } = text
  const { search } = useNarrowing()
  const jobId = jobs.find(({ id }) => id === search.job)?.id ?? jobs[0]?.id ?? ''
  const records = usePages('GET /api/schedules/:id/redating/:jobId/records', {
    params: { id: versionId, jobId },
    query: search.verdict === undefined ? {} : { verdict: search.verdict },
  })
  const items = records.data?.pages.flatMap((page) => page.items) ?? []
  const total = records.data?.pages[0]?.total
  return (
    <section className="stack tight" aria-labelledby="redated">
      <h2 id="redated">
        {search.verdict === undefined
          ? t('schedules:redating.records')
          : t('schedules:redating.recordsOf', { verdict: t(`schedules:verdict.${search.verdict}`) })}
      </h2>
      {records.isPending && <Loading rows={4} />}
      {records.error !== null && <ErrorState error={records.error} onRetry={() => void records.refetch()} />}
      {records.data !== undefined && items.length === 0 && (
        <EmptyState title={t('schedules:redating.noRecords')} hint={t('schedules:redating.noRecordsHint')} />
      )}
      {items.length > 0 && (
        <DataTable
          caption={t('schedules:redating.records')}
          items={items}
          keyOf={({ recordId }) => recordId}
          columns={columnsOf(text)}
        />
      )}
      {total !== undefined && items.length > 0 && (
        <MoreButton
          shown={items.length}
          total={total}
          hasMore={records.hasNextPage}
          isBusy={records.isFetchingNextPage}
          onMore={() => void records.fetchNextPage()}
        />
      )}
    </section>
  )
}

function columnsOf({ t }: Text): readonly Column<RedatedRecordView>[] {
  return [
    {
      title: t('archivalCode'),
      width: 216,
      render: ({ archivalCode }) => <Clipped className="code" text={archivalCode ?? t('uncoded')} />,
    },
    {
      title: t('title'),
      render: ({ recordId, title }) => (
        <Link to="/records/$recordId" params={{ recordId }} search={{ tab: 'retention' }}>
          <Clipped text={title} />
        </Link>
      ),
    },
    { title: t('class'), width: 92, render: ({ classCode }) => <span className="code">{classCode}</span> },
    { title: t('endsOn'), width: 110, render: ({ endsOn }) => endsOn ?? '–' },
    {
      title: t('schedules:redating.verdict'),
      width: 180,
      render: ({ verdict }) => (
        <Tag
          tone={
            verdict === 'later' ? 'ok' : verdict === 'failed' || verdict === 'conflict' ? 'soon' : 'plain'
          }
        >
          {t(`schedules:verdict.${verdict}`)}
        </Tag>
      ),
    },
  ]
}
