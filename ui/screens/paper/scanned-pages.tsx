import { Checkbox } from 'antd'
import type { PagesView } from '#api/contract/paper.ts'
import { isExcusable, readPages } from '#domain/scan.ts'
import { useAct } from '#ui/client/hooks.ts'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { EmptyState } from '#ui/components/states.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { PageTile } from './page-tile.tsx'
import { FaultTags, isFaulty } from './page-words.tsx'

interface ScannedPagesProps {
  readonly recordId: string
  readonly view: PagesView
  /** As people write page numbers. */
  readonly asOriginal: string
  readonly isLocked: boolean
  readonly onAsOriginal: (page: number) => void
}

/** Pages that have an image, those that lack one, and what was found on each. */
export function ScannedPages({ recordId, view, asOriginal, isLocked, onAsOriginal }: ScannedPagesProps) {
  const { t } = useText()
  const withdraw = useAct('DELETE /api/records/:id/pages/:page')
  const excused = readPages(asOriginal) ?? []
  const numbers = [...new Set([...view.items.map(({ page }) => page), ...view.missing])].sort((a, b) => a - b)
  if (numbers.length === 0) return <EmptyState title={t('paper:scan.none')} hint={t('paper:scan.noneHint')} />
  return (
    <>
      <ul className="page-grid">
        {numbers.map((page) => {
          const image = view.items.find((item) => item.page === page)
          const canExcuse =
            image !== undefined &&
            (image.machineFaults?.length ?? 0) > 0 &&
            (image.machineFaults ?? []).every(isExcusable)
          return (
            <li key={page} className={image !== undefined && isFaulty(image) ? 'faulty' : ''}>
              <PageTile
                page={page}
                image={image}
                marks={
                  image !== undefined &&
                  !isLocked && (
                    <button
                      type="button"
                      className="icon-button"
                      aria-label={t('paper:scan.withdraw', { page })}
                      onClick={() => withdraw.mutate({ params: { id: recordId, page } })}
                    >
                      ×
                    </button>
                  )
                }
              />
              {image !== undefined && (
                <span className="tile-tags">
                  <FaultTags page={image} />
                </span>
              )}
              {canExcuse && (
                <Checkbox
                  checked={excused.includes(page) || image.isAsOriginal}
                  disabled={isLocked}
                  aria-label={t('paper:scan.asOriginalOf', { page })}
                  onChange={() => onAsOriginal(page)}
                >
                  {t('paper:scan.asOriginal')}
                </Checkbox>
              )}
            </li>
          )
        })}
      </ul>
      <ProblemNotice error={withdraw.error} />
    </>
  )
}
