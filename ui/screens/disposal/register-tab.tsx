import { Link } from '@tanstack/react-router'
import type { RegisterEntryView } from '#api/contract/disposal.ts'
import { usePages } from '#ui/client/hooks.ts'
import { Clipped } from '#ui/components/clipped.tsx'
import { CopyText, shortened } from '#ui/components/copy-text.tsx'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { MoreButton } from '#ui/components/more-button.tsx'
import { EmptyState, ErrorState, Loading } from '#ui/components/states.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'

/** What is left of destroyed records, for good. */
export function RegisterTab() {
  const text = useText()
  const { t } = text
  const register = usePages('GET /api/register', { query: {} })
  const items = register.data?.pages.flatMap((page) => page.items) ?? []
  const total = register.data?.pages[0]?.total
  if (register.isPending) return <Loading rows={8} />
  if (register.error !== null)
    return <ErrorState error={register.error} onRetry={() => void register.refetch()} />
  if (items.length === 0)
    return <EmptyState title={t('disposal:registerEmpty.title')} hint={t('disposal:registerEmpty.hint')} />
  return (
    <>
      <DataTable
        name="register"
        caption={t('disposal:tab.register')}
        items={items}
        keyOf={(entry) => entry.recordId}
        columns={columnsOf(text)}
      />
      {total !== undefined && (
        <MoreButton
          shown={items.length}
          total={total}
          hasMore={register.hasNextPage}
          isBusy={register.isFetchingNextPage}
          onMore={() => void register.fetchNextPage()}
        />
      )}
    </>
  )
}

function columnsOf({ t }: Text): readonly Column<RegisterEntryView>[] {
  return [
    {
      title: t('archivalCode'),
      width: 216,
      render: (entry) => <Clipped className="code" text={entry.archivalCode} />,
    },
    { title: t('title'), render: (entry) => <Clipped text={entry.title} /> },
    { key: 'formed', title: t('formedOn'), width: 96, render: (row) => row.formedOn },
    { key: 'ends', title: t('endsOn'), width: 96, render: (row) => row.retentionEndsOn },
    { key: 'pages', title: t('pages'), width: 60, align: 'right', render: (entry) => entry.pages ?? '–' },
    { key: 'destroyed', title: t('disposal:destroyedOn'), width: 112, render: (row) => row.destroyedOn },
    {
      key: 'list',
      title: t('disposal:list'),
      width: 152,
      render: (entry) => (
        <Link to="/disposal/$listId" params={{ listId: entry.listId }}>
          {entry.listNumber}
        </Link>
      ),
    },
    {
      key: 'digest',
      title: t('disposal:digest'),
      width: 150,
      render: (entry) => {
        const [first] = entry.digests
        return first === undefined ? (
          '–'
        ) : (
          <CopyText value={entry.digests.join('\n')} shown={shortened(first)} label={t('disposal:digest')} />
        )
      },
    },
  ]
}
