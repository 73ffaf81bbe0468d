import type { BatchDetailView } from '#api/contract/transfer.ts'
import { numberText, sizeText } from '#ui/components/figures.ts'
import { useText } from '#ui/i18n/use-text.ts'

export function BatchFigures({ batch }: { readonly batch: BatchDetailView }) {
  const { t } = useText()
  const { listed, transferred, left, pages, bytes } = batch.counts
  return (
    <dl className="panel figures">
      <div>
        <dt>{t(transferred > 0 ? 'batch:figure.transferred' : 'batch:figure.listed')}</dt>
        <dd>{t('recordsCount', { count: transferred > 0 ? transferred : listed })}</dd>
      </div>
      <div>
        <dt>{t('pages')}</dt>
        <dd>{numberText(pages)}</dd>
      </div>
      <div>
        <dt>{t('batch:figure.bytes')}</dt>
        <dd title={numberText(bytes)}>{sizeText(bytes)}</dd>
      </div>
      <div>
        <dt>{t('batch:figure.left')}</dt>
        <dd>{t('recordsCount', { count: left })}</dd>
      </div>
      <div>
        <dt>{t('transfer:receiver')}</dt>
        <dd className="words">{t(`vocabulary:receiver.${batch.receiver}`)}</dd>
      </div>
    </dl>
  )
}
