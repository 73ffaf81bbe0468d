import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { RecordSummaryView } from '#api/contract/records.ts'
import { usePages, useRead } from '#ui/client/hooks.ts'
import { EmptyState, ErrorState, Loading } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { MoveDialog } from './move-dialog.tsx'
import { GivePlaceButton } from './place-dialog.tsx'

/** Each one asks where it stands; who finds more than these narrows the words. */
const MOST_FOUND = 12

/** Paper files by any part of code or title, each with its place. */
export function FoundFiles({ words }: { readonly words: string }) {
  const { t } = useText()
  const records = usePages('GET /api/records', { query: { q: words } })
  if (records.isPending) return <Loading rows={4} />
  if (records.error !== null)
    return <ErrorState error={records.error} onRetry={() => void records.refetch()} />
  const found = (records.data?.pages[0]?.items ?? [])
    .filter(({ carrier }) => carrier !== 'electronic')
    .slice(0, MOST_FOUND)
  if (found.length === 0) return <EmptyState title={t('store:nothing')} hint={t('store:nothingHint')} />
  return (
    <div className="panel cell-panel stack tight">
      <h2>{t('store:found')}</h2>
      <ul className="cell-files">
        {found.map((record) => (
          <FoundFile key={record.id} record={record} />
        ))}
      </ul>
    </div>
  )
}

function FoundFile({ record }: { readonly record: RecordSummaryView }) {
  const { t } = useText()
  const [isMoving, setMoving] = useState(false)
  const placements = useRead('GET /api/records/:id/placements', { params: { id: record.id } }).data
  const current = placements?.current ?? null
  return (
    <li>
      <span className="grow stack tight-lines">
        <Link
          to="/records/$recordId"
          params={{ recordId: record.id }}
          search={{ tab: 'contents' }}
          className="clip"
          title={record.title}
        >
          {record.title}
        </Link>
        <span className="code clip">{record.archivalCode ?? t('uncoded')}</span>
        {placements !== undefined &&
          (current === null ? (
            <Tag>{t('store:notShelved')}</Tag>
          ) : (
            <Link to="/store" search={{ cell: current.barcode }}>
              {t('store:at', { barcode: current.barcode, slot: current.slot })}
            </Link>
          ))}
      </span>
      {current !== null && placements?.move.allowed === true && (
        <Button size="small" onClick={() => setMoving(true)}>
          {t('store:move')}
        </Button>
      )}
      {placements?.current === null && placements.move.allowed && (
        <GivePlaceButton recordId={record.id} title={record.title} />
      )}
      {current !== null && isMoving && (
        <MoveDialog
          recordId={record.id}
          title={record.title}
          from={current.barcode}
          onClose={() => setMoving(false)}
        />
      )}
    </li>
  )
}
