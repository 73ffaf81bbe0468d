import type { ExecutionView } from '#api/contract/disposal.ts'
import { Tag, type TagTone } from '#ui/components/tag.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'

type CopyState = ExecutionView['perItem'][number]['copies'][number]['state']
const TONES: Readonly<Record<CopyState, TagTone>> = {
  waiting: 'plain',
  'waiting-for-lock': 'soon',
  destroying: 'info',
  destroyed: 'over',
  stuck: 'soon',
}

/** Copy by copy, with what the store answered; what waits says until when. */
export function Execution({ execution }: { readonly execution: ExecutionView }) {
  const { t, say } = useText()
  const copies = execution.perItem.flatMap((item) => item.copies)
  const gone = copies.filter((copy) => copy.state === 'destroyed').length
  return (
    <section className="card" aria-labelledby="execution">
      <div className="row spread">
        <h2 id="execution">
          {t(execution.finishedAt === null ? 'list:execution.running' : 'list:execution.finished')}
        </h2>
        <span aria-live="polite">{t('list:execution.copies', { done: gone, all: copies.length })}</span>
      </div>
      <progress
        className="bar grave"
        aria-label={t('list:execution.progress')}
        max={Math.max(1, copies.length)}
        value={gone}
      />
      <p className="muted">
        {execution.executor !== null && `${say(execution.executor.name)} · `}
        <When at={execution.startedAt} />
        {execution.finishedAt !== null && (
          <>
            {' → '}
            <When at={execution.finishedAt} />
          </>
        )}
      </p>
      <ul className="execution-items">
        {execution.perItem.map((item) => (
          <li key={item.recordId}>
            <details open={item.copies.some((copy) => copy.state !== 'destroyed')}>
              <summary>
                <span className="code">{item.archivalCode}</span>{' '}
                <Tag tone={item.state === 'destroyed' ? 'over' : 'plain'}>
                  {t(`vocabulary:item.${item.state}`)}
                </Tag>
              </summary>
              <ul className="stack tight execution-copies">
                {item.copies.map((copy, index) => (
                  <li key={index}>
                    <span className="row wrap">
                      <Tag tone={TONES[copy.state]}>{t(`vocabulary:copyProgress.${copy.state}`)}</Tag>
                      <span>{t(`vocabulary:bucket.${copy.bucket}`)}</span>
                      {copy.objectName !== null && <span className="muted clip">{copy.objectName}</span>}
                      {copy.waitingUntil !== null && (
                        <span className="muted">
                          {t('list:execution.until')} <When at={copy.waitingUntil} />
                        </span>
                      )}
                    </span>
                    {copy.proof !== null && <p className="code proof">{copy.proof}</p>}
                  </li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
    </section>
  )
}
