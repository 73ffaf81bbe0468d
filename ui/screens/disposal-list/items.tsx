import { Link } from '@tanstack/react-router'
import { Button, Table, type TableColumnsType } from 'antd'
import type { ListDetailView, ListItemView } from '#api/contract/disposal.ts'
import { VERDICTS } from '#domain/vocabulary.ts'
import { Clipped } from '#ui/components/clipped.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'
import type { Verdicts } from './use-verdicts.ts'
import { VerdictCell } from './verdict-cell.tsx'

interface ItemsProps {
  readonly list: ListDetailView
  readonly verdicts: Verdicts
}

const PAGE_SIZE = 50

/** The items in order of their codes; those that left stay in sight, struck through, with the reason. */
export function Items({ list, verdicts }: ItemsProps) {
  const text = useText()
  const { t } = text
  return (
    <section className="stack tight">
      {verdicts.isAsked && (
        <div className="row wrap">
          <strong>{t('list:verdict.all')}</strong>
          {VERDICTS.map((verdict) => (
            <Button key={verdict} size="small" onClick={() => verdicts.putAll(verdict)}>
              {t(`vocabulary:verdict.${verdict}`)}
            </Button>
          ))}
          <span className="muted">{t('list:verdict.missing', { count: verdicts.missing })}</span>
        </div>
      )}
      <Table<ListItemView>
        className="panel"
        size="small"
        rowKey="recordId"
        tableLayout="fixed"
        pagination={list.items.length > PAGE_SIZE ? { pageSize: PAGE_SIZE, showSizeChanger: false } : false}
        dataSource={list.items}
        rowClassName={(item) => (item.state === 'left' ? 'item-left' : '')}
        columns={columnsOf(text, verdicts)}
      />
    </section>
  )
}

function columnsOf(text: Text, verdicts: Verdicts): TableColumnsType<ListItemView> {
  const { t } = text
  const shared: TableColumnsType<ListItemView> = [
    {
      title: t('archivalCode'),
      width: 208,
      render: (_, item) => <Clipped className="code" text={item.archivalCode} />,
    },
    {
      title: t('title'),
      render: (_, item) => (
        <Link to="/records/$recordId" params={{ recordId: item.recordId }}>
          <Clipped text={item.title} />
        </Link>
      ),
    },
    { title: t('endsOn'), width: 92, dataIndex: 'retentionEndsOn' },
    { title: t('pages'), width: 52, align: 'right', render: (_, item) => item.pages ?? '–' },
  ]
  if (verdicts.isAsked) {
    return [
      ...shared,
      {
        title: t('list:verdict.mine'),
        width: 240,
        render: (_, item) =>
          item.state === 'left' ? leftText(item, text) : <VerdictCell item={item} verdicts={verdicts} />,
      },
    ]
  }
  return [
    ...shared,
    { title: t('list:verdict.title'), width: 150, render: (_, item) => opinionsOf(item, text) },
  ]
}

function leftText(item: ListItemView, { t }: Text) {
  const reason = item.leaveReason === null ? '' : t(`vocabulary:leave.${item.leaveReason}`)
  return <span className="muted">{[item.leftOn?.slice(5), reason].filter(Boolean).join(' ')}</span>
}

function opinionsOf(item: ListItemView, text: Text) {
  const { t, say } = text
  if (item.state === 'left') return leftText(item, text)
  if (item.state === 'destroyed') return <Tag tone="over">{t('vocabulary:item.destroyed')}</Tag>
  if (item.state === 'destroying') return <Tag tone="over">{t('vocabulary:item.destroying')}</Tag>
  if (item.opinions.length === 0) return <span className="faint">{t('list:verdict.none')}</span>
  const destroying = item.opinions.filter((opinion) => opinion.verdict === 'destroy').length
  const whole = item.opinions
    .map(
      (opinion) =>
        `${say(opinion.by.name)}: ${t(`vocabulary:verdict.${opinion.verdict}`)}${opinion.reason === null ? '' : ` (${opinion.reason})`}`,
    )
    .join('\n')
  return (
    <span title={whole}>
      {destroying === item.opinions.length
        ? t('list:verdict.unanimous', { count: destroying })
        : t('list:verdict.split', { destroy: destroying, all: item.opinions.length })}
    </span>
  )
}
