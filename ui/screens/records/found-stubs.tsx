import { Link } from '@tanstack/react-router'
import type { FoundStubsView, FoundStubView } from '#api/contract/secret-stubs.ts'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { countText } from '#ui/components/figures.ts'
import { Tag } from '#ui/components/tag.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'

interface FoundStubsProps {
  readonly stubs: FoundStubsView
  /** Open where one looks for something, else a line above the records. */
  readonly form: 'open' | 'line'
}

/** Stubs of classified files among the records, as their own kind: that one exists, and nothing of what it says. */
export function FoundStubs({ stubs, form }: FoundStubsProps) {
  const text = useText()
  const { t } = text
  if (stubs.items.length === 0) return null
  return (
    <details className="stack tight" open={form === 'open'}>
      <summary>{t('records:stubs.count', { total: countText(stubs.total) })}</summary>
      <DataTable
        caption={t('codes:stub.title')}
        items={stubs.items}
        keyOf={({ id }) => id}
        columns={columnsOf(text)}
      />
      {(stubs.total.isCapped || stubs.total.count > stubs.items.length) && (
        <Link to="/settings" search={{ tab: 'stubs' }}>
          {t('records:stubs.all')}
        </Link>
      )}
    </details>
  )
}

function columnsOf({ t, say }: Text): readonly Column<FoundStubView>[] {
  return [
    {
      title: t('archivalCode'),
      width: 212,
      render: ({ code }) => <span className="code clip">{code ?? t('codes:stub.uncoded')}</span>,
    },
    {
      title: t('codes:stub.file'),
      render: ({ custodyCode, endedAs }) => (
        <span className="row wrap">
          <Link data-hit="" to="/settings" search={{ tab: 'stubs', q: custodyCode }}>
            {t('codes:stub.name')} <span className="code">{custodyCode}</span>
          </Link>
          {endedAs !== null && <span className="muted">{t(`codes:stub.ends.${endedAs}`)}</span>}
        </span>
      ),
    },
    {
      title: t('codes:stub.grade'),
      width: 110,
      render: ({ grade }) => <Tag tone="over">{t(`codes:stub.grades.${grade}`)}</Tag>,
    },
    {
      title: t('codes:stub.classYear'),
      width: 125,
      render: ({ classCode, year }) => `${classCode} · ${year}`,
    },
    {
      title: t('codes:stub.unit'),
      width: 168,
      render: ({ formingUnitName }) => say(formingUnitName),
    },
  ]
}
