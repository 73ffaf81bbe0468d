import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { ImportView } from '#api/contract/imports.ts'
import { usePages } from '#ui/client/hooks.ts'
import { Clipped } from '#ui/components/clipped.tsx'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { numberText } from '#ui/components/figures.ts'
import { MoreButton } from '#ui/components/more-button.tsx'
import { PageHead } from '#ui/components/page-head.tsx'
import { EmptyState, ErrorState, Loading } from '#ui/components/states.tsx'
import { When } from '#ui/components/when.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'
import { StateTag } from './state-tag.tsx'

/** Every import that one may see, the newest first. */
export function ImportsPage() {
  const text = useText()
  const { t } = text
  const imports = usePages('GET /api/imports', {})
  const items = imports.data?.pages.flatMap((page) => page.items) ?? []
  const [first] = imports.data?.pages ?? []
  return (
    <div className="page">
      <PageHead title={t('imports:title')} actions={first?.bring.allowed === true && <BringButton />}>
        <p className="muted">{t('imports:hint')}</p>
      </PageHead>
      <div className="page-body">
        {imports.isPending && <Loading rows={8} />}
        {imports.error !== null && (
          <ErrorState error={imports.error} onRetry={() => void imports.refetch()} />
        )}
        {first !== undefined && items.length === 0 && (
          <EmptyState title={t('imports:none.title')} hint={t('imports:none.hint')}>
            {first.bring.allowed && <BringButton />}
          </EmptyState>
        )}
        {items.length > 0 && (
          <DataTable
            name="imports"
            caption={t('imports:title')}
            items={items}
            keyOf={({ id }) => id}
            columns={columnsOf(text)}
          />
        )}
        {first !== undefined && items.length > 0 && (
          <MoreButton
            shown={items.length}
            total={first.total}
            hasMore={imports.hasNextPage}
            isBusy={imports.isFetchingNextPage}
            onMore={() => void imports.fetchNextPage()}
          />
        )}
      </div>
    </div>
  )
}

function BringButton() {
  const { t } = useText()
  return (
    <Link to="/imports/new">
      <Button type="primary" tabIndex={-1}>
        {t('imports:bring')}
      </Button>
    </Link>
  )
}

function columnsOf({ t, say }: Text): readonly Column<ImportView>[] {
  const count = (value: number | null | undefined) =>
    value === null || value === undefined ? <span className="faint">–</span> : numberText(value)
  return [
    {
      title: t('imports:name'),
      render: ({ id, name }) => (
        <Link to="/imports/$importId" params={{ importId: id }} className="clip">
          {name}
        </Link>
      ),
    },
    { title: t('imports:state.label'), width: 110, render: ({ state }) => <StateTag state={state} /> },
    {
      key: 'file',
      title: t('imports:file'),
      width: 150,
      render: ({ fileName }) => <Clipped text={fileName} />,
    },
    { key: 'unit', title: t('unit'), width: 140, render: ({ unitName }) => <Clipped text={say(unitName)} /> },
    { key: 'rows', title: t('imports:rows'), width: 76, align: 'right', render: ({ rows }) => count(rows) },
    {
      key: 'faulty',
      title: t('imports:faulty'),
      width: 76,
      align: 'right',
      render: ({ rows, goodRows }) => count(rows === null ? null : rows - (goodRows ?? 0)),
    },
    {
      key: 'imported',
      title: t('imports:verdict.imported'),
      width: 84,
      align: 'right',
      render: ({ counts }) => count(counts['imported']),
    },
    {
      key: 'by',
      title: t('imports:broughtBy'),
      width: 120,
      render: ({ broughtBy, operator }) => <Clipped text={operator ?? say(broughtBy.name)} />,
    },
    {
      key: 'at',
      title: t('imports:broughtAt'),
      width: 136,
      render: ({ broughtAt }) => <When at={broughtAt} />,
    },
  ]
}
