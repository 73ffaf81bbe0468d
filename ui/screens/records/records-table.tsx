import { Link } from '@tanstack/react-router'
import { Table, type TableColumnsType, type TableProps } from 'antd'
import type { RecordSummaryView } from '#api/contract/records.ts'
import { Clipped } from '#ui/components/clipped.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'

interface RecordsTableProps {
  readonly items: readonly RecordSummaryView[]
  readonly selection?: TableProps<RecordSummaryView>['rowSelection']
}

export function RecordsTable({ items, selection }: RecordsTableProps) {
  const text = useText()
  return (
    <Table<RecordSummaryView>
      className="panel"
      size="small"
      rowKey="id"
      pagination={false}
      tableLayout="fixed"
      dataSource={[...items]}
      columns={columnsOf(text)}
      {...(selection === undefined ? {} : { rowSelection: selection })}
    />
  )
}

function columnsOf({ t, say }: Text): TableColumnsType<RecordSummaryView> {
  return [
    {
      title: t('archivalCode'),
      width: 216,
      render: (_, record) => <Clipped className="code" text={record.archivalCode ?? t('uncoded')} />,
    },
    {
      title: t('title'),
      render: (_, record) => (
        <Link to="/records/$recordId" params={{ recordId: record.id }}>
          <Clipped text={record.title} />
        </Link>
      ),
    },
    { title: t('unit'), width: 108, render: (_, record) => <Clipped text={say(record.unitName)} /> },
    { title: t('formedOn'), width: 96, dataIndex: 'formedOn' },
    {
      title: t('place'),
      width: 150,
      render: (_, record) => (
        <span className="row">
          <Tag tone={record.place.step === 'keep' ? 'ok' : 'plain'}>{say(record.place.name)}</Tag>
          {record.isHeld && <Tag tone="over">{t('held')}</Tag>}
          {record.isOverdue && !record.isHeld && <Tag tone="over">{t('overdue')}</Tag>}
        </span>
      ),
    },
    { title: t('endsOn'), width: 96, render: (_, record) => record.retentionEndsOn ?? '–' },
    { title: t('pages'), width: 60, align: 'right', render: (_, record) => record.pages ?? '–' },
  ]
}
