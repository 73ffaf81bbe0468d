import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import type { RecordSummaryView } from '#api/contract/records.ts'
import { exportAddress } from '#ui/client/addresses.ts'
import { usePages } from '#ui/client/hooks.ts'
import { useSession } from '#ui/client/session-context.ts'
import { Clipped } from '#ui/components/clipped.tsx'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { ExportMenu } from '#ui/components/export-menu.tsx'
import { MoreButton } from '#ui/components/more-button.tsx'
import { EmptyState, ErrorState, Loading } from '#ui/components/states.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'
import { GivePlaceButton } from './place-dialog.tsx'
import { PlaceDesk } from './place-desk.tsx'
import { UnplacedFilters } from './unplaced-filters.tsx'

/** Paper of which no cell is known, the newest first, and the desk at which it is put away. */
export function UnplacedTab() {
  const { allowed } = useSession()
  const { unitId, classCode, year } = useSearch({ from: '/shell/store' })
  const asked = {
    state: 'unshelved',
    ...(unitId === undefined ? {} : { unitId }),
    ...(classCode === undefined ? {} : { classCode }),
    ...(year === undefined ? {} : { formedInYear: year }),
  } as const
  return (
    <div className="page-body stack">
      {allowed['paper.move'] && <PlaceDesk />}
      <div className="row wrap">
        <UnplacedFilters />
        <span className="grow" />
        <ExportMenu
          addressOf={(format, language) => exportAddress({ what: 'records', ...asked, format, language })}
        />
      </div>
      <Unplaced asked={asked} />
    </div>
  )
}

interface UnplacedProps {
  readonly asked: {
    readonly state: 'unshelved'
    readonly unitId?: string
    readonly classCode?: string
    readonly formedInYear?: number
  }
}

function Unplaced({ asked }: UnplacedProps) {
  const text = useText()
  const { t } = text
  const { allowed } = useSession()
  const navigate = useNavigate({ from: '/store' })
  const records = usePages('GET /api/records', { query: asked })
  const items = records.data?.pages.flatMap((page) => page.items) ?? []
  const total = records.data?.pages[0]?.total
  if (records.isPending) return <Loading rows={8} />
  if (records.error !== null)
    return <ErrorState error={records.error} onRetry={() => void records.refetch()} />
  if (items.length === 0 && Object.keys(asked).length === 1)
    return <EmptyState title={t('store:unplaced.empty')} hint={t('store:unplaced.emptyHint')} />
  if (items.length === 0)
    return (
      <EmptyState title={t('store:unplaced.none')} hint={t('store:unplaced.noneHint')}>
        <Button onClick={() => void navigate({ search: { tab: 'unplaced' } })}>{t('store:clear')}</Button>
      </EmptyState>
    )
  return (
    <>
      <DataTable
        name="unplaced"
        caption={t('store:tab.unplaced')}
        items={items}
        keyOf={(record) => record.id}
        columns={columnsOf(text, allowed['paper.move'] ? [giveColumn(text)] : [])}
      />
      {total !== undefined && (
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

type RecordColumn = Column<RecordSummaryView>

function columnsOf({ t, say }: Text, acts: readonly RecordColumn[]): readonly RecordColumn[] {
  return [
    {
      title: t('archivalCode'),
      width: 216,
      render: (record) => <Clipped className="code" text={record.archivalCode ?? t('uncoded')} />,
    },
    {
      title: t('title'),
      render: (record) => (
        <Link to="/records/$recordId" params={{ recordId: record.id }} search={{ tab: 'contents' }}>
          <Clipped text={record.title} />
        </Link>
      ),
    },
    {
      key: 'class',
      title: t('class'),
      width: 190,
      render: (record) => <Clipped text={`${record.classCode} ${record.className}`} />,
    },
    {
      key: 'unit',
      title: t('unit'),
      width: 150,
      render: (record) => <Clipped text={say(record.unitName)} />,
    },
    { key: 'formed', title: t('formedOn'), width: 98, render: (record) => record.formedOn },
    { key: 'pages', title: t('pages'), width: 64, align: 'right', render: (record) => record.pages ?? '–' },
    ...acts,
  ]
}

function giveColumn({ t }: Text): RecordColumn {
  return {
    title: t('store:give.column'),
    width: 132,
    render: (record) => <GivePlaceButton recordId={record.id} title={record.title} />,
  }
}
