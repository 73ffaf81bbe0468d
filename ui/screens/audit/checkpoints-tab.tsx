import { useState } from 'react'
import { Button } from 'antd'
import type { CheckpointView } from '#api/contract/audit.ts'
import { usePages, useRead } from '#ui/client/hooks.ts'
import { CopyText, shortened } from '#ui/components/copy-text.tsx'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { Dialog } from '#ui/components/dialog.tsx'
import { numberText } from '#ui/components/figures.ts'
import { HashText } from '#ui/components/hash-text.tsx'
import { MoreButton } from '#ui/components/more-button.tsx'
import { Answered, EmptyState, ErrorState, Loading } from '#ui/components/states.tsx'
import { When } from '#ui/components/when.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'

/** The signed heads of the log, and the key with which anybody can check them. */
export function CheckpointsTab() {
  const text = useText()
  const { t } = text
  const checkpoints = usePages('GET /api/audit/checkpoints', {})
  const [shown, setShown] = useState<CheckpointView>()
  const items = checkpoints.data?.pages.flatMap((page) => page.items) ?? []
  const total = checkpoints.data?.pages[0]?.total
  return (
    <div className="page-body">
      <SigningKey />
      {checkpoints.isPending && <Loading rows={8} />}
      {checkpoints.error !== null && (
        <ErrorState error={checkpoints.error} onRetry={() => void checkpoints.refetch()} />
      )}
      {checkpoints.data !== undefined && items.length === 0 && (
        <EmptyState title={t('audit:checkpoint.none')} hint={t('audit:checkpoint.noneHint')} />
      )}
      {items.length > 0 && (
        <DataTable
          caption={t('audit:tab.checkpoints')}
          items={items}
          keyOf={(row) => String(row.number)}
          columns={columnsOf(text, setShown)}
        />
      )}
      {total !== undefined && items.length > 0 && (
        <MoreButton
          shown={items.length}
          total={total}
          hasMore={checkpoints.hasNextPage}
          isBusy={checkpoints.isFetchingNextPage}
          onMore={() => void checkpoints.fetchNextPage()}
        />
      )}
      {shown !== undefined && (
        <Dialog
          title={t('audit:checkpoint.note', { number: shown.number })}
          onClose={() => setShown(undefined)}
        >
          <pre className="audit-note">{shown.note}</pre>
          <CopyText
            value={shown.note}
            shown={t('audit:checkpoint.copy')}
            label={t('audit:checkpoint.text')}
          />
        </Dialog>
      )}
    </div>
  )
}

function SigningKey() {
  const { t } = useText()
  const key = useRead('GET /api/signing-key', {})
  return (
    <section className="card">
      <h2>{t('audit:key.title')}</h2>
      <Answered query={key} rows={2}>
        {(found) => (
          <>
            <p className="muted">{t('audit:key.hint')}</p>
            <HashText value={found.fingerprint} />
            <CopyText value={found.pem} shown={t('audit:key.copy')} label={t('audit:key.title')} />
          </>
        )}
      </Answered>
    </section>
  )
}

function columnsOf(
  { t }: Text,
  show: (checkpoint: CheckpointView) => void,
): readonly Column<CheckpointView>[] {
  return [
    { title: t('audit:checkpoint.number'), width: 72, align: 'right', render: (row) => row.number },
    { title: t('audit:day'), width: 104, render: (row) => row.on },
    { title: t('audit:checkpoint.made'), width: 150, render: (row) => <When at={row.madeAt} /> },
    {
      title: t('audit:checkpoint.size'),
      width: 120,
      align: 'right',
      render: (row) => numberText(row.treeSize),
    },
    {
      title: t('audit:checkpoint.root'),
      render: (row) => (
        <CopyText value={row.root} shown={shortened(row.root, 24, 8)} label={t('audit:checkpoint.root')} />
      ),
    },
    {
      title: t('audit:checkpoint.text'),
      width: 120,
      render: (row) => (
        <Button
          size="small"
          aria-label={t('audit:checkpoint.showNote', { number: row.number })}
          onClick={() => show(row)}
        >
          {t('audit:checkpoint.show')}
        </Button>
      ),
    },
  ]
}
