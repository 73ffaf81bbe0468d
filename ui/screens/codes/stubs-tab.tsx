import { useState } from 'react'
import type { SecretStubsView, SecretStubView } from '#api/contract/secret-stubs.ts'
import { usePages } from '#ui/client/hooks.ts'
import { ActionButton } from '#ui/components/action-button.tsx'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { MoreButton } from '#ui/components/more-button.tsx'
import { EmptyState, ErrorState, Loading } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'
import { EndStub } from './end-stub.tsx'
import { EnterStub } from './enter-stub.tsx'

/** Stubs of classified files: that one exists, where and for how long; nothing of what it says is ever here. */
export function StubsTab() {
  const text = useText()
  const { t } = text
  const stubs = usePages('GET /api/secret-stubs', { query: {} })
  const [isEntering, setEntering] = useState(false)
  const [ending, setEnding] = useState<SecretStubView>()
  const first = stubs.data?.pages[0]
  const items = stubs.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section className="card stack">
      <div className="row wrap spread">
        <h2>{t('codes:stub.title')}</h2>
        {first !== undefined && (
          <ActionButton action={first.allowed.enter} onClick={() => setEntering(true)}>
            {t('codes:stub.enter')}…
          </ActionButton>
        )}
      </div>
      <p className="muted">{t('codes:stub.hint')}</p>
      {stubs.isPending && <Loading rows={4} />}
      {stubs.error !== null && <ErrorState error={stubs.error} onRetry={() => void stubs.refetch()} />}
      {first !== undefined && items.length === 0 && (
        <EmptyState title={t('codes:stub.none')} hint={t('codes:stub.noneHint')} />
      )}
      {items.length > 0 && (
        <DataTable
          caption={t('codes:stub.title')}
          items={items}
          keyOf={({ id }) => id}
          columns={columnsOf(text, setEnding)}
        />
      )}
      {first !== undefined && stubs.hasNextPage && (
        <MoreButton
          shown={items.length}
          total={first.total}
          hasMore
          isBusy={stubs.isFetchingNextPage}
          onMore={() => void stubs.fetchNextPage()}
        />
      )}
      {isEntering && first !== undefined && <Entering view={first} onClose={() => setEntering(false)} />}
      {ending !== undefined && <EndStub stub={ending} onClose={() => setEnding(undefined)} />}
    </section>
  )
}

function Entering({ view, onClose }: { readonly view: SecretStubsView; readonly onClose: () => void }) {
  return <EnterStub fonds={view.fonds} onClose={onClose} />
}

function columnsOf(
  { t, say }: Text,
  onEnd: (stub: SecretStubView) => void,
): readonly Column<SecretStubView>[] {
  return [
    {
      title: t('codes:stub.file'),
      render: ({ code }) => (
        <span className="stack tight">
          <span>{t('codes:stub.name')}</span>
          <span className="code faint">{code ?? t('codes:stub.uncoded')}</span>
        </span>
      ),
    },
    {
      title: t('codes:stub.grade'),
      width: 110,
      render: ({ grade }) => <Tag tone="over">{t(`codes:stub.grades.${grade}`)}</Tag>,
    },
    {
      title: t('codes:stub.until'),
      width: 125,
      render: ({ secretUntilYear }) => secretUntilYear ?? t('codes:stub.open'),
    },
    {
      title: t('codes:stub.classYear'),
      width: 125,
      render: ({ classCode, year }) => `${classCode} · ${year}`,
    },
    { title: t('codes:stub.unit'), width: 125, render: ({ formingUnitName }) => say(formingUnitName) },
    {
      title: t('codes:stub.custody'),
      width: 125,
      render: ({ custodyCode }) => <span className="code">{custodyCode}</span>,
    },
    {
      title: t('codes:stub.entered'),
      width: 130,
      render: ({ enteredOn, enteredBy }) => `${enteredOn} ${say(enteredBy.name)}`,
    },
    {
      title: t('codes:state'),
      width: 150,
      render: (stub) =>
        stub.ended === null ? (
          <ActionButton size="small" action={stub.allowed.end} onClick={() => onEnd(stub)}>
            {t('codes:stub.end')}…
          </ActionButton>
        ) : (
          <span className="muted">
            {t(`codes:stub.ends.${stub.ended.as}`)} · {stub.ended.on} · {stub.ended.reference}
          </span>
        ),
    },
  ]
}
