import type { AccessEntryView } from '#api/contract/audit.ts'
import { usePages } from '#ui/client/hooks.ts'
import { FilterSelect } from '#ui/components/filter-select.tsx'
import { Clipped } from '#ui/components/clipped.tsx'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { MoreButton } from '#ui/components/more-button.tsx'
import { EmptyState, ErrorState, Loading } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { When } from '#ui/components/when.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'
import { SavedFilters } from '#ui/screens/saved/saved-filters.tsx'
import { ACCESS_ACTIONS, ACCESS_RESULTS, type AuditSearch } from '#ui/search.ts'
import { ClearFilters, DaysFilter, PersonFilter } from './filters.tsx'
import { SubjectText } from './subject-text.tsx'
import { useAuditSearch } from './use-audit-search.ts'

/** Who looked at what, and who was refused. */
export function AccessTab() {
  const text = useText()
  const { t } = text
  const { search } = useAuditSearch()
  const entries = usePages('GET /api/audit/access', { query: queryOf(search) })
  const items = entries.data?.pages.flatMap((page) => page.items) ?? []
  const total = entries.data?.pages[0]?.total
  return (
    <div className="page-body">
      <AccessFilters />
      <SavedFilters screen="audit" search={search} />
      {entries.isPending && <Loading rows={10} />}
      {entries.error !== null && <ErrorState error={entries.error} onRetry={() => void entries.refetch()} />}
      {entries.data !== undefined && items.length === 0 && (
        <EmptyState title={t('audit:access.none')} hint={t('audit:events.noneHint')}>
          <ClearFilters />
        </EmptyState>
      )}
      {items.length > 0 && (
        <DataTable
          name="access-log"
          caption={t('audit:tab.access')}
          items={items}
          keyOf={(entry) => String(entry.id)}
          columns={columnsOf(text)}
        />
      )}
      {total !== undefined && items.length > 0 && (
        <MoreButton
          shown={items.length}
          total={total}
          hasMore={entries.hasNextPage}
          isBusy={entries.isFetchingNextPage}
          onMore={() => void entries.fetchNextPage()}
        />
      )}
    </div>
  )
}

function queryOf({ personId, action, result, from, to }: AuditSearch) {
  return {
    ...(personId === undefined ? {} : { personId }),
    ...(action === undefined ? {} : { action }),
    ...(result === undefined ? {} : { result }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  }
}

function columnsOf({ t, say }: Text): readonly Column<AccessEntryView>[] {
  return [
    { key: 'at', title: t('audit:at'), width: 140, render: (entry) => <When at={entry.at} /> },
    {
      key: 'person',
      title: t('audit:person'),
      width: 130,
      render: (entry) => (
        <Clipped text={entry.person === null ? t('audit:nobody') : say(entry.person.name)} />
      ),
    },
    {
      title: t('audit:what'),
      width: 230,
      render: (entry) => (
        <Clipped text={t(`audit:action.${actionOf(entry)}`, { defaultValue: entry.action })} />
      ),
    },
    {
      key: 'result',
      title: t('audit:result'),
      width: 200,
      render: (entry) =>
        entry.result === 'ok' ? (
          <Tag tone="ok">{t('audit:ok')}</Tag>
        ) : (
          <Clipped text={t(`problems:${entry.result}.title`, { defaultValue: entry.result })} />
        ),
    },
    {
      key: 'subject',
      title: t('audit:subject'),
      render: (entry) =>
        entry.subject === null ? (
          <Clipped className="faint" text={detailText(t, entry.detail)} />
        ) : (
          <>
            <SubjectText subject={entry.subject} />
            {entry.purpose !== null && (
              <Clipped className="faint" text={t('audit:purpose', { purpose: entry.purpose })} />
            )}
          </>
        ),
    },
  ]
}

/** Which page of the logs was read, and narrowed by what; anything else stands as it was noted. */
function detailText(t: Text['t'], detail: string | null): string {
  const [path = '', narrowing] = (detail ?? '').split('?')
  const part = path.startsWith('/api/audit/') ? path.split('/')[3] : undefined
  if (part === undefined) return detail ?? '–'
  const page = t(`audit:tab.${part === 'access' || part === 'rights' ? part : 'events'}`)
  if (narrowing === undefined) return page
  const said = [...new URLSearchParams(narrowing)].map(([name, value]) => `${name}=${value}`)
  return [page, ...said].join(' · ')
}

function AccessFilters() {
  const { t } = useText()
  const { search, change } = useAuditSearch()
  return (
    <search>
      <form className="filters" aria-label={t('audit:filters')} onSubmit={(event) => event.preventDefault()}>
        <PersonFilter />
        <FilterSelect
          label={t('audit:what')}
          width={150}
          value={search.action}
          options={ACCESS_ACTIONS.map((name) => ({ value: name, label: t(`audit:action.${name}`) }))}
          onChange={(action) => change({ action })}
        />
        <FilterSelect
          label={t('audit:result')}
          width={120}
          value={search.result}
          options={ACCESS_RESULTS.map((name) => ({ value: name, label: t(`audit:${name}`) }))}
          onChange={(result) => change({ result })}
        />
        <DaysFilter />
        <ClearFilters />
      </form>
    </search>
  )
}

/** A request that was refused before it was known what it does is logged by its address. */
function actionOf({ action }: AccessEntryView): string {
  if (action.startsWith('GET ')) return 'view'
  return action.includes(' ') ? 'act' : action
}
