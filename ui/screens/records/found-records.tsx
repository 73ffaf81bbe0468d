import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { FoundRecordView } from '#api/contract/search.ts'
import { usePages } from '#ui/client/hooks.ts'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { countText } from '#ui/components/figures.ts'
import { Marked } from '#ui/components/marked.tsx'
import { MoreButton } from '#ui/components/more-button.tsx'
import { EmptyState, ErrorState, Loading } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'
import type { RecordsSearch } from '#ui/search.ts'
import { Facets, type Narrow } from './facets.tsx'
import { FoundStubs } from './found-stubs.tsx'
import './found-records.css'

interface FoundRecordsProps {
  readonly search: RecordsSearch & { readonly q: string }
  readonly onNarrow: Narrow
}

/** What a search found: where in the record or on which page, and beside it how many of each kind, by which one narrows. */
export function FoundRecords({ search, onNarrow }: FoundRecordsProps) {
  const text = useText()
  const { t } = text
  const { year, ...filters } = search
  const found = usePages('GET /api/search', {
    query: { ...filters, ...(year === undefined ? {} : { formedInYear: year }) },
  })
  const first = found.data?.pages[0]
  const items = found.data?.pages.flatMap((page) => page.items) ?? []
  if (found.isPending) return <Loading rows={10} />
  if (first === undefined) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  const isNarrowed = Object.keys(search).length > 1
  if (items.length === 0 && first.stubs.items.length === 0)
    return (
      <EmptyState title={t('records:empty.title')} hint={t('records:empty.hint')}>
        {isNarrowed && <Button onClick={() => onNarrow(NOT_NARROWED)}>{t('records:searchAll')}</Button>}
      </EmptyState>
    )
  return (
    <div className="found" aria-busy={found.isPlaceholderData}>
      <Facets facets={first.facets} search={search} onNarrow={onNarrow} />
      <div className="stack tight">
        <output className="muted">{t('records:found', { total: countText(first.total) })}</output>
        <FoundStubs stubs={first.stubs} form="open" />
        {items.length > 0 && (
          <DataTable
            name="found"
            caption={t('records:title')}
            items={items}
            keyOf={({ record }) => record.id}
            columns={columnsOf(text, search.q)}
          />
        )}
        {items.length > 0 && (
          <MoreButton
            shown={items.length}
            total={first.total}
            hasMore={found.hasNextPage}
            isBusy={found.isFetchingNextPage}
            onMore={() => void found.fetchNextPage()}
          />
        )}
      </div>
    </div>
  )
}

const NOT_NARROWED: Parameters<Narrow>[0] = {
  state: undefined,
  classCode: undefined,
  unitId: undefined,
  year: undefined,
  step: undefined,
  grade: undefined,
}

function columnsOf({ t, say }: Text, q: string): readonly Column<FoundRecordView>[] {
  return [
    {
      title: t('archivalCode'),
      width: 224,
      render: ({ record, archivalCode }) => (
        <span className="code clip">
          {record.archivalCode === null ? t('uncoded') : <Marked parts={archivalCode} />}
        </span>
      ),
    },
    {
      title: t('title'),
      render: (found) => <Hit found={found} q={q} />,
    },
    { key: 'formed', title: t('formedOn'), width: 98, render: ({ record }) => record.formedOn },
    {
      key: 'place',
      title: t('place'),
      width: 148,
      render: ({ record }) => (
        <span className="row wrap">
          <Tag tone={record.place.step === 'keep' ? 'ok' : 'plain'}>{say(record.place.name)}</Tag>
          {record.isHeld && <Tag tone="over">{t('held')}</Tag>}
        </span>
      ),
    },
    {
      key: 'ends',
      title: t('endsOn'),
      width: 98,
      render: ({ record }) => record.retentionEndsOn ?? (record.isPermanent ? t('permanent') : '–'),
    },
  ]
}

/** The title with what was found in it, or the line of the page that leads to that very page. */
function Hit({ found, q }: { readonly found: FoundRecordView; readonly q: string }) {
  const { t, say } = useText()
  const { record, title, page } = found
  if (page === null)
    return (
      <>
        <Link data-hit="" to="/records/$recordId" params={{ recordId: record.id }} className="clip">
          <Marked parts={title} />
        </Link>
        <span className="faint small">{say(record.unitName)}</span>
      </>
    )
  return (
    <>
      <Link
        data-hit=""
        to="/records/$recordId"
        params={{ recordId: record.id }}
        search={{ tab: 'contents', object: page.objectId, page: page.page, q }}
        className="clip"
      >
        <Marked parts={title} />
      </Link>
      <span className="page-line">
        <span className="faint">{t('records:onPage', { page: page.page })}</span> <Marked parts={page.line} />
      </span>
    </>
  )
}
