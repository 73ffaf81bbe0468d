import { Link } from '@tanstack/react-router'
import type { TransferDueView } from '#api/contract/transfer.ts'
import { Clipped } from '#ui/components/clipped.tsx'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'

interface DueTableProps {
  readonly items: readonly TransferDueView[]
  readonly chosen: readonly string[]
  /** Absent for those who may look and not build. */
  readonly onChoose?: (keys: readonly string[]) => void
}

export function DueTable({ items, chosen, onChoose }: DueTableProps) {
  const text = useText()
  const { t } = text
  return (
    <DataTable<TransferDueView>
      name="transfer-due"
      caption={t('transfer:tab.due')}
      items={items}
      keyOf={(item) => item.recordId}
      columns={columnsOf(text)}
      {...(onChoose === undefined
        ? {}
        : {
            selection: {
              keys: chosen,
              onChange: onChoose,
              isClosed: (item) => item.isHeld,
              labelOf: (item) => t('transfer:choose', { title: item.title }),
            },
          })}
    />
  )
}

function columnsOf({ t, say }: Text): readonly Column<TransferDueView>[] {
  return [
    {
      title: t('archivalCode'),
      width: 216,
      render: (item) => <Clipped className="code" text={item.archivalCode ?? t('uncoded')} />,
    },
    {
      title: t('title'),
      render: (item) => (
        <span className="row">
          <Link to="/records/$recordId" params={{ recordId: item.recordId }} className="clip">
            {item.title}
          </Link>
          {item.isHeld && <Tag tone="over">{t('held')}</Tag>}
        </span>
      ),
    },
    {
      key: 'class',
      title: t('class'),
      width: 150,
      render: (item) => <Clipped text={`${item.classCode} ${item.className}`} />,
    },
    { key: 'unit', title: t('unit'), width: 172, render: (item) => <Clipped text={say(item.unitName)} /> },
    {
      key: 'due',
      title: t('transfer:dueOn'),
      width: 104,
      render: (item) => item.transferDueOn ?? t('transfer:decided', { on: item.decidedOn ?? '' }),
    },
    {
      key: 'receiver',
      title: t('transfer:receiver'),
      width: 108,
      render: (item) => <Clipped text={t(`vocabulary:receiver.${item.receiver}`)} />,
    },
    { key: 'pages', title: t('pages'), width: 60, align: 'right', render: (item) => item.pages ?? '–' },
  ]
}
