import { Link } from '@tanstack/react-router'
import type { ListSummaryView } from '#api/contract/disposal.ts'
import { usePages } from '#ui/client/hooks.ts'
import { Clipped } from '#ui/components/clipped.tsx'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { MoreButton } from '#ui/components/more-button.tsx'
import { EmptyState, ErrorState, Loading } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { When } from '#ui/components/when.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'

export function ListsTab() {
  const text = useText()
  const { t } = text
  const lists = usePages('GET /api/disposal-lists', { query: {} })
  const items = lists.data?.pages.flatMap((page) => page.items) ?? []
  const total = lists.data?.pages[0]?.total
  if (lists.isPending) return <Loading rows={8} />
  if (lists.error !== null) return <ErrorState error={lists.error} onRetry={() => void lists.refetch()} />
  if (items.length === 0)
    return <EmptyState title={t('disposal:listsEmpty.title')} hint={t('disposal:listsEmpty.hint')} />
  return (
    <>
      <DataTable
        name="disposal-lists"
        caption={t('disposal:tab.lists')}
        items={items}
        keyOf={(list) => list.id}
        columns={columnsOf(text)}
      />
      {total !== undefined && (
        <MoreButton
          shown={items.length}
          total={total}
          hasMore={lists.hasNextPage}
          isBusy={lists.isFetchingNextPage}
          onMore={() => void lists.fetchNextPage()}
        />
      )}
    </>
  )
}

function columnsOf({ t, say }: Text): readonly Column<ListSummaryView>[] {
  return [
    {
      title: t('disposal:number'),
      width: 152,
      render: (list) => <span className="code">{list.number}</span>,
    },
    {
      title: t('title'),
      render: (list) => (
        <Link to="/disposal/$listId" params={{ listId: list.id }}>
          <Clipped text={list.title} />
        </Link>
      ),
    },
    { key: 'unit', title: t('unit'), width: 172, render: (list) => <Clipped text={say(list.unitName)} /> },
    {
      key: 'place',
      title: t('place'),
      width: 176,
      render: (list) => (
        <span className="row">
          <Tag tone={list.endedOn === null ? 'info' : 'plain'}>{say(list.place.name)}</Tag>
          {list.hasMyTask && <Tag tone="soon">{t('disposal:waitsForMe')}</Tag>}
        </span>
      ),
    },
    {
      key: 'items',
      title: t('disposal:items'),
      width: 64,
      align: 'right',
      render: (list) => list.counts.listed,
    },
    {
      key: 'left',
      title: t('disposal:leftCount'),
      width: 60,
      align: 'right',
      render: (list) => list.counts.left,
    },
    {
      key: 'compiled',
      title: t('disposal:compiled'),
      width: 104,
      render: (list) => <When at={list.compiledAt} form="day" />,
    },
    {
      key: 'compiler',
      title: t('disposal:compiler'),
      width: 120,
      render: (list) => <Clipped text={say(list.compiledBy.name)} />,
    },
  ]
}
