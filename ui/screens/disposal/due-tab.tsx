import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { usePages, useRead } from '#ui/client/hooks.ts'
import { useSession } from '#ui/client/session-context.ts'
import { FilterSelect } from '#ui/components/filter-select.tsx'
import { countText } from '#ui/components/figures.ts'
import { MoreButton } from '#ui/components/more-button.tsx'
import { EmptyState, ErrorState, Loading } from '#ui/components/states.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { RecordsTable } from '#ui/screens/records/records-table.tsx'
import { changed, type DisposalSearch } from '#ui/search.ts'
import { CompileDialog } from './compile-dialog.tsx'
import { Forecast } from './forecast.tsx'

/** Due records that stand on no list yet: chosen ones become a list. Nothing else happens by itself. */
export function DueTab() {
  const { t } = useText()
  const { allowed } = useSession()
  const { unitId, classCode, year } = useSearch({ from: '/shell/disposal' })
  const query = {
    ...(unitId === undefined ? {} : { unitId }),
    ...(classCode === undefined ? {} : { classCode }),
    ...(year === undefined ? {} : { year }),
  }
  const due = usePages('GET /api/disposal/due', { query })
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [isCompiling, setCompiling] = useState(false)
  const items = due.data?.pages.flatMap((page) => page.items) ?? []
  const total = due.data?.pages[0]?.total
  const picked = items.filter((item) => chosen.includes(item.id))
  return (
    <>
      <Forecast />
      <div className="row spread">
        <DueFilters />
        {total !== undefined && items.length > 0 && (
          <output className="muted grow">{t('disposal:dueTotal', { total: countText(total) })}</output>
        )}
        <Button
          type="primary"
          disabled={picked.length === 0 || !allowed['list.compile']}
          onClick={() => setCompiling(true)}
        >
          {t('disposal:build', { count: picked.length })}
        </Button>
      </div>
      {due.isPending && <Loading rows={8} />}
      {due.error !== null && <ErrorState error={due.error} onRetry={() => void due.refetch()} />}
      {due.data !== undefined && items.length === 0 && (
        <EmptyState title={t('disposal:dueEmpty.title')} hint={t('disposal:dueEmpty.hint')} />
      )}
      {items.length > 0 && (
        <RecordsTable
          items={items}
          {...(allowed['list.compile']
            ? {
                selection: {
                  keys: chosen,
                  onChange: setChosen,
                  isClosed: (record) => record.isHeld,
                  labelOf: (record) => t('disposal:choose', { title: record.title }),
                },
              }
            : {})}
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
      {isCompiling && <CompileDialog records={picked} onClose={() => setCompiling(false)} />}
    </>
  )
}

function DueFilters() {
  const { t, say } = useText()
  const search = useSearch({ from: '/shell/disposal' })
  const navigate = useNavigate({ from: '/disposal' })
  const units = useRead('GET /api/units', {}).data?.items ?? []
  const forecast = useRead('GET /api/disposal/forecast', {}).data?.items ?? []
  const years = [...new Set(forecast.map((entry) => entry.year))]
  const put = (part: Parameters<typeof changed<DisposalSearch>>[1]) =>
    void navigate({ search: changed(search, part), replace: true })
  return (
    <div className="filters">
      <FilterSelect
        label={t('unit')}
        width={180}
        value={search.unitId}
        options={units.map((unit) => ({ value: unit.id, label: say(unit.name) }))}
        onChange={(unitId) => put({ unitId })}
      />
      <FilterSelect
        label={t('disposal:year')}
        width={110}
        value={search.year}
        options={years.map((year) => ({ value: year, label: String(year) }))}
        onChange={(year) => put({ year })}
      />
    </div>
  )
}
