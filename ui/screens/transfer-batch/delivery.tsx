import type { BatchDetailView } from '#api/contract/transfer.ts'
import { Tag } from '#ui/components/tag.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'

/** How it was sent, and what the archive said: one answer for the whole batch, by itself or by two persons of ours. */
export function Delivery({ batch }: { readonly batch: BatchDetailView }) {
  const { t, say } = useText()
  const { sent } = batch
  if (sent === null) return null
  return (
    <section className="card" aria-labelledby="delivery">
      <h2 id="delivery">{t('batch:sent.title')}</h2>
      <dl className="dl">
        <dt>{t('batch:sent.by')}</dt>
        <dd>
          {say(sent.by.name)} · <When at={sent.at} />
        </dd>
        <dt>{t('batch:sent.method')}</dt>
        <dd>
          {t(`vocabulary:choice.${sent.method}`)}
          {sent.deliveredTo !== null && sent.method !== 'download' && (
            <span className="code"> {sent.deliveredTo}</span>
          )}
        </dd>
        {sent.destination !== null && (
          <>
            <dt>{t('batch:sent.destination')}</dt>
            <dd>{sent.destination}</dd>
          </>
        )}
      </dl>
      <h3>{t('batch:receipt.title')}</h3>
      <Receipt batch={batch} />
    </section>
  )
}

/** What the first of two persons has entered stays covered: the second reads the paper, not the screen. */
function Receipt({ batch }: { readonly batch: BatchDetailView }) {
  const { t, say } = useText()
  const { receipt } = batch
  if (receipt === null) return <p className="muted">{t('batch:receipt.none')}</p>
  if (receipt.receivedAt === null) {
    const name = receipt.enteredBy === null ? '' : say(receipt.enteredBy.name)
    return <p>{t('batch:receipt.first', { name })}</p>
  }
  // What was not named one by one carries the reason of the whole.
  const differences = batch.items.filter(
    ({ remark, leaveReason }) => remark !== null && remark !== receipt.reason && leaveReason !== 'on-hold',
  )
  return (
    <div className="stack tight">
      <p className="row wrap">
        <Tag tone={receipt.verdict === 'accepted' ? 'ok' : 'soon'}>
          {t(`vocabulary:receipt.${receipt.verdict}`)}
        </Tag>
        <span className="code">{receipt.number}</span>
        <span>{receipt.on}</span>
      </p>
      <p className="muted">
        {receipt.enteredBy === null
          ? t('batch:receipt.byArchive')
          : t('batch:receipt.byTwo', { name: say(receipt.enteredBy.name) })}
        {' · '}
        <When at={receipt.receivedAt} />
      </p>
      {receipt.reason !== null && <p>{t('batch:receipt.reason', { reason: receipt.reason })}</p>}
      {differences.length > 0 && (
        <details open>
          <summary>{t('batch:receipt.differences', { count: differences.length })}</summary>
          <ul className="stack tight">
            {differences.map((item) => (
              <li key={item.recordId}>
                <span className="code">{item.archivalCode}</span> {item.remark}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
