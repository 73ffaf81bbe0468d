import { usePages } from '#ui/client/hooks.ts'
import { MoreButton } from '#ui/components/more-button.tsx'
import { EmptyState, ErrorState, Loading } from '#ui/components/states.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { HoldCard } from './hold-card.tsx'

export function HoldsTab() {
  const { t } = useText()
  const holds = usePages('GET /api/holds', { query: {} })
  const items = holds.data?.pages.flatMap((page) => page.items) ?? []
  const total = holds.data?.pages[0]?.total
  if (holds.isPending) return <Loading rows={6} />
  if (holds.error !== null) return <ErrorState error={holds.error} onRetry={() => void holds.refetch()} />
  if (items.length === 0)
    return <EmptyState title={t('disposal:holdsEmpty.title')} hint={t('disposal:holdsEmpty.hint')} />
  return (
    <>
      {items.map((hold) => (
        <div key={hold.id} className="card">
          <HoldCard hold={hold} form="in-list" />
        </div>
      ))}
      {total !== undefined && (
        <MoreButton
          shown={items.length}
          total={total}
          hasMore={holds.hasNextPage}
          isBusy={holds.isFetchingNextPage}
          onMore={() => void holds.fetchNextPage()}
        />
      )}
    </>
  )
}
