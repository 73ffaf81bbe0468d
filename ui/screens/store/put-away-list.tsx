import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { Placed } from '#ui/client/placing.ts'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { MoveDialog } from './move-dialog.tsx'
import type { PutEntry } from './use-putting-away.ts'

interface PutAwayListProps {
  readonly entries: readonly PutEntry[]
  readonly onMoved: (recordId: string, to: Pick<Placed, 'barcode' | 'slot'>) => void
}

/** What was put where in this sitting, the latest first; a slip is put right by a move. */
export function PutAwayList({ entries, onMoved }: PutAwayListProps) {
  const { t } = useText()
  const [wrong, setWrong] = useState<Placed>()
  if (entries.length === 0) return <p className="muted">{t('store:desk.nothing')}</p>
  return (
    <>
      <ul className="cell-files" aria-label={t('store:desk.list')} aria-live="polite">
        {entries.map((entry) => (
          <li key={entry.key}>
            <Entry entry={entry} onWrong={setWrong} />
          </li>
        ))}
      </ul>
      {wrong !== undefined && (
        <MoveDialog
          recordId={wrong.recordId}
          title={wrong.title}
          from={wrong.barcode}
          onMoved={(to) => onMoved(wrong.recordId, to)}
          onClose={() => setWrong(undefined)}
        />
      )}
    </>
  )
}

function Entry({ entry, onWrong }: { readonly entry: PutEntry; readonly onWrong: (placed: Placed) => void }) {
  const { t } = useText()
  switch (entry.state) {
    case 'busy':
      return (
        <span className="grow row">
          <span className="code">{entry.code}</span>
          <span className="muted">{t('store:desk.busy', { barcode: entry.barcode })}</span>
        </span>
      )
    case 'unknown':
    case 'refused':
      return (
        <span className="grow stack tight-lines">
          <span className="row">
            <span className="code">{entry.code}</span>
            <Tag tone="over">{t('store:desk.refused', { barcode: entry.barcode })}</Tag>
          </span>
          {entry.state === 'unknown' ? (
            <p role="alert">{t('store:desk.unknown')}</p>
          ) : (
            <ProblemNotice error={entry.error} />
          )}
        </span>
      )
    case 'placed': {
      const { placed } = entry
      return (
        <>
          <span className="grow stack tight-lines">
            <Link
              to="/records/$recordId"
              params={{ recordId: placed.recordId }}
              search={{ tab: 'contents' }}
              className="clip"
              title={placed.title}
            >
              {placed.title}
            </Link>
            <span className="code clip">{placed.code}</span>
          </span>
          <Tag tone="ok">{t('store:at', { barcode: placed.barcode, slot: placed.slot })}</Tag>
          <Button size="small" onClick={() => onWrong(placed)}>
            {t('store:move')}
          </Button>
        </>
      )
    }
  }
}
