import { Link } from '@tanstack/react-router'
import type { RecordDetailView } from '#api/contract/records.ts'
import type { TransferredRecordView } from '#api/contract/transfer-copies.ts'
import { useRead } from '#ui/client/hooks.ts'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { ReleaseProof } from '#ui/screens/transfer-batch/release-proof.tsx'

/** Places of a record between the batch that it was put on and the end of our own copy. */
const PLACES: ReadonlySet<string> = new Set(['at-transfer', 'transferred', 'released'])

/** By which batch it went, what the archive answered, and until when a copy stays here. */
export function Transfer({ record }: { readonly record: RecordDetailView }) {
  const isOnItsWay = PLACES.has(record.place.step)
  const found = useRead(
    'GET /api/records/:id/transfer',
    { params: { id: record.id } },
    { isEnabled: isOnItsWay },
  )
  const transfer = found.data?.transfer ?? null
  return isOnItsWay && transfer !== null ? <TransferCard transfer={transfer} /> : null
}

function TransferCard({ transfer }: { readonly transfer: TransferredRecordView }) {
  const { t } = useText()
  const { transferredOn, receiptNumber, copyKeptUntil, releasesOn, releasedOn, isHeld, copies } = transfer
  return (
    <section className="card" aria-labelledby="transfer">
      <div className="row">
        <h2 id="transfer">{t('record:transfer.title')}</h2>
        <Tag tone={transferredOn === null ? 'info' : 'ok'}>
          {t(transferredOn === null ? 'record:transfer.waiting' : 'transfer:end.accepted')}
        </Tag>
      </div>
      <dl className="dl">
        <dt>{t('record:transfer.batch')}</dt>
        <dd>
          <Link to="/transfer/$batchId" params={{ batchId: transfer.batchId }}>
            {transfer.batchNumber}
          </Link>
        </dd>
        <dt>{t('transfer:receiver')}</dt>
        <dd>{t(`vocabulary:receiver.${transfer.receiver}`)}</dd>
        {transferredOn !== null && (
          <>
            <dt>{t('record:transfer.on')}</dt>
            <dd>{transferredOn}</dd>
          </>
        )}
        {receiptNumber !== null && (
          <>
            <dt>{t('record:transfer.receipt')}</dt>
            <dd>
              {receiptNumber} <span className="muted">{transfer.receiptOn}</span>
            </dd>
          </>
        )}
        {releasedOn !== null && (
          <>
            <dt>{t('record:transfer.released')}</dt>
            <dd>{releasedOn}</dd>
          </>
        )}
        {releasedOn === null && copyKeptUntil !== null && (
          <>
            <dt>{t('record:transfer.keptUntil')}</dt>
            <dd>
              <strong>{copyKeptUntil}</strong>{' '}
              <span className="muted">{t('record:transfer.releasesOn', { on: releasesOn })}</span>
            </dd>
          </>
        )}
      </dl>
      {isHeld && releasedOn === null && <p className="muted">{t('record:transfer.heldNote')}</p>}
      {transferredOn !== null && copies.length > 0 && (
        <details>
          <summary>{t('record:transfer.proof', { count: copies.length })}</summary>
          <ReleaseProof copies={copies} />
        </details>
      )}
    </section>
  )
}
