import type { RecordDetailView } from '#api/contract/records.ts'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { TriggerEvent } from './trigger-event.tsx'

/** Each due date explained: rule, version, trigger, arithmetic, former dates. */
export function Retention({ record }: { readonly record: RecordDetailView }) {
  const { t, lines } = useText()
  const { retention } = record
  return (
    <div className="page-body split">
      <div className="stack loose">
        <section className="card">
          <div className="row">
            <h2>{t('record:retention.title')}</h2>
            {retention.verdict !== null && (
              <Tag tone={retention.verdict === 'ends' ? 'ok' : 'info'}>
                {t(`vocabulary:retention.${retention.verdict}`)}
              </Tag>
            )}
          </div>
          {retention.verdict === null ? (
            <p className="muted">{t('record:retention.notYet')}</p>
          ) : (
            <ol className="why">
              {lines(retention.explanation).map((line, index) => (
                <li key={index}>{line}</li>
              ))}
            </ol>
          )}
          {retention.frozenSince !== null && (
            <p className="notice">{t('record:retention.frozen', { since: retention.frozenSince })}</p>
          )}
          <p className="faint">{t('record:retention.holdNote')}</p>
        </section>
        {retention.trigger !== null && <TriggerEvent recordId={record.id} trigger={retention.trigger} />}
        {retention.earlier.length > 0 && (
          <section className="card">
            <h2>{t('record:retention.earlier')}</h2>
            <ul className="stack tight">
              {retention.earlier.map((earlier) => (
                <li key={`${earlier.computedOn}-${earlier.endsOn}`}>
                  {t('record:retention.earlierLine', {
                    endsOn: earlier.endsOn,
                    computedOn: earlier.computedOn,
                  })}
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
      <section className="card">
        <h2>{t('record:retention.dates')}</h2>
        <dl className="dl">
          <dt>{t('endsOn')}</dt>
          <dd>
            <strong>{retention.endsOn ?? (retention.verdict === 'permanent' ? t('permanent') : '–')}</strong>
          </dd>
          <dt>{t('dueOn')}</dt>
          <dd>{retention.dueOn ?? '–'}</dd>
          <dt>{t('record:retention.transferDueOn')}</dt>
          <dd>{retention.transferDueOn ?? '–'}</dd>
          {retention.rule !== null && (
            <>
              <dt>{t('record:retention.rule')}</dt>
              <dd>
                <span className="code">{retention.rule.code}</span> {retention.rule.title}
              </dd>
              <dt>{t('record:retention.source')}</dt>
              <dd>{retention.rule.source}</dd>
              <dt>{t('record:retention.version')}</dt>
              <dd>{retention.rule.version}</dd>
              <dt>{t('record:retention.confidence')}</dt>
              <dd>
                {t(
                  `vocabulary:confidence.${retention.rule.confidence === '?' ? 'open' : retention.rule.confidence}`,
                )}
              </dd>
            </>
          )}
        </dl>
      </section>
    </div>
  )
}
