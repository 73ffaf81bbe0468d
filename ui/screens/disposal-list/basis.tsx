import { Link } from '@tanstack/react-router'
import type { ListBasisView, ListDetailView } from '#api/contract/disposal.ts'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { countText, numberText } from '#ui/components/figures.ts'
import { Tag } from '#ui/components/tag.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'

/** Under which rules the items stand, and what of the same class stays: who decides compares the two. */
export function Basis({ list }: { readonly list: ListDetailView }) {
  const text = useText()
  if (list.basis.length === 0) return null
  return (
    <section className="stack tight">
      <h2>{text.t('list:basis.title')}</h2>
      <DataTable
        caption={text.t('list:basis.title')}
        items={list.basis}
        keyOf={(basis) => `${basis.classCode} ${basis.rule?.version ?? ''}`}
        columns={columnsOf(text)}
      />
    </section>
  )
}

function columnsOf(text: Text): readonly Column<ListBasisView>[] {
  const { t } = text
  return [
    {
      title: t('class'),
      render: ({ classCode, className }) => (
        <>
          <span className="code">{classCode}</span> {className}
        </>
      ),
    },
    {
      title: t('list:basis.rule'),
      width: 152,
      render: ({ rule }) =>
        rule === null ? (
          '–'
        ) : (
          <>
            {rule.source} <span className="faint nowrap">{rule.version}</span>
          </>
        ),
    },
    {
      title: t('list:basis.period'),
      width: 80,
      render: ({ rule }) =>
        rule === null || rule.periodYears === null ? '–' : t('list:basis.years', { count: rule.periodYears }),
    },
    {
      title: t('list:basis.formed'),
      width: 92,
      render: ({ formedFrom, formedTo }) => span(formedFrom.slice(0, 4), formedTo.slice(0, 4)),
    },
    { title: t('list:basis.listed'), width: 62, align: 'right', render: (row) => numberText(row.listed) },
    { title: t('list:basis.staying'), width: 120, render: (row) => <Staying basis={row} text={text} /> },
  ]
}

const span = (from: string, to: string): string => (from === to ? from : `${from}–${to}`)

/** What of the class is neither on this list nor at its end; what of it is held says that a dispute may be near. */
function Staying({ basis, text: { t } }: { readonly basis: ListBasisView; readonly text: Text }) {
  const { staying, stayingHeld, classCode } = basis
  if (staying.count === 0) return <span className="muted">{t('none')}</span>
  return (
    <span className="row wrap">
      <Link to="/records" search={{ classCode }}>
        {t('list:basis.count', { shown: countText(staying), count: staying.count })}
      </Link>
      {stayingHeld.count > 0 && (
        <Link to="/records" search={{ classCode, state: 'held' }}>
          <Tag tone="over">{t('list:basis.held', { shown: countText(stayingHeld) })}</Tag>
        </Link>
      )}
    </span>
  )
}
