import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { BatchSummaryView } from '#api/contract/transfer.ts'
import { usePages } from '#ui/client/hooks.ts'
import { Clipped } from '#ui/components/clipped.tsx'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { FilterSelect } from '#ui/components/filter-select.tsx'
import { MoreButton } from '#ui/components/more-button.tsx'
import { EmptyState, ErrorState, Loading } from '#ui/components/states.tsx'
import { Tag, type TagTone } from '#ui/components/tag.tsx'
import { When } from '#ui/components/when.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'
import { batchEnd } from './batch-end.ts'

export function BatchesTab() {
  const text = useText()
  const { t } = text
  const { state } = useSearch({ from: '/shell/transfer' })
  const navigate = useNavigate({ from: '/transfer' })
  const batches = usePages('GET /api/transfer-batches', { query: state === undefined ? {} : { state } })
  const items = batches.data?.pages.flatMap((page) => page.items) ?? []
  const total = batches.data?.pages[0]?.total
  return (
    <>
      <div className="filters">
        <FilterSelect
          label={t('transfer:state.label')}
          width={150}
          value={state}
          options={(['open', 'ended'] as const).map((value) => ({
            value,
            label: t(`transfer:state.${value}`),
          }))}
          onChange={(next) =>
            void navigate({
              search: { tab: 'batches', ...(next === undefined ? {} : { state: next }) },
              replace: true,
            })
          }
        />
      </div>
      {batches.isPending && <Loading rows={8} />}
      {batches.error !== null && <ErrorState error={batches.error} onRetry={() => void batches.refetch()} />}
      {batches.data !== undefined && items.length === 0 && (
        <EmptyState title={t('transfer:batchesEmpty.title')} hint={t('transfer:batchesEmpty.hint')} />
      )}
      {items.length > 0 && (
        <DataTable
          name="transfer-batches"
          caption={t('transfer:tab.batches')}
          items={items}
          keyOf={(batch) => batch.id}
          columns={columnsOf(text)}
        />
      )}
      {total !== undefined && items.length > 0 && (
        <MoreButton
          shown={items.length}
          total={total}
          hasMore={batches.hasNextPage}
          isBusy={batches.isFetchingNextPage}
          onMore={() => void batches.fetchNextPage()}
        />
      )}
    </>
  )
}

function toneOf(batch: BatchSummaryView): TagTone {
  if (batch.endedOn === null) return 'info'
  return batchEnd(batch) === 'accepted' ? 'ok' : 'plain'
}

function columnsOf({ t, say }: Text): readonly Column<BatchSummaryView>[] {
  return [
    {
      title: t('transfer:number'),
      width: 152,
      render: (batch) => <span className="code">{batch.number}</span>,
    },
    {
      title: t('title'),
      render: (batch) => (
        <Link to="/transfer/$batchId" params={{ batchId: batch.id }}>
          <Clipped text={batch.title} />
        </Link>
      ),
    },
    { key: 'unit', title: t('unit'), width: 160, render: (batch) => <Clipped text={say(batch.unitName)} /> },
    {
      key: 'receiver',
      title: t('transfer:receiver'),
      width: 108,
      render: (batch) => <Clipped text={t(`vocabulary:receiver.${batch.receiver}`)} />,
    },
    {
      key: 'place',
      title: t('place'),
      width: 178,
      render: (batch) => (
        <span className="row">
          <Tag tone={toneOf(batch)}>
            {batch.endedOn === null ? say(batch.place.name) : t(`transfer:end.${batchEnd(batch)}`)}
          </Tag>
          {batch.hasMyTask && <Tag tone="soon">{t('transfer:waitsForMe')}</Tag>}
        </span>
      ),
    },
    {
      key: 'items',
      title: t('transfer:items'),
      width: 64,
      align: 'right',
      render: ({ counts }) => counts.listed + counts.transferred,
    },
    {
      key: 'left',
      title: t('transfer:left'),
      width: 64,
      align: 'right',
      render: (batch) => batch.counts.left,
    },
    {
      key: 'compiled',
      title: t('transfer:compiled'),
      width: 104,
      render: (batch) => <When at={batch.compiledAt} form="day" />,
    },
    {
      key: 'compiler',
      title: t('transfer:compiler'),
      width: 110,
      render: (batch) => <Clipped text={say(batch.compiledBy.name)} />,
    },
  ]
}
