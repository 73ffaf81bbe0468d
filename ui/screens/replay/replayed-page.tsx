import type { ReplayView } from '#api/contract/audit.ts'
import type { RecordDetailView } from '#api/contract/records.ts'
import { shortened } from '#ui/components/copy-text.tsx'
import { sizeText } from '#ui/components/figures.ts'
import { LifecyclePath } from '#ui/components/lifecycle-path.tsx'
import { EmptyState } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { Overview } from '#ui/screens/record/overview.tsx'
import { RecordBadges } from '#ui/screens/record/record-badges.tsx'
import { Retention } from '#ui/screens/record/retention/retention.tsx'

/** The whole page of a record as it stood at the end of a day. */
export function ReplayedPage({ replay }: { readonly replay: ReplayView }) {
  const { t, say } = useText()
  const { record, on } = replay
  if (record === null)
    return <EmptyState title={t('audit:notYet.title', { on })} hint={t('audit:notYet.hint')} />
  return (
    <article className="replayed">
      <header className="stack tight">
        <div className="row wrap">
          <Tag tone="info">{t('audit:asOfDay', { on })}</Tag>
          <RecordBadges record={record} />
        </div>
        <h2>{record.title}</h2>
        <p className="row wrap muted">
          <span className="code">{record.archivalCode ?? t('uncoded')}</span>
          <span>{say(record.unitName)}</span>
          <span>{say(record.place.name)}</span>
        </p>
        <LifecyclePath path={record.path} />
      </header>
      <Overview record={record} />
      <Files record={record} />
      <Retention record={record} asOf={on} />
    </article>
  )
}

function Files({ record }: { readonly record: RecordDetailView }) {
  const { t } = useText()
  return (
    <section className="card replayed-files">
      <h2>{t('filesCount', { count: record.items.length })}</h2>
      <ul className="stack tight">
        {record.items.map((item) => (
          <li key={item.id} className="row wrap">
            <span>{item.name ?? t('audit:erased')}</span>
            {item.isDestroyed && <Tag tone="over">{t('audit:destroyed')}</Tag>}
            <span className="faint">
              {[item.formatName ?? item.mediaType, sizeText(item.sizeBytes)].join(' · ')}
            </span>
            <span className="code faint" title={item.sha256}>
              {shortened(item.sha256)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
