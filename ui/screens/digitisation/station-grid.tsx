import type { PagesView } from '#api/contract/paper.ts'
import { useText } from '#ui/i18n/use-text.ts'
import { PageTile } from '#ui/screens/paper/page-tile.tsx'
import type { Judging, Pages } from './use-judging.ts'

interface StationGridProps {
  readonly view: PagesView
  readonly pages: Pages
  readonly marks: Judging['marks']
}

/** All pages as tiles: those with faults, those that were looked at, those that are missing. */
export function StationGrid({ view, pages, marks }: StationGridProps) {
  const { t } = useText()
  return (
    <ol className="station-grid" aria-label={t('digitisation:station.grid')}>
      {pages.numbers.map((number) => {
        const marked = marks.filter((known) => known.page === number).length
        return (
          <li key={number} className={marked > 0 ? 'faulty' : ''}>
            <PageTile
              page={number}
              image={view.items.find((item) => item.page === number)}
              isChosen={number === pages.page}
              onChoose={pages.go}
              marks={<TileMark marked={marked} look={pages.seen.has(number) ? 'seen' : 'unseen'} />}
            />
          </li>
        )
      })}
    </ol>
  )
}

function TileMark({ marked, look }: { readonly marked: number; readonly look: 'seen' | 'unseen' }) {
  const { t } = useText()
  if (marked > 0) return <span className="warn">✕ {marked}</span>
  if (look === 'unseen') return null
  return (
    <span className="good" title={t('digitisation:station.seen')}>
      ✓
    </span>
  )
}
