import { Button } from 'antd'
import type { TotalView } from '#api/contract/common.ts'
import { useText } from '#ui/i18n/use-text.ts'
import { countText, numberText } from './figures.ts'

interface MoreButtonProps {
  readonly shown: number
  readonly total: TotalView
  readonly hasMore: boolean
  readonly isBusy: boolean
  readonly onMore: () => void
}

/** The foot of a list that is read page by page. */
export function MoreButton({ shown, total, hasMore, isBusy, onMore }: MoreButtonProps) {
  const { t } = useText()
  return (
    <div className="more row">
      <span className="muted">{t('shownOf', { shown: numberText(shown), total: countText(total) })}</span>
      {hasMore && (
        <Button onClick={onMore} loading={isBusy}>
          {t('more')}
        </Button>
      )}
    </div>
  )
}
