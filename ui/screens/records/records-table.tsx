import { Link } from '@tanstack/react-router'
import type { RecordSummaryView } from '#api/contract/records.ts'
import { Clipped } from '#ui/components/clipped.tsx'
import { DataTable, type Column, type Selection } from '#ui/components/data-table.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'

interface RecordsTableProps {
  readonly items: readonly RecordSummaryView[]
  readonly selection?: Selection<RecordSummaryView>
}

export function RecordsTable({ items, selection }: RecordsTableProps) {
  const text = useText()
  return (
    <DataTable
      name="records"
      caption={text.t('records:title')}
      items={items}
      keyOf={(record) => record.id}
      columns={columnsOf(text)}
      {...(selection === undefined ? {} : { selection })}
    />
  )
}

function columnsOf({ t, say }: Text): readonly Column<RecordSummaryView>[] {
  return [
    {
      key: 'code',
      title: t('archivalCode'),
      width: 216,
      render: (record) => <Clipped className="code" text={record.archivalCode ?? t('uncoded')} />,
    },
    {
      title: t('title'),
      render: (record) => (
        <Link data-hit="" to="/records/$recordId" params={{ recordId: record.id }}>
          <Clipped text={record.title} />
        </Link>
      ),
    },
    {
      key: 'unit',
      title: t('unit'),
      width: 160,
      render: (record) => <Clipped text={say(record.unitName)} />,
    },
    { key: 'formed', title: t('formedOn'), width: 98, render: (record) => record.formedOn },
    {
      key: 'place',
      title: t('place'),
      width: 196,
      render: (record) => (
        <span className="row">
          <Tag tone={record.place.step === 'keep' ? 'ok' : 'plain'}>{say(record.place.name)}</Tag>
          {record.isHeld && <Tag tone="over">{t('held')}</Tag>}
          {record.isOverdue && !record.isHeld && <Tag tone="over">{t('overdue')}</Tag>}
        </span>
      ),
    },
    {
      key: 'ends',
      title: t('endsOn'),
      width: 98,
      render: (record) => record.retentionEndsOn ?? (record.isPermanent ? t('permanent') : '–'),
    },
    { key: 'pages', title: t('pages'), width: 64, align: 'right', render: (record) => record.pages ?? '–' },
  ]
}
