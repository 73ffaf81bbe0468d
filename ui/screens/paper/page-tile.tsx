import type { ReactNode } from 'react'
import { pageAddress } from '#ui/client/addresses.ts'
import { useText } from '#ui/i18n/use-text.ts'
import type { PageImage } from './page-words.tsx'

const THUMB_WIDTH = 128

interface PageTileProps {
  readonly page: number
  /** Undefined: the page is missing. */
  readonly image: PageImage | undefined
  readonly isChosen?: boolean
  readonly onChoose?: (page: number) => void
  /** Small marks in the corner: faults, seen. */
  readonly marks?: ReactNode
}

/** A page as it lies in the grid: its picture, its number, what is said of it. */
export function PageTile({ page, image, isChosen = false, onChoose, marks }: PageTileProps) {
  const { t } = useText()
  const inside = (
    <>
      <span className={`tile-picture${image === undefined ? ' missing' : ''}`}>
        {image === undefined ? (
          t('paper:page.missing')
        ) : image.imageUrl === null ? (
          t('paper:page.unchecked')
        ) : (
          <img src={pageAddress(image.objectId, 1, THUMB_WIDTH)} alt="" loading="lazy" />
        )}
      </span>
      <span className="tile-foot">
        <span className="tile-number">{page}</span>
        {marks}
      </span>
    </>
  )
  if (onChoose === undefined) return <div className="page-tile">{inside}</div>
  return (
    <button
      type="button"
      className="page-tile"
      aria-current={isChosen}
      aria-label={t('paper:page.number', { page })}
      onClick={() => onChoose(page)}
    >
      {inside}
    </button>
  )
}
