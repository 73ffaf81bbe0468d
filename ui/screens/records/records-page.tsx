import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { exportAddress } from '#ui/client/addresses.ts'
import { usePages, useRead } from '#ui/client/hooks.ts'
import { useSession } from '#ui/client/session-context.ts'
import { FilterSelect } from '#ui/components/filter-select.tsx'
import { FilterDay } from '#ui/components/filter-day.tsx'
import { ExportMenu } from '#ui/components/export-menu.tsx'
import { MoreButton } from '#ui/components/more-button.tsx'
import { PageHead } from '#ui/components/page-head.tsx'
import { EmptyState, ErrorState, Loading } from '#ui/components/states.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { BoxFormsButton } from '#ui/screens/box-forms/box-forms.tsx'
import { SavedFilters } from '#ui/screens/saved/saved-filters.tsx'
import { RECORD_FILTERS, type RecordsSearch } from '#ui/search.ts'
import { FoundRecords } from './found-records.tsx'
import { FoundStubs } from './found-stubs.tsx'
import { RecordsTable } from './records-table.tsx'
import { SearchBox } from './search-box.tsx'
import { useHits } from './use-hits.ts'

/** Every record one may see, by any part of title, code or text, and by filters that stand in the address. */
export function RecordsPage() {
  const { t } = useText()
  const search = useSearch({ from: '/shell/records' })
  const navigate = useNavigate({ from: '/records' })
  const { allowed } = useSession()
  const { year, ...filters } = search
  const change = (part: Change) =>
    void navigate({ search: withoutEmpty({ ...search, ...part }), replace: true })
  return (
    <div className="page">
      <PageHead
        title={t('records:title')}
        actions={
          <>
            <ExportMenu
              addressOf={(format, language) =>
                exportAddress({
                  what: 'records',
                  ...filters,
                  ...(year === undefined ? {} : { formedInYear: year }),
                  format,
                  language,
                })
              }
            />
            <BoxFormsButton
              known={{
                ...(search.unitId === undefined ? {} : { unitId: search.unitId }),
                ...(year === undefined ? {} : { year }),
              }}
            />
            {allowed['import.bring'] && (
              <Link to="/imports">
                <Button tabIndex={-1}>{t('records:imports')}</Button>
              </Link>
            )}
            {allowed['record.create'] && (
              <Link to="/records/new">
                <Button type="primary" tabIndex={-1}>
                  {t('records:new')}
                </Button>
              </Link>
            )}
          </>
        }
      >
        <div className="filters">
          <Filters search={search} onChange={change} />
          <SavedFilters screen="records" search={search} />
        </div>
      </PageHead>
      <div className="page-body">
        {search.q === undefined ? (
          <AllRecords search={search} />
        ) : (
          <FoundRecords search={{ ...search, q: search.q }} onNarrow={change} />
        )}
      </div>
    </div>
  )
}

/** Without words: the newest first, as the filters narrow them. */
function AllRecords({ search }: { readonly search: RecordsSearch }) {
  const { t } = useText()
  const navigate = useNavigate({ from: '/records' })
  const { year, ...filters } = search
  const records = usePages('GET /api/records', {
    query: { ...filters, ...(year === undefined ? {} : { formedInYear: year }) },
  })
  const items = records.data?.pages.flatMap((page) => page.items) ?? []
  const total = records.data?.pages[0]?.total
  const stubs = records.data?.pages[0]?.stubs
  return (
    <>
      {records.isPending && <Loading rows={10} />}
      {records.error !== null && <ErrorState error={records.error} onRetry={() => void records.refetch()} />}
      {stubs?.items.length === 0 && items.length === 0 && (
        <EmptyState title={t('records:empty.title')} hint={t('records:empty.hint')}>
          {Object.keys(search).length > 0 && (
            <Button onClick={() => void navigate({ search: {} })}>{t('records:clear')}</Button>
          )}
        </EmptyState>
      )}
      {stubs !== undefined && (
        <FoundStubs
          stubs={stubs}
          form={items.length === 0 || Object.keys(search).length > 0 ? 'open' : 'line'}
        />
      )}
      {items.length > 0 && <RecordsTable items={items} />}
      {total !== undefined && items.length > 0 && (
        <MoreButton
          shown={items.length}
          total={total}
          hasMore={records.hasNextPage}
          isBusy={records.isFetchingNextPage}
          onMore={() => void records.fetchNextPage()}
        />
      )}
    </>
  )
}

function withoutEmpty(search: Change): RecordsSearch {
  const entries = Object.entries(search).filter(([, value]) => value !== undefined && value !== '')
  return Object.fromEntries(entries)
}

/** What is changed of the filters; undefined takes one away. */
type Change = { readonly [K in keyof RecordsSearch]?: RecordsSearch[K] | undefined }

const NOTHING: { readonly [K in keyof Required<RecordsSearch>]: undefined } = {
  q: undefined,
  state: undefined,
  classCode: undefined,
  unitId: undefined,
  year: undefined,
  step: undefined,
  grade: undefined,
  importId: undefined,
  dueFrom: undefined,
  dueTo: undefined,
}

interface FiltersProps {
  readonly search: RecordsSearch
  readonly onChange: (part: Change) => void
}

function Filters({ search, onChange }: FiltersProps) {
  const { t, say } = useText()
  const { toFirst } = useHits()
  const units = useRead('GET /api/units', {}).data?.items ?? []
  const classes = useRead('GET /api/classes', {}).data?.items ?? []
  return (
    <search>
      <form
        className="filters"
        aria-label={t('records:filters')}
        onSubmit={(event) => event.preventDefault()}
      >
        <SearchBox q={search.q ?? ''} onSearch={(q) => onChange({ q })} onLeave={toFirst} />
        <FilterSelect
          label={t('records:state')}
          width={116}
          value={search.state}
          options={RECORD_FILTERS.map((name) => ({
            value: name,
            label: t(`vocabulary:recordState.${name}`),
          }))}
          onChange={(state) => onChange({ state })}
        />
        <FilterSelect
          label={t('class')}
          width={176}
          listWidth={360}
          list="long"
          value={search.classCode}
          options={classes.map((entry) => ({ value: entry.code, label: `${entry.code} ${entry.title}` }))}
          onChange={(classCode) => onChange({ classCode })}
        />
        <FilterSelect
          label={t('unit')}
          width={150}
          list="long"
          value={search.unitId}
          options={units.map((unit) => ({ value: unit.id, label: say(unit.name) }))}
          onChange={(unitId) => onChange({ unitId })}
        />
        <FilterDay
          id="due-from"
          label={t('records:dueFrom')}
          value={search.dueFrom}
          onChange={(dueFrom) => onChange({ dueFrom })}
        />
        <FilterDay
          id="due-to"
          label={t('records:dueTo')}
          value={search.dueTo}
          onChange={(dueTo) => onChange({ dueTo })}
        />
        {search.importId !== undefined && (
          <Link to="/imports/$importId" params={{ importId: search.importId }} className="tag info">
            {t('records:ofImport')}
          </Link>
        )}
        {Object.keys(search).length > 0 && (
          <Button type="text" onClick={() => onChange(NOTHING)}>
            {t('records:clear')}
          </Button>
        )}
      </form>
    </search>
  )
}
