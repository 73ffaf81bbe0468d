import { Link } from '@tanstack/react-router'
import type { BatchDetailView } from '#api/contract/transfer.ts'
import type { TransferredRecordView } from '#api/contract/transfer-copies.ts'
import { useRead } from '#ui/client/hooks.ts'
import { numberText } from '#ui/components/figures.ts'
import { Tag } from '#ui/components/tag.tsx'
import { Answered } from '#ui/components/states.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { ReleaseProof } from './release-proof.tsx'

/** After the archive has accepted: until when our own copies stay, and the proof of each that has gone. */
export function Copies({ batch }: { readonly batch: BatchDetailView }) {
  const { t } = useText()
  const isAccepted = batch.counts.transferred > 0
  const copies = useRead(
    'GET /api/transfer-batches/:id/copies',
    { params: { id: batch.id } },
    { isEnabled: isAccepted },
  )
  if (!isAccepted) return null
  return (
    <section className="card" aria-labelledby="copies">
      <h2 id="copies">{t('batch:copies.title')}</h2>
      <Answered query={copies} rows={2}>
        {({ items, total, released, firstReleaseOn, lastReleaseOn }) => (
          <>
            {firstReleaseOn !== null && lastReleaseOn !== null && (
              <p>
                {firstReleaseOn === lastReleaseOn
                  ? t('batch:copies.on', { on: firstReleaseOn })
                  : t('batch:copies.between', { from: firstReleaseOn, to: lastReleaseOn })}
              </p>
            )}
            <p className="muted">
              {t('batch:copies.released', { released: numberText(released), all: numberText(total.count) })}
            </p>
            <ul className="stack tight scrolled">
              {items.map((item) => (
                <OneRecord key={item.recordId} item={item} />
              ))}
            </ul>
          </>
        )}
      </Answered>
    </section>
  )
}

function OneRecord({ item }: { readonly item: TransferredRecordView }) {
  const { t } = useText()
  return (
    <li>
      <details>
        <summary>
          <span className="code">{item.archivalCode}</span>{' '}
          {item.releasedOn === null ? (
            <Tag tone={item.isHeld ? 'over' : 'plain'}>{t(item.isHeld ? 'held' : 'batch:copies.kept')}</Tag>
          ) : (
            <Tag tone="ok">{t('batch:copies.gone')}</Tag>
          )}
        </summary>
        {item.releasedOn !== null && (
          <p className="muted">{t('batch:copies.goneOn', { on: item.releasedOn })}</p>
        )}
        <p>
          <Link to="/records/$recordId" params={{ recordId: item.recordId }}>
            {t('batch:copies.record')}
          </Link>
        </p>
        <ReleaseProof copies={item.copies} />
      </details>
    </li>
  )
}
