import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { HealthView } from '#api/contract/administration.ts'
import { useRead } from '#ui/client/hooks.ts'
import { CopyText, shortened } from '#ui/components/copy-text.tsx'
import { numberText } from '#ui/components/figures.ts'
import { PageHead } from '#ui/components/page-head.tsx'
import { Answered } from '#ui/components/states.tsx'
import { Tag, type TagTone } from '#ui/components/tag.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'

const REFETCH_MS = 10_000
type PartState = HealthView['parts'][number]['state']
const PART_TONES: Readonly<Record<PartState, TagTone>> = {
  up: 'ok',
  degraded: 'soon',
  down: 'soon',
  off: 'plain',
}

export function HealthPage() {
  const { t } = useText()
  const health = useRead('GET /api/health', {}, { refetchMs: REFETCH_MS })
  return (
    <div className="page">
      <PageHead
        title={t('health:title')}
        badges={
          health.data !== undefined && (
            <Tag tone={health.data.verdict === 'well' ? 'ok' : 'soon'}>
              {t(`health:verdict.${health.data.verdict}`)}
            </Tag>
          )
        }
        actions={
          <Button loading={health.isFetching} onClick={() => void health.refetch()}>
            {t('health:again')}
          </Button>
        }
      >
        {health.data !== undefined && (
          <p className="muted">
            {t('health:checked')} <When at={health.data.checkedAt} /> ·{' '}
            {t('health:version', { version: health.data.version })}
          </p>
        )}
      </PageHead>
      <Answered query={health}>{(view) => <Parts health={view} />}</Answered>
    </div>
  )
}

function Parts({ health }: { readonly health: HealthView }) {
  const { t } = useText()
  return (
    <div className="page-body split">
      <section className="card">
        <h2>{t('health:parts')}</h2>
        <ul className="checks boxed">
          {health.parts.map((part) => (
            <li key={part.name}>
              <span className="grow">
                <strong>{t(`health:part.${part.name}.name`)}</strong>{' '}
                <span className="muted">{t(`health:part.${part.name}.role`)}</span>
                {part.detail !== null && <div className="muted">{part.detail}</div>}
              </span>
              <span className="row">
                {part.ms !== null && (
                  <span className="faint">{t('health:ms', { ms: Math.round(part.ms) })}</span>
                )}
                <Tag tone={PART_TONES[part.state]}>{t(`health:state.${part.state}`)}</Tag>
              </span>
            </li>
          ))}
        </ul>
      </section>
      <div className="stack loose">
        <section className="card">
          <h2>{t('health:relay')}</h2>
          <dl className="dl">
            <dt>{t('health:waiting')}</dt>
            <dd>{numberText(health.relay.waiting)}</dd>
            <dt>{t('health:oldest')}</dt>
            <dd>
              {health.relay.oldestAgeMs === null
                ? t('none')
                : t('health:ms', { ms: Math.round(health.relay.oldestAgeMs) })}
            </dd>
            <dt>{t('health:incidents')}</dt>
            <dd>{numberText(health.incidents)}</dd>
          </dl>
        </section>
        <Store health={health} />
        <Calendar unconfirmed={health.calendar.unconfirmed} />
        <Damage damage={health.damage} />
        <section className="card">
          <h2>{t('health:clocks')}</h2>
          <dl className="dl">
            {(['archive', 'database', 'engine', 'store'] as const).map((name) => (
              <Clock key={name} label={t(`health:clock.${name}`)} at={health.clocks[name]} />
            ))}
            <dt>{t('health:skew')}</dt>
            <dd>{t('health:ms', { ms: Math.round(health.clocks.skewMs) })}</dd>
          </dl>
        </section>
      </div>
    </div>
  )
}

/** Whether the store keeps what the archive rests on, and its locks. */
function Store({ health }: { readonly health: HealthView }) {
  const { t } = useText()
  return (
    <section className="card">
      <h2>{t('health:store')}</h2>
      <p className="row">
        <Tag tone={health.storeProbe.verdict === 'fit' ? 'ok' : 'soon'}>
          {t(`health:probe.${health.storeProbe.verdict}`)}
        </Tag>
        {health.storeProbe.checkedAt !== null && <When at={health.storeProbe.checkedAt} />}
      </p>
      {health.storeProbe.findings.map((finding) => (
        <p key={finding} className="muted">
          {finding}
        </p>
      ))}
      <p className="muted">
        {health.locks.earliestLapseAt === null
          ? t('health:noLocks')
          : t('health:locks', { count: health.locks.copies })}{' '}
        {health.locks.earliestLapseAt !== null && <When at={health.locks.earliestLapseAt} />}
      </p>
    </section>
  )
}

/** Nothing is shown where nothing is damaged: this is no figure to get used to. */
function Damage({ damage }: { readonly damage: HealthView['damage'] }) {
  const { t } = useText()
  if (damage.copies === 0) return null
  return (
    <section className="card" role="alert">
      <h2>{t('health:damage')}</h2>
      <p className="row">
        <Tag tone="over">{t('health:damaged', { count: damage.copies })}</Tag>
      </p>
      <p className="muted">{t('health:damageHint')}</p>
      <ul className="stack">
        {damage.shown.map(({ copyId, fault, noticedAt }) => (
          <li key={copyId}>
            <CopyText value={copyId} shown={shortened(copyId)} label={t('health:damaged', { count: 1 })} />{' '}
            {t(`vocabulary:machineFault.${fault}`, { defaultValue: fault })}{' '}
            {noticedAt !== null && <When at={noticedAt} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A deadline that is counted without the year's order may differ from the true one by the days that it moves. */
function Calendar({ unconfirmed }: { readonly unconfirmed: readonly number[] }) {
  const { t } = useText()
  if (unconfirmed.length === 0) return null
  return (
    <section className="card">
      <h2>{t('health:calendar')}</h2>
      <p className="row wrap">
        {unconfirmed.map((year) => (
          <Tag key={year} tone="soon">
            {t('health:noCalendar', { year })}
          </Tag>
        ))}
      </p>
      <p className="muted">{t('health:noCalendarHint')}</p>
      <Link to="/filing" search={{ tab: 'workdays', year: unconfirmed[0] ?? 0 }}>
        {t('health:calendarGo')}
      </Link>
    </section>
  )
}

function Clock({ label, at }: { readonly label: string; readonly at: string | null }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{at === null ? '–' : <When at={at} />}</dd>
    </>
  )
}
