import { Link } from '@tanstack/react-router'
import type { RecordDetailView, RetentionView } from '#api/contract/records.ts'
import { sourceWords } from '#domain/source-words.ts'
import { useSession } from '#ui/client/session-context.ts'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { ProposalText } from '#ui/components/proposal-text.tsx'
import { TriggerEvent } from '#ui/screens/record/trigger-event.tsx'
import { Drawing } from './drawing.tsx'
import { EndByHand } from './end-by-hand.tsx'
import { OwnRule } from './own-rule.tsx'
import { TermScale } from './term-scale.tsx'
import './retention.css'

interface RetentionProps {
  readonly record: RecordDetailView
  /** The day as of which it is drawn; today where none is named. */
  readonly asOf?: string
}

/** Each due date explained: drawn first, then step by step in words, with rule, version, source and former dates. */
export function Retention({ record, asOf }: RetentionProps) {
  const { t } = useText()
  const { site } = useSession()
  const { retention } = record
  return (
    <div className="page-body split">
      <div className="stack loose">
        {retention.frozenSince !== null && (
          <div className="notice">{t('record:retention.frozen', { on: retention.frozenSince })}</div>
        )}
        {retention.proposal !== null && (
          <section className="card" aria-label={t('record:retention.proposal')}>
            <h2>{t('record:retention.proposal')}</h2>
            <ProposalText proposal={retention.proposal} />
            <p className="muted">{t('record:retention.proposalRule')}</p>
          </section>
        )}
        <Why retention={retention} today={asOf ?? site.today} />
        {retention.triggers.map((trigger) => (
          <TriggerEvent key={`${trigger.kind}/${trigger.of ?? ''}`} recordId={record.id} trigger={trigger} />
        ))}
        <Earlier retention={retention} />
      </div>
      <div className="stack loose">
        <Dates retention={retention} />
        <OwnRule recordId={record.id} rule={retention.ownRule} />
        <EndByHand recordId={record.id} retention={retention} />
      </div>
    </div>
  )
}

function Why({ retention, today }: { readonly retention: RetentionView; readonly today: string }) {
  const { t, lines } = useText()
  const { drawing, verdict } = retention
  const reasons = drawing === null ? [] : lines(drawing.reasons)
  return (
    <section className="card" aria-label={t('record:retention.why')}>
      <div className="row">
        <h2>
          {retention.dueOn === null
            ? t('record:retention.title')
            : t('record:retention.whyOn', { on: retention.dueOn })}
        </h2>
        {verdict !== null && (
          <Tag tone={verdict === 'ends' ? 'ok' : 'info'}>{t(`vocabulary:retention.${verdict}`)}</Tag>
        )}
      </div>
      {verdict === null && <p className="muted">{t('record:retention.notYet')}</p>}
      {drawing !== null && drawing.steps.length > 0 && (
        <>
          <Drawing drawing={drawing} />
          <TermScale drawing={drawing} today={today} />
        </>
      )}
      {reasons.length > 0 && (
        <ul className="stack tight">
          {reasons.map((line) => (
            <li key={line} className="notice info">
              {line}
            </li>
          ))}
        </ul>
      )}
      {verdict !== null && (
        <details open>
          <summary>{t('record:retention.drawing.words')}</summary>
          <ol className="why">
            {lines(retention.explanation).map((line, index) => (
              <li key={index}>{line}</li>
            ))}
          </ol>
        </details>
      )}
      <p className="faint">{t('record:retention.holdNote')}</p>
    </section>
  )
}

function Earlier({ retention }: { readonly retention: RetentionView }) {
  const { t } = useText()
  if (retention.earlier.length === 0) return null
  return (
    <section className="card">
      <h2>{t('record:retention.earlier')}</h2>
      <ul className="stack tight">
        {retention.earlier.map((earlier, index) => (
          <li key={index}>
            {t('record:retention.earlierLine', { endsOn: earlier.endsOn, computedOn: earlier.computedOn })}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The days themselves, and on what they rest. */
function Dates({ retention }: { readonly retention: RetentionView }) {
  const { t, say } = useText()
  const { rule, drawing } = retention
  return (
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
        {rule !== null && (
          <>
            <dt>{t('record:retention.rule')}</dt>
            <dd>
              <span className="code">{rule.code}</span> {rule.title}
            </dd>
            <dt>{t('record:retention.source')}</dt>
            <dd>{say(sourceWords(rule.source))}</dd>
            <dt>{t('record:retention.version')}</dt>
            <dd>{rule.version}</dd>
            <dt>{t('record:retention.confidence')}</dt>
            <dd>{t(`vocabulary:confidence.${rule.confidence === '?' ? 'open' : rule.confidence}`)}</dd>
          </>
        )}
        {retention.alsoRules.length > 0 && (
          <>
            <dt>{t('record:retention.also')}</dt>
            <dd>
              {retention.alsoRules.map(({ code, title }) => (
                <div key={code}>
                  <span className="code">{code}</span> {title}
                </div>
              ))}
            </dd>
          </>
        )}
      </dl>
      {rule !== null && drawing !== null && (
        <Link
          to="/schedules/$versionId"
          params={{ versionId: drawing.scheduleVersionId }}
          search={{ q: rule.code }}
        >
          {t('record:retention.drawing.row')}
        </Link>
      )}
    </section>
  )
}
