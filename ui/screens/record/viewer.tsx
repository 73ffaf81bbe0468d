import { Button, Segmented } from 'antd'
import { useState } from 'react'
import type { ObjectView } from '#api/contract/objects.ts'
import { MAIL_MEDIA_TYPE, readMailText } from '#domain/mail.ts'
import { highlightsOf, searchWordsOf } from '#domain/search.ts'
import { contentAddress, pageAddress, printAddress } from '#ui/client/addresses.ts'
import { useRead } from '#ui/client/hooks.ts'
import { Marked } from '#ui/components/marked.tsx'
import { Answered, EmptyState } from '#ui/components/states.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { MailText } from './mail-text.tsx'

const PAGE_WIDTH = 1000
const THUMB_WIDTH = 96
/** More thumbnails than this at once would ask the server for too much; the page number leads further. */
const THUMBS = 30

type Side = 'image' | 'text'

interface ViewerProps {
  readonly item: ObjectView
  /** The page on which it opens, and the words that led there. */
  readonly at?: { readonly page: number; readonly q: string | undefined } | undefined
}

/** Pages as the server draws them, and their text: the file itself is never run in the browser. */
export function Viewer({ item, at }: ViewerProps) {
  const { t } = useText()
  const pages = item.pages ?? 1
  const [page, setPage] = useState(Math.min(pages, at?.page ?? 1))
  const isMail = item.mediaType === MAIL_MEDIA_TYPE
  const [side, setSide] = useState<Side>(item.hasText && (isMail || at?.q !== undefined) ? 'text' : 'image')
  if (item.isDestroyed)
    return <EmptyState title={t('record:objectDestroyed')} hint={t('record:destroyedHint')} />
  const turn = (by: number) => setPage(Math.min(pages, Math.max(1, page + by)))
  return (
    <section className="viewer" aria-label={t('record:viewer')}>
      <div className="viewer-bar">
        <Button size="small" onClick={() => turn(-1)} disabled={page === 1}>
          {t('record:previousPage')}
        </Button>
        <span aria-live="polite">{t('record:pageOf', { page, pages })}</span>
        <Button size="small" onClick={() => turn(1)} disabled={page === pages}>
          {t('record:nextPage')}
        </Button>
        <span className="grow" />
        <Segmented<Side>
          size="small"
          aria-label={t('record:side.label')}
          value={side}
          onChange={setSide}
          options={[
            { value: 'image', label: t('record:side.image'), disabled: isMail && item.hasText },
            { value: 'text', label: t('record:side.text'), disabled: !item.hasText },
          ]}
        />
        <a className="ant-btn-like" href={printAddress(item.id)} target="_blank" rel="noreferrer">
          {t('record:print')}
        </a>
        <a className="ant-btn-like" href={contentAddress(item.id, 'attachment')} download={item.name ?? ''}>
          {t('download')}
        </a>
      </div>
      <div className="viewer-body">
        {pages > 1 && <Thumbs item={item} pages={pages} page={page} onPage={setPage} />}
        <div className="viewer-page">
          {side === 'image' ? (
            <PageImage key={page} item={item} page={page} />
          ) : (
            <PageText item={item} page={page} q={at?.q} />
          )}
        </div>
      </div>
    </section>
  )
}

function PageImage({ item, page }: { readonly item: ObjectView; readonly page: number }) {
  const { t } = useText()
  const [state, setState] = useState<'loading' | 'shown' | 'failed'>('loading')
  if (state === 'failed') return <EmptyState title={t('record:noImage')} hint={t('record:noImageHint')} />
  return (
    <img
      className={`page-image ${state}`}
      src={pageAddress(item.id, page, PAGE_WIDTH)}
      alt={t('record:pageAlt', { name: item.name ?? '', page })}
      onLoad={() => setState('shown')}
      onError={() => setState('failed')}
    />
  )
}

interface PageTextProps {
  readonly item: ObjectView
  readonly page: number
  readonly q: string | undefined
}

function PageText({ item, page, q }: PageTextProps) {
  const { t } = useText()
  const text = useRead('GET /api/objects/:id/text', { params: { id: item.id } })
  return (
    <Answered query={text}>
      {({ pages }) => {
        const found = pages.find((candidate) => candidate.page === page)
        if (found === undefined || found.text.trim() === '')
          return <EmptyState title={t('record:noText')} hint={t('record:noTextHint')} />
        const needles = searchWordsOf(q ?? '')?.needles ?? []
        const mail = item.mediaType === MAIL_MEDIA_TYPE ? readMailText(found.text) : undefined
        if (mail !== undefined) return <MailText mail={mail} needles={needles} />
        return (
          <article className="page-text">
            <p className="faint">{t(`record:textSource.${found.source}`)}</p>
            <pre>
              <Marked parts={highlightsOf(found.text, needles)} />
            </pre>
          </article>
        )
      }}
    </Answered>
  )
}

interface ThumbsProps {
  readonly item: ObjectView
  readonly pages: number
  readonly page: number
  readonly onPage: (page: number) => void
}

function Thumbs({ item, pages, page, onPage }: ThumbsProps) {
  const { t } = useText()
  const first = Math.max(1, Math.min(page - THUMBS / 2, pages - THUMBS + 1))
  const shown = Array.from({ length: Math.min(THUMBS, pages) }, (_, index) => first + index)
  return (
    <ol className="thumbs" aria-label={t('record:thumbs')}>
      {shown.map((number) => (
        <li key={number}>
          <button
            type="button"
            aria-current={number === page}
            aria-label={t('record:pageNumber', { page: number })}
            onClick={() => onPage(number)}
          >
            <img src={pageAddress(item.id, number, THUMB_WIDTH)} alt="" loading="lazy" />
            <span>{number}</span>
          </button>
        </li>
      ))}
    </ol>
  )
}
