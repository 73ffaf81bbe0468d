import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { VitalRecordView } from '#api/contract/vital.ts'
import { exportAddress } from '#ui/client/addresses.ts'
import { usePages } from '#ui/client/hooks.ts'
import { Clipped } from '#ui/components/clipped.tsx'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { ExportMenu } from '#ui/components/export-menu.tsx'
import { FilterSelect } from '#ui/components/filter-select.tsx'
import { MoreButton } from '#ui/components/more-button.tsx'
import { EmptyState, ErrorState, Loading } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'
import { changed, OVERDUE_FILTERS, type DisposalSearch } from '#ui/search.ts'

/** Vital records by the day of their next review; a filter leaves those that are late. */
export function VitalTab() {
  const { t } = useText()
  const { overdue } = useSearch({ from: '/shell/disposal' })
  const navigate = useNavigate({ from: '/disposal' })
  return (
    <>
      <div className="row spread">
        <FilterSelect
          label={t('disposal:vital.overdue')}
          width={160}
          value={overdue}
          options={OVERDUE_FILTERS.map((value) => ({ value, label: t(`disposal:vital.only.${value}`) }))}
          onChange={(value) =>
            void navigate({ search: (old) => changed<DisposalSearch>(old, { overdue: value }) })
          }
        />
        <ExportMenu
          addressOf={(format, language) =>
            exportAddress({ what: 'vital-records', overdue, format, language })
          }
        />
      </div>
      <VitalRecords overdue={overdue} />
    </>
  )
}

function VitalRecords({ overdue }: { readonly overdue: DisposalSearch['overdue'] }) {
  const text = useText()
  const { t } = text
  const read = usePages('GET /api/vital-records', { query: overdue === undefined ? {} : { overdue } })
  const items = read.data?.pages.flatMap((page) => page.items) ?? []
  const total = read.data?.pages[0]?.total
  if (read.isPending) return <Loading rows={8} />
  if (read.error !== null) return <ErrorState error={read.error} onRetry={() => void read.refetch()} />
  if (items.length === 0)
    return <EmptyState title={t('disposal:vital.empty.title')} hint={t('disposal:vital.empty.hint')} />
  return (
    <>
      <DataTable
        name="vital-records"
        caption={t('disposal:tab.vital')}
        items={items}
        keyOf={(record) => record.id}
        columns={columnsOf(text)}
      />
      {total !== undefined && (
        <MoreButton
          shown={items.length}
          total={total}
          hasMore={read.hasNextPage}
          isBusy={read.isFetchingNextPage}
          onMore={() => void read.fetchNextPage()}
        />
      )}
    </>
  )
}

function columnsOf({ t, say }: Text): readonly Column<VitalRecordView>[] {
  return [
    {
      title: t('archivalCode'),
      width: 216,
      render: (record) => <Clipped className="code" text={record.archivalCode ?? t('uncoded')} />,
    },
    {
      title: t('title'),
      render: (record) => (
        <Link to="/records/$recordId" params={{ recordId: record.id }}>
          <Clipped text={record.title} />
        </Link>
      ),
    },
    {
      key: 'unit',
      title: t('unit'),
      width: 160,
      render: (record) => <Clipped text={say(record.unitName)} />,
    },
    {
      key: 'next',
      title: t('disposal:vital.next'),
      width: 180,
      render: (record) => (
        <span className="row">
          {record.reviewOn}
          {record.isReviewOverdue && <Tag tone="over">{t('overdue')}</Tag>}
        </span>
      ),
    },
    {
      key: 'cycle',
      title: t('disposal:vital.cycle'),
      width: 96,
      align: 'right',
      render: (record) => record.cycleMonths,
    },
    {
      key: 'last',
      title: t('disposal:vital.last'),
      width: 112,
      render: (record) => record.reviewedOn ?? '–',
    },
  ]
}
