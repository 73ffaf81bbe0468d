import type { BatchDetailView } from '#api/contract/transfer.ts'
import { HashText } from '#ui/components/hash-text.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'

/** From the seal on records can only leave; its hash says what was meant. */
export function Seal({ batch }: { readonly batch: BatchDetailView }) {
  const { t } = useText()
  const { sealedHash, sealedAt } = batch
  return (
    <section className="card">
      <h3>{t('batch:seal.title')}</h3>
      {sealedHash === null ? (
        <p className="muted">{t('batch:seal.none')}</p>
      ) : (
        <>
          <HashText value={sealedHash} />
          <p className="muted">
            {t('batch:seal.since', { count: batch.counts.left })}
            {sealedAt !== null && (
              <>
                {' · '}
                <When at={sealedAt} />
              </>
            )}
          </p>
        </>
      )}
    </section>
  )
}
