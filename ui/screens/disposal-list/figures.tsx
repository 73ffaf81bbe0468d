import type { ListDetailView } from '#api/contract/disposal.ts'
import { numberText } from '#ui/components/figures.ts'
import { useText } from '#ui/i18n/use-text.ts'

export function Figures({ list }: { readonly list: ListDetailView }) {
  const { t } = useText()
  const { counts } = list
  return (
    <dl className="panel figures">
      <div>
        <dt>{t(counts.destroyed > 0 ? 'list:figure.destroyed' : 'list:figure.listed')}</dt>
        <dd>{t('recordsCount', { count: counts.destroyed > 0 ? counts.destroyed : counts.listed })}</dd>
      </div>
      <div>
        <dt>{t('pages')}</dt>
        <dd>{numberText(counts.pages)}</dd>
      </div>
      <div>
        <dt>{t('list:figure.copies')}</dt>
        <dd>{numberText(counts.copies)}</dd>
      </div>
      <div>
        <dt>{t('list:figure.left')}</dt>
        <dd>{t('recordsCount', { count: counts.left })}</dd>
      </div>
    </dl>
  )
}
