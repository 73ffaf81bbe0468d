import { useNavigate, useSearch } from '@tanstack/react-router'
import { Input } from 'antd'
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
  const { q } = useSearch({ from: '/shell/settings' })
  const navigate = useNavigate({ from: '/settings' })
  const stubs = usePages('GET /api/secret-stubs', { query: q === undefined ? {} : { q } })
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
      <Input
        allowClear
        value={q ?? ''}
        maxLength={200}
        aria-label={t('codes:stub.q')}
        placeholder={t('codes:stub.q')}
        style={{ maxWidth: 340 }}
        onChange={({ target }) =>
          void navigate({
            search: { tab: 'stubs', ...(target.value === '' ? {} : { q: target.value }) },
            replace: true,
          })
        }
      />
      {stubs.isPending && <Loading rows={4} />}
      {stubs.error !== null && <ErrorState error={stubs.error} onRetry={() => void stubs.refetch()} />}
      {first !== undefined && items.length === 0 && (
        <EmptyState
          title={t(q === undefined ? 'codes:stub.none' : 'codes:stub.noMatch')}
          hint={t('codes:stub.noneHint')}
        />
      )}
      {items.length > 0 && (
        <DataTable
          name="stubs"
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
      key: 'grade',
      title: t('codes:stub.grade'),
      width: 125,
      render: ({ grade, secretUntilYear }) => (
        <>
          <Tag tone="over">{t(`codes:stub.grades.${grade}`)}</Tag>
          <div className="faint small">
            {secretUntilYear === null
              ? t('codes:stub.open')
              : t('codes:stub.until', { year: secretUntilYear })}
          </div>
        </>
      ),
    },
    {
      key: 'class',
      title: t('codes:stub.classYear'),
      width: 125,
      render: ({ classCode, year }) => `${classCode} · ${year}`,
    },
    {
      key: 'unit',
      title: t('codes:stub.unit'),
      width: 125,
      render: ({ formingUnitName }) => say(formingUnitName),
    },
    {
      key: 'custody',
      title: t('codes:stub.custody'),
      width: 125,
      render: ({ custodyCode }) => <span className="code">{custodyCode}</span>,
    },
    {
      key: 'entered',
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
