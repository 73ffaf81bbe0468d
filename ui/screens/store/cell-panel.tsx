import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { CellView } from '#api/contract/paper.ts'
import { useRead } from '#ui/client/hooks.ts'
import { useSession } from '#ui/client/session-context.ts'
import { Answered } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { MoveDialog } from './move-dialog.tsx'

/** What stands in a cell, place by place. */
export function CellPanel({ barcode }: { readonly barcode: string }) {
  const cell = useRead('GET /api/locations/cells/:barcode', { params: { barcode } })
  return (
    <Answered query={cell} rows={4}>
      {(known) => <Standing cell={known} />}
    </Answered>
  )
}

type StandingFile = CellView['files'][number]

function Standing({ cell }: { readonly cell: CellView }) {
  const { t, say } = useText()
  const { allowed } = useSession()
  const [moved, setMoved] = useState<StandingFile>()
  const unseen = cell.capacity - cell.free - cell.files.length
  return (
    <div className="panel stack tight cell-panel">
      <header className="stack tight">
        <h2>{t('paper:cell.place', { room: say(cell.room), rack: say(cell.rack), cell: say(cell.name) })}</h2>
        <span className="row wrap">
          <span className="code">{cell.barcode}</span>
          <Tag tone={cell.free === 0 ? 'soon' : 'ok'}>
            {t('store:free', { free: cell.free, capacity: cell.capacity })}
          </Tag>
        </span>
      </header>
      {cell.files.length === 0 && unseen <= 0 && <p className="muted">{t('store:noFiles')}</p>}
      <ul className="cell-files" aria-label={t('store:standing')}>
        {cell.files.map((file) => (
          <li key={file.recordId}>
            <span className="grow stack tight-lines">
              <Link
                to="/records/$recordId"
                params={{ recordId: file.recordId }}
                search={{ tab: 'contents' }}
                className="clip"
                title={file.title}
              >
                {file.title}
              </Link>
              <span className="code clip">{file.archivalCode}</span>
              <span className="faint small">
                {[
                  t('store:slot', { slot: file.slot }),
                  ...(file.boxNumber === null ? [] : [t('store:box', { number: file.boxNumber })]),
                  t('store:placedOn', { on: file.placedOn }),
                ].join(' · ')}
              </span>
            </span>
            {allowed['paper.move'] && (
              <Button size="small" onClick={() => setMoved(file)}>
                {t('store:move')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {unseen > 0 && <p className="muted small">{t('store:unseen', { count: unseen })}</p>}
      {moved !== undefined && (
        <MoveDialog
          recordId={moved.recordId}
          title={moved.title}
          from={cell.barcode}
          onClose={() => setMoved(undefined)}
        />
      )}
    </div>
  )
}
