import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { FacetsView, FoundRecordView } from '#api/contract/search.ts'
import { usePages, useRead } from '#ui/client/hooks.ts'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { Marked } from '#ui/components/marked.tsx'
import { MoreButton } from '#ui/components/more-button.tsx'
import { EmptyState, ErrorState, Loading } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'
import type { RecordsSearch } from '#ui/search.ts'

interface FoundRecordsProps {
  readonly search: RecordsSearch & { readonly q: string }
  readonly onNarrow: (part: RecordsSearch) => void
}

/** What a search found: where in the record, and how many of each unit, class and year, by which one narrows. */
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
  if (items.length === 0)
    return <EmptyState title={t('records:empty.title')} hint={t('records:empty.hint')} />
  return (
    <>
      <Facets facets={first.facets} onNarrow={onNarrow} />
      <DataTable
        caption={t('records:title')}
        items={items}
        keyOf={({ record }) => record.id}
        columns={columnsOf(text)}
      />
      <MoreButton
        shown={items.length}
        total={first.total}
        hasMore={found.hasNextPage}
        isBusy={found.isFetchingNextPage}
        onMore={() => void found.fetchNextPage()}
      />
    </>
  )
}

/** As many of a facet as stand on one line. */
const MOST_SHOWN = 5

function Facets({
  facets,
  onNarrow,
}: {
  readonly facets: FacetsView
  readonly onNarrow: FoundRecordsProps['onNarrow']
}) {
  const { t, say } = useText()
  const units = useRead('GET /api/units', {}).data?.items ?? []
  const unitName = (id: string) => {
    const unit = units.find((one) => one.id === id)
    return unit === undefined ? id : say(unit.name)
  }
  const groups = [
    { label: t('unit'), facet: facets.unit, name: unitName, part: (unitId: string) => ({ unitId }) },
    {
      label: t('class'),
      facet: facets.class,
      name: (code: string) => code,
      part: (classCode: string) => ({ classCode }),
    },
    {
      label: t('records:year'),
      facet: facets.year,
      name: (year: string) => year,
      part: (year: string) => ({ year: Number(year) }),
    },
  ]
  return (
    <section className="row" aria-label={t('records:narrow')} style={{ flexWrap: 'wrap' }}>
      {groups.map(({ label, facet, name, part }) => (
        <span key={label} className="row">
          <span className="faint">{label}</span>
          {facet.slice(0, MOST_SHOWN).map(({ value, count }) => (
            <Button key={value} size="small" onClick={() => onNarrow(part(value))}>
              {name(value)} {count}
            </Button>
          ))}
        </span>
      ))}
    </section>
  )
}

function columnsOf({ t, say }: Text): readonly Column<FoundRecordView>[] {
  return [
    {
      title: t('archivalCode'),
      width: 216,
      render: ({ record, archivalCode }) => (
        <span className="code clip">
          {record.archivalCode === null ? t('uncoded') : <Marked parts={archivalCode} />}
        </span>
      ),
    },
    {
      title: t('title'),
      render: ({ record, title, page }) => (
        <>
          <Link to="/records/$recordId" params={{ recordId: record.id }}>
            <Marked parts={title} />
          </Link>
          {page !== null && (
            <div className="muted">
              {t('records:onPage', { page: page.page })} <Marked parts={page.line} />
            </div>
          )}
        </>
      ),
    },
    { title: t('unit'), width: 168, render: ({ record }) => say(record.unitName) },
    { title: t('formedOn'), width: 98, render: ({ record }) => record.formedOn },
    {
      title: t('place'),
      width: 196,
      render: ({ record }) => (
        <span className="row">
          <Tag tone={record.place.step === 'keep' ? 'ok' : 'plain'}>{say(record.place.name)}</Tag>
          {record.isHeld && <Tag tone="over">{t('held')}</Tag>}
        </span>
      ),
    },
    {
      title: t('endsOn'),
      width: 98,
      render: ({ record }) => record.retentionEndsOn ?? (record.isPermanent ? t('permanent') : '–'),
    },
  ]
}
