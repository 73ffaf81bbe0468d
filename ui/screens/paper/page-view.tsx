import { Button } from 'antd'
import { useState } from 'react'
import { pageAddress } from '#ui/client/addresses.ts'
import { EmptyState } from '#ui/components/states.tsx'
import { useKeys } from '#ui/components/use-keys.ts'
import { useText } from '#ui/i18n/use-text.ts'
import type { PageImage } from './page-words.tsx'
import '#ui/screens/record/record.css'
import './paper.css'

/** Of the width of the frame: 1 shows the whole page's width. */
const ZOOMS = [0.5, 1, 1.5, 2, 3] as const
const WHOLE_WIDTH = ZOOMS.indexOf(1)
const PAGE_WIDTH = 1000
const QUARTER = 90

interface PageViewProps {
  /** Undefined: there is no image of this page. */
  readonly image: PageImage | undefined
  readonly page: number
  readonly pages: number
  readonly onTurn: (by: 1 | -1) => void
}

/** One page, large. Zoom and rotation are for the eye alone: the image stays as it was scanned. */
export function PageView({ image, page, pages, onTurn }: PageViewProps) {
  const { t } = useText()
  const [zoom, setZoom] = useState(WHOLE_WIDTH)
  const [quarters, setQuarters] = useState(0)
  const closer = (by: 1 | -1) => setZoom(Math.min(ZOOMS.length - 1, Math.max(0, zoom + by)))
  const rotate = () => setQuarters((quarters + 1) % 4)
  useKeys({
    ArrowLeft: () => onTurn(-1),
    ArrowRight: () => onTurn(1),
    '+': () => closer(1),
    '=': () => closer(1),
    '-': () => closer(-1),
    r: rotate,
  })
  return (
    <section className="viewer" aria-label={t('paper:view.label')}>
      <div className="viewer-bar">
        <Button size="small" onClick={() => onTurn(-1)} disabled={page <= 1}>
          {t('record:previousPage')}
        </Button>
        <span aria-live="polite" className="nowrap">
          {t('record:pageOf', { page, pages })}
        </span>
        <Button size="small" onClick={() => onTurn(1)} disabled={page >= pages}>
          {t('record:nextPage')}
        </Button>
        <span className="grow" />
        <Zoom zoom={zoom} onCloser={closer} />
        <Button size="small" onClick={rotate}>
          {t('paper:view.rotate')}
        </Button>
      </div>
      <div className="viewer-page">
        {image?.imageUrl === null || image === undefined ? (
          <NoImage isMissing={image === undefined} />
        ) : (
          <button
            type="button"
            className="page-zoom"
            style={{ width: `${(ZOOMS[zoom] ?? 1) * 100}%` }}
            aria-label={t('paper:view.closer', { page })}
            onClick={() => setZoom(zoom > WHOLE_WIDTH ? WHOLE_WIDTH : zoom + 1)}
          >
            <img
              key={image.objectId}
              className="paper-image"
              src={pageAddress(image.objectId, 1, PAGE_WIDTH)}
              alt={t('paper:view.alt', { page })}
              style={{ rotate: `${quarters * QUARTER}deg` }}
            />
          </button>
        )}
      </div>
    </section>
  )
}

interface ZoomProps {
  /** Which of the zooms. */
  readonly zoom: number
  readonly onCloser: (by: 1 | -1) => void
}

function Zoom({ zoom, onCloser }: ZoomProps) {
  const { t } = useText()
  return (
    <>
      <Button
        size="small"
        aria-label={t('paper:view.zoomOut')}
        onClick={() => onCloser(-1)}
        disabled={zoom === 0}
      >
        −
      </Button>
      <span className="zoom">{t('paper:view.zoom', { percent: (ZOOMS[zoom] ?? 1) * 100 })}</span>
      <Button
        size="small"
        aria-label={t('paper:view.zoomIn')}
        onClick={() => onCloser(1)}
        disabled={zoom === ZOOMS.length - 1}
      >
        +
      </Button>
    </>
  )
}

/** The page was not scanned, or its image is not to be seen. */
function NoImage({ isMissing }: { readonly isMissing: boolean }) {
  const { t } = useText()
  return (
    <EmptyState
      title={t(isMissing ? 'digitisation:station.missing' : 'paper:view.noImage')}
      hint={t(isMissing ? 'digitisation:station.missingHint' : 'paper:view.noImageHint')}
    />
  )
}
