import { useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { usePages, useRead } from '#ui/client/hooks.ts'
import { useSession } from '#ui/client/session-context.ts'
import { MoreButton } from '#ui/components/more-button.tsx'
import { EmptyState, ErrorState, Loading } from '#ui/components/states.tsx'
import { YearBars } from '#ui/components/year-bars.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import type { TransferSearch } from '#ui/search.ts'
import { BuildDialog } from './build-dialog.tsx'
import { DueFilters } from './due-filters.tsx'
import { DueTable } from './due-table.tsx'

/** As many as one page of the list may hold: a batch is gathered from what is in sight. */
const PAGE_SIZE = 200

/** Records whose transfer is due and that stand on no batch: chosen ones become a batch. Nothing else happens by itself. */
export function DueTab() {
  const { t } = useText()
  const { allowed, site } = useSession()
  const search = useSearch({ from: '/shell/transfer' })
  const { tab: _tab, state: _state, ...filters } = search
  const due = usePages('GET /api/transfer/due', { query: { limit: PAGE_SIZE, ...filters } })
  const forecast = useRead('GET /api/transfer/forecast', {}).data?.items ?? []
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [isBuilding, setBuilding] = useState(false)
  const items = due.data?.pages.flatMap((page) => page.items) ?? []
  const total = due.data?.pages[0]?.total
  const picked = items.filter((item) => chosen.includes(item.recordId))
  return (
    <>
      {forecast.length > 0 && (
        <section className="card" aria-labelledby="transfer-forecast">
          <h2 id="transfer-forecast">{t('transfer:forecast')}</h2>
          <YearBars
            items={forecast}
            from={Number(site.today.slice(0, 4)) - 1}
            laterText={(count) => t('transfer:later', { count })}
            earlierText={(count) => t('transfer:earlier', { count })}
          />
        </section>
      )}
      <div className="row spread">
        <DueFilters forecast={forecast} />
        {allowed['batch.compile'] && (
          <Button type="primary" disabled={picked.length === 0} onClick={() => setBuilding(true)}>
            {t('transfer:build', { count: picked.length })}
          </Button>
        )}
      </div>
      {due.isPending && <Loading rows={8} />}
      {due.error !== null && <ErrorState error={due.error} onRetry={() => void due.refetch()} />}
      {due.data !== undefined && items.length === 0 && <NothingDue search={search} />}
      {items.length > 0 && (
        <DueTable
          items={items}
          chosen={chosen}
          {...(allowed['batch.compile'] ? { onChoose: setChosen } : {})}
        />
      )}
      {total !== undefined && items.length > 0 && (
        <MoreButton
          shown={items.length}
          total={total}
          hasMore={due.hasNextPage}
          isBusy={due.isFetchingNextPage}
          onMore={() => void due.fetchNextPage()}
        />
      )}
      {isBuilding && <BuildDialog records={picked} onClose={() => setBuilding(false)} />}
    </>
  )
}

function NothingDue({ search }: { readonly search: TransferSearch }) {
  const { t } = useText()
  const { unitId, classCode, year, receiver } = search
  const isNarrowed = [unitId, classCode, year, receiver].some((filter) => filter !== undefined)
  const name = isNarrowed ? 'noMatch' : 'dueEmpty'
  return <EmptyState title={t(`transfer:${name}.title`)} hint={t(`transfer:${name}.hint`)} />
}
