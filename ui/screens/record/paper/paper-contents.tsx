import { useNavigate, useSearch } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useState, type ReactNode } from 'react'
import type { ContentsView, PagesView } from '#api/contract/paper.ts'
import type { RecordDetailView } from '#api/contract/records.ts'
import { useRead } from '#ui/client/hooks.ts'
import { Answered, EmptyState } from '#ui/components/states.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { PageView } from '#ui/screens/paper/page-view.tsx'
import { isFaulty } from '#ui/screens/paper/page-words.tsx'
import { AddItem, WithdrawItem } from './change-items.tsx'
import { PaperSide } from './paper-side.tsx'
import './paper-record.css'

interface PaperContentsProps {
  readonly record: RecordDetailView
  /** The files as every record shows them. */
  readonly files: ReactNode
}

type Shown = 'pages' | 'files'

/** A paper file: its contents list, the page that one looks at, and where the paper itself is. */
export function PaperContents({ record, files }: PaperContentsProps) {
  const { t } = useText()
  const { object } = useSearch({ from: '/shell/records/$recordId' })
  const [shown, setShown] = useState<Shown>(object === undefined ? 'pages' : 'files')
  return (
    <>
      <div className="paper-switch">
        <Segmented<Shown>
          size="small"
          aria-label={t('paper:record.view')}
          value={shown}
          onChange={setShown}
          options={[
            { value: 'pages', label: t('paper:record.pages') },
            { value: 'files', label: t('paper:record.files') },
          ]}
        />
      </div>
      {shown === 'files' ? files : <ListAndPages record={record} />}
    </>
  )
}

function ListAndPages({ record }: { readonly record: RecordDetailView }) {
  const params = { id: record.id }
  const contents = useRead('GET /api/records/:id/contents', { params })
  const pages = useRead('GET /api/records/:id/pages', { params })
  return (
    <Answered query={contents} rows={8}>
      {(list) => (
        <Answered query={pages} rows={8}>
          {(view) => <Opened record={record} list={list} view={view} />}
        </Answered>
      )}
    </Answered>
  )
}

interface OpenedProps {
  readonly record: RecordDetailView
  readonly list: ContentsView
  readonly view: PagesView
}

function Opened({ record, list, view }: OpenedProps) {
  const { t } = useText()
  const { page: asked } = useSearch({ from: '/shell/records/$recordId' })
  const navigate = useNavigate({ from: '/records/$recordId' })
  const numbers = [...new Set([...view.items.map(({ page }) => page), ...view.missing])].sort((a, b) => a - b)
  const page = numbers.find((number) => number === asked) ?? numbers[0]
  const show = (next: number) =>
    void navigate({ search: { tab: 'contents', page: next }, replace: true, resetScroll: false })
  const notScanned = record.scanPolicy !== null && record.scanPolicy !== 'always'
  return (
    <div className="paper-record">
      <section className="entries" aria-label={t('paper:list.title')}>
        {list.changeItems.allowed && (
          <div className="entries-act">
            <AddItem recordId={record.id} pages={list.pages ?? 0} />
          </div>
        )}
        {list.entries.length === 0 && <p className="muted entries-none">{t('paper:record.noList')}</p>}
        <ol>
          {list.entries.map((entry) => (
            <li key={entry.no} className="entry">
              <span className="entry-title">
                <span className="faint">{entry.no}</span>
                <span>{entry.title ?? t('paper:list.erased')}</span>
              </span>
              <span className="faint small">
                {[entry.responsible, entry.documentNo]
                  .filter((part) => part !== null && part !== '')
                  .map((part) => `${part} · `)}
                <span className="nowrap">{entry.formedOn}</span>
              </span>
              <EntryPages entry={entry} view={view} numbers={numbers} chosen={page} onChoose={show} />
              {list.changeItems.allowed && (
                <div>
                  <WithdrawItem recordId={record.id} entry={entry} />
                </div>
              )}
            </li>
          ))}
        </ol>
        {list.withdrawn.map(({ no, note }) => (
          <p key={no} className="muted small">
            {t('record:item.withdrawn', { no, note })}
          </p>
        ))}
      </section>
      {page === undefined ? (
        <EmptyState
          title={t('paper:record.noPages')}
          hint={t(notScanned ? 'paper:record.notScannedHint' : 'paper:record.noPagesHint')}
        />
      ) : (
        <PageView
          image={view.items.find((item) => item.page === page)}
          page={numbers.indexOf(page) + 1}
          pages={numbers.length}
          onTurn={(by) => {
            const next = numbers[numbers.indexOf(page) + by]
            if (next !== undefined) show(next)
          }}
        />
      )}
      <PaperSide record={record} passes={view.passes} />
    </div>
  )
}

interface EntryPagesProps {
  readonly entry: ContentsView['entries'][number]
  readonly view: PagesView
  readonly numbers: readonly number[]
  readonly chosen: number | undefined
  readonly onChoose: (page: number) => void
}

/** More than these are led to by the pages beside the picture. */
const MOST_BUTTONS = 24

function EntryPages({ entry, view, numbers, chosen, onChoose }: EntryPagesProps) {
  const { t } = useText()
  const inside = numbers.filter((page) => entry.firstPage <= page && page <= entry.lastPage)
  if (inside.length === 0) {
    return (
      <span className="muted small">
        {entry.firstPage === entry.lastPage
          ? t('paper:record.entryPage', { first: entry.firstPage })
          : t('paper:record.entryPages', { first: entry.firstPage, last: entry.lastPage })}
      </span>
    )
  }
  return (
    <span className="entry-pages">
      {inside.slice(0, MOST_BUTTONS).map((page) => {
        const image = view.items.find((item) => item.page === page)
        const isWrong = image === undefined || isFaulty(image)
        return (
          <button
            key={page}
            type="button"
            className={isWrong ? 'wrong' : ''}
            aria-current={page === chosen}
            aria-label={t('paper:page.number', { page })}
            onClick={() => onChoose(page)}
          >
            {page}
          </button>
        )
      })}
    </span>
  )
}
