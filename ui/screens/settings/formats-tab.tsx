import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { ArchiveFormatsView, FailingFileView } from '#api/contract/archive-formats.ts'
import { exportAddress } from '#ui/client/addresses.ts'
import { usePages, useRead } from '#ui/client/hooks.ts'
import { ExportMenu } from '#ui/components/export-menu.tsx'
import { MoreButton } from '#ui/components/more-button.tsx'
import { EmptyState, ErrorState, Loading } from '#ui/components/states.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { SetFormats } from './set-formats.tsx'

/** In which formats contents are kept, by when a file must be in one of them, and which files of filed records are not. */
export function FormatsTab() {
  const formats = useRead('GET /api/archive-formats', {})
  if (formats.isPending) return <Loading rows={6} />
  if (formats.error !== null)
    return <ErrorState error={formats.error} onRetry={() => void formats.refetch()} />
  return (
    <div className="stack loose">
      <InForce formats={formats.data} />
      <Failing />
    </div>
  )
}

function InForce({ formats }: { readonly formats: ArchiveFormatsView }) {
  const { t, say } = useText()
  const [isSetting, setSetting] = useState(false)
  const { mediaTypes, moment, lists, allowed } = formats
  return (
    <section className="card">
      <h2>{t('settings:formats.inForce')}</h2>
      <p className="code">{mediaTypes.join(' · ')}</p>
      <p>{t(`settings:formats.moment.${moment}`)}</p>
      {lists.length === 0 && <p className="muted">{t('settings:formats.shipped')}</p>}
      {lists.length > 0 && (
        <details>
          <summary>{t('settings:formats.history')}</summary>
          {lists.map((list) => (
            <div key={list.number} className="muted">
              {t('settings:formats.line', {
                on: list.on,
                by: say(list.by.name),
                moment: t(`settings:formats.momentName.${list.moment}`),
                types: list.mediaTypes.join(' · '),
                reason: list.basis,
              })}
            </div>
          ))}
        </details>
      )}
      {allowed.set.allowed && (
        <div>
          <Button onClick={() => setSetting(true)}>{t('settings:formats.set')}…</Button>
        </div>
      )}
      {isSetting && <SetFormats formats={formats} onClose={() => setSetting(false)} />}
    </section>
  )
}

function Failing() {
  const { t } = useText()
  const files = usePages('GET /api/archive-formats/failing', { query: {} })
  const items = files.data?.pages.flatMap((page) => page.items) ?? []
  const total = files.data?.pages[0]?.total
  return (
    <section className="card">
      <div className="row wrap">
        <h2>{t('settings:formats.failing')}</h2>
        <ExportMenu
          addressOf={(format, language) => exportAddress({ what: 'failing-formats', format, language })}
        />
      </div>
      {files.isPending && <Loading rows={4} />}
      {files.error !== null && <ErrorState error={files.error} onRetry={() => void files.refetch()} />}
      {files.data !== undefined && items.length === 0 && (
        <EmptyState title={t('settings:formats.none.title')} hint={t('settings:formats.none.hint')} />
      )}
      {items.length > 0 && <FailingTable items={items} />}
      {total !== undefined && items.length > 0 && (
        <MoreButton
          shown={items.length}
          total={total}
          hasMore={files.hasNextPage}
          isBusy={files.isFetchingNextPage}
          onMore={() => void files.fetchNextPage()}
        />
      )}
    </section>
  )
}

function FailingTable({ items }: { readonly items: readonly FailingFileView[] }) {
  const { t } = useText()
  return (
    <table className="plain">
      <thead>
        <tr>
          <th>{t('settings:formats.code')}</th>
          <th>{t('settings:formats.record')}</th>
          <th>{t('settings:formats.file')}</th>
          <th>{t('settings:formats.type')}</th>
          <th>{t('settings:formats.findings')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((file) => (
          <tr key={file.id}>
            <td>
              <Link to="/records/$recordId" params={{ recordId: file.recordId }} className="code">
                {file.archivalCode}
              </Link>
            </td>
            <td>{file.title}</td>
            <td>{file.name}</td>
            <td className="code">{file.formatName ?? file.mediaType}</td>
            <td className="code">{file.findings.join(' ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
