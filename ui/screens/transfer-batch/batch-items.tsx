import { Link } from '@tanstack/react-router'
import { Input } from 'antd'
import { useState } from 'react'
import type { BatchDetailView } from '#api/contract/transfer.ts'
import { Clipped } from '#ui/components/clipped.tsx'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { sizeText } from '#ui/components/figures.ts'
import { MoreButton } from '#ui/components/more-button.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'

type Item = BatchDetailView['items'][number]

/** Rows drawn at once: a batch may have thousands. */
const PAGE_SIZE = 100
/** So few are seen at a glance. */
const SEARCHED_FROM = 8

/** The items in their order; those that left stay in sight, struck through, with the reason and what was said of them. */
export function BatchItems({ batch }: { readonly batch: BatchDetailView }) {
  const text = useText()
  const { t } = text
  const [sought, setSought] = useState('')
  const [isExceptions, setExceptions] = useState(false)
  const [shown, setShown] = useState(PAGE_SIZE)
  const exceptions = batch.items.filter(isException)
  const items = (isExceptions ? exceptions : batch.items).filter((item) => isFound(item, sought))
  return (
    <section className="stack tight">
      {(batch.items.length >= SEARCHED_FROM || exceptions.length > 0) && (
        <div className="row spread">
          <Input
            allowClear
            aria-label={t('batch:items.search')}
            placeholder={t('batch:items.search')}
            style={{ width: 280 }}
            value={sought}
            onChange={(event) => setSought(event.target.value)}
          />
          {exceptions.length > 0 && (
            <label className="row tight">
              <input
                type="checkbox"
                checked={isExceptions}
                onChange={(event) => setExceptions(event.target.checked)}
              />
              {t('batch:items.exceptions', { count: exceptions.length })}
            </label>
          )}
        </div>
      )}
      <DataTable
        caption={t('batch:items.title')}
        items={items.slice(0, shown)}
        keyOf={(item) => item.recordId}
        columns={columnsOf(text, exceptions.length > 0 ? 'with-exceptions' : 'plain')}
        classOf={(item) => (item.state === 'left' ? 'item-left' : '')}
      />
      {items.length === 0 && <p className="muted">{t('batch:items.none')}</p>}
      {items.length > shown && (
        <MoreButton
          shown={shown}
          total={{ count: items.length, isCapped: false }}
          hasMore
          isBusy={false}
          onMore={() => setShown(shown + PAGE_SIZE)}
        />
      )}
    </section>
  )
}

function isException({ state, remark }: Item): boolean {
  return state === 'left' || remark !== null
}

function isFound({ archivalCode, title }: Item, sought: string): boolean {
  const part = sought.trim().toLowerCase()
  return part === '' || archivalCode.toLowerCase().includes(part) || title.toLowerCase().includes(part)
}

/** Where something is said of an item the words take the room of its dates. */
function columnsOf(text: Text, mode: 'plain' | 'with-exceptions'): readonly Column<Item>[] {
  const { t } = text
  return [
    {
      title: t('archivalCode'),
      width: 216,
      render: (item) => <Clipped className="code" text={item.archivalCode} />,
    },
    {
      title: t('title'),
      render: (item) => (
        <Link to="/records/$recordId" params={{ recordId: item.recordId }}>
          <Clipped text={item.title} />
        </Link>
      ),
    },
    { title: t('batch:items.period'), width: 76, render: (item) => periodOf(item, text) },
    ...(mode === 'with-exceptions'
      ? []
      : [{ title: t('batch:items.dueOn'), width: 98, render: (item: Item) => item.transferDueOn ?? '–' }]),
    { title: t('pages'), width: 64, align: 'right', render: (item) => item.pages ?? '–' },
    {
      title: t('batch:items.bytes'),
      width: 72,
      align: 'right',
      render: (item) => <span title={String(item.sizeBytes)}>{sizeText(item.sizeBytes)}</span>,
    },
    {
      title: t('batch:items.state'),
      width: mode === 'with-exceptions' ? 190 : 100,
      render: (item) => <State item={item} />,
    },
  ]
}

function periodOf({ periodYears }: Item, { t }: Text): string {
  return periodYears === null ? t('permanent') : t('batch:items.years', { count: periodYears })
}

function State({ item }: { readonly item: Item }) {
  const { t } = useText()
  if (item.state === 'left') {
    const reason = item.leaveReason === null ? '' : t(`vocabulary:batchLeave.${item.leaveReason}`)
    const words = [reason, item.remark].filter(Boolean).join(t('batch:items.because'))
    return <Clipped className="muted" text={words} />
  }
  return (
    <span className="row">
      <Tag tone={item.state === 'transferred' ? 'ok' : 'plain'}>
        {t(`vocabulary:batchItem.${item.state}`)}
      </Tag>
      {item.remark !== null && <Clipped className="muted" text={item.remark} />}
    </span>
  )
}
